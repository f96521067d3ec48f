using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Memory;

/// <summary>
/// What a contact has said lately, and how often the same came back: machines answer each answer with the same words.
/// </summary>
internal sealed record Repetition
{
    private const int MostKept = 4;
    private const int MostWords = 60;
    private const int WordsOfASentence = 4;

    // Three answers to the same words; a machine that is quicker than a hand gets fewer.
    private const int Enough = 3;

    // "yes" answers many questions.
    private const int EnoughOfAWord = 6;

    private const double AlmostAll = 0.8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(6);
    private static readonly TimeSpan QuickerThanAHand = TimeSpan.FromSeconds(3);

    /// <summary>The newest messages that differ from each other, oldest first.</summary>
    public IReadOnlyList<SaidOften> Said { get; init; } = [];

    /// <summary>Notes a message.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="echoed">What we said last; whoever says it back is a machine.</param>
    /// <param name="sinceAnswer">How long after our last answer it came, or null when nothing was answered yet.</param>
    /// <param name="at">When.</param>
    /// <returns>What is to be kept, and whether it came too often to be answered.</returns>
    public (Repetition Next, bool IsTooMuch) Note(string text, string? echoed, TimeSpan? sinceAnswer, DateTimeOffset at)
    {
        var words = WordsOf(text);
        if (words.Count == 0)
            return (this, false);
        var isSentence = words.Count >= WordsOfASentence;
        var kept = Said.Where(one => at - one.At < Memory).ToList();
        var same = kept.Find(one => IsSame(one.Words, words));
        var isEcho = isSentence && echoed is not null && IsSame(WordsOf(echoed), words);
        var weight = (same is null && !isEcho ? 0 : 1)
            + (isSentence && (same is not null || isEcho)
                && (sinceAnswer < QuickerThanAHand || AutomaticReplies.MayBeOne(text)) ? 1 : 0);
        var now = new SaidOften(words, (same?.Times ?? 0) + weight, at);
        kept.RemoveAll(one => ReferenceEquals(one, same));
        return (new Repetition { Said = [.. kept.TakeLast(MostKept - 1), now] },
            now.Times >= (isSentence ? Enough : EnoughOfAWord));
    }

    // In a sentence a figure is a ticket's number or the time; alone it is an answer.
    private static List<string> WordsOf(string text)
    {
        var words = Word.In(text).Select(word => word.Text).Take(MostWords).ToList();
        return words.Count >= WordsOfASentence && words.Exists(word => word.Any(char.IsLetter))
            ? words.ConvertAll(word => word.Any(char.IsAsciiDigit) ? "#" : word)
            : words;
    }

    private static bool IsSame(IReadOnlyList<string> one, List<string> other)
    {
        if (one.Count < WordsOfASentence || other.Count < WordsOfASentence)
            return one.SequenceEqual(other);
        var (left, right) = (one.ToHashSet(StringComparer.Ordinal), other.ToHashSet(StringComparer.Ordinal));
        var shared = left.Count(right.Contains);
        return shared >= AlmostAll * (left.Count + right.Count - shared);
    }
}

/// <summary>A message, and how often it came again.</summary>
/// <param name="Words">Its words, as they are compared.</param>
/// <param name="Times">0 when it came once; more for each time, twice as much for what no hand is quick enough
/// for.</param>
/// <param name="At">When it came last.</param>
internal sealed record SaidOften(IReadOnlyList<string> Words, int Times, DateTimeOffset At);
