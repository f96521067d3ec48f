using Gateway.Sessions.Texts;

namespace Gateway.Brain.House.Reading;

/// <summary>What a contact wrote, read once: its words and the intents they give away.</summary>
internal sealed class Utterance
{
    private readonly List<IntentMatch> _matches;

    private Utterance(string text, string locale, IReadOnlyList<Word> words, List<IntentMatch> matches)
    {
        Text = text;
        Locale = locale;
        Words = words;
        _matches = matches;
    }

    /// <summary>As it is read: what was written, with figures as 0 to 9.</summary>
    public string Text { get; }

    /// <summary>Language it is read in.</summary>
    public string Locale { get; }

    /// <summary>Its words.</summary>
    public IReadOnlyList<Word> Words { get; }

    /// <summary>Whether it is put as a question.</summary>
    public bool IsQuestion => Text.Contains('?', StringComparison.Ordinal) || Is(Intents.Question);

    /// <summary>Reads a message with the lexicons of a language.</summary>
    public static Utterance Read(string text, string locale, params ReadOnlySpan<Lexicon> lexicons)
    {
        text = Readable.Of(text);
        var words = Word.In(WellFormed.Cut(text, MaxLength));
        List<IntentMatch> matches = [];
        foreach (var lexicon in lexicons)
            matches.AddRange(lexicon.Match(words));
        return new Utterance(text, locale, words, matches);
    }

    private const int MaxLength = 2_000;

    /// <summary>The same, where it is known from elsewhere that these intents are given away as well.</summary>
    public Utterance With(IEnumerable<string> intents) => new(
        Text, Locale, Words, [.. _matches, .. intents.Select(intent => new IntentMatch(intent, 1, false, 0, -1))]);

    /// <summary>Whether the intent was given away.</summary>
    public bool Is(string intent) => _matches.Exists(match => match.Intent == intent);

    /// <summary>
    /// The first intent, in the order of the lexicon, whose name begins like this; null when none was given away.
    /// </summary>
    public string? First(string prefix) =>
        _matches.Find(match => match.Intent.StartsWith(prefix, StringComparison.Ordinal)) is { Weight: > 0 } match
            ? match.Intent
            : null;

    /// <summary>Whether any of the intents was given away.</summary>
    public bool IsAny(params ReadOnlySpan<string> intents)
    {
        foreach (var intent in intents)
        {
            if (Is(intent))
                return true;
        }

        return false;
    }

    /// <summary>The words that none of these intents accounts for.</summary>
    public IEnumerable<Word> WordsBesides(params string[] intents)
    {
        var used = new HashSet<int>(
            _matches.Where(match => intents.Contains(match.Intent))
            .SelectMany(match => Enumerable.Range(match.First, match.Last - match.First + 1)));
        return Words.Where((_, index) => !used.Contains(index));
    }

    /// <summary>The words that no intent of those accounts for, as they were written.</summary>
    /// <param name="ignored">Further words that say nothing, folded.</param>
    public IReadOnlyList<string> Rest(ISet<string> ignored)
    {
        var used = new HashSet<int>(
            _matches.SelectMany(match => Enumerable.Range(match.First, match.Last - match.First + 1)));
        return [.. Words
            .Where((word, index) => !used.Contains(index) && !ignored.Contains(word.Text))
            .Select(word => Text[word.Start..word.End])];
    }
}
