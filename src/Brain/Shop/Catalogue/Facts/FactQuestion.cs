using System.Collections.Frozen;
using Gateway.Brain.House.Reading;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>A topic that is asked for.</summary>
/// <param name="Topic">Which.</param>
/// <param name="Words">The words that ask for it.</param>
/// <param name="Certainty">0 to 1: how clearly they do.</param>
/// <param name="Aspect">What of it is asked for, or null.</param>
internal sealed record AskedTopic(Topic Topic, IReadOnlyList<string> Words, double Certainty, Topic? Aspect);

/// <summary>A clause that asks about a product, read once.</summary>
/// <param name="Topics">What it asks for, in order; empty when its words name no topic.</param>
/// <param name="Content">Its words that say what it is about, but for those of the product's name and of
/// topics.</param>
/// <param name="IsOpen">Whether it asks what, how much, where…: for more than a yes.</param>
/// <param name="IsTurned">Whether it asks whether one must, or whether it suffers: a yes that grants does not answer
/// it.</param>
/// <param name="IsList">Whether it lists several things to know.</param>
/// <param name="Acts">What the learned reader takes it for, each with its likelihood; null where it was not
/// read.</param>
/// <param name="Dimensions">What the measures that stand in it measure.</param>
internal sealed record FactQuestion(
    IReadOnlyList<AskedTopic> Topics, IReadOnlyList<string> Content, bool IsOpen, bool IsTurned, bool IsList,
    IReadOnlyDictionary<string, float>? Acts, IReadOnlyList<Dimension> Dimensions)
{
    private const string Detail = "detail.";

    /// <summary>0 to 1: how likely it asks for a property of goods; null where it was not read.</summary>
    public double? Asking { get; } = Acts?.Where(act => act.Key.StartsWith(Detail, StringComparison.Ordinal))
        .Sum(act => act.Value);

    /// <summary>0 to 1: how surely it asks nothing of goods: where it may ask for them, what else it may be counts
    /// for little.</summary>
    public double NotOfGoods { get; } = Acts is null
        ? 0
        : (1 - Math.Min(1, Acts.Where(act => IsOfGoods(act.Key)).Sum(act => act.Value)))
            * Acts.Where(act => !IsOfGoods(act.Key)).Select(act => act.Value).DefaultIfEmpty().Max();

    private static bool IsOfGoods(string act) => OfGoods.Contains(act)
        || act.StartsWith(Detail, StringComparison.Ordinal) || act.StartsWith("rank.", StringComparison.Ordinal);

    /// <summary>0 to 1: how likely it asks for a property of that family.</summary>
    public double LikelihoodOf(string family) => Acts?.GetValueOrDefault(Detail + family) ?? 0;

    /// <summary>The same, asking by its words alone: those of its topics are what it is about.</summary>
    public FactQuestion ByWords() => this with
    {
        Topics = [],
        Content = [.. Content.Concat(Topics.SelectMany(topic => topic.Words))
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .Distinct()],
    };

    /// <summary>How clearly a topic is asked for by a word that only tells of it.</summary>
    public const double Named = 0.8;

    private const int MostLetters = 500;
    private const double Weakness = 0.8;

    // What is only read out of a word with about the same meaning counts for nothing beside what is named.
    private const double Slack = 0.16;
    private const string HowLong = "how-long";

    private static readonly FrozenSet<string> OpenWords = FrozenSet.Create(
        "quel", "quelle", "quels", "quelles", "combien", "comment", "quoi", "ou", "qui", "quand", "laquelle", "lequel",
        "how", "what", "which", "where", "who", "when");

    private static readonly FrozenSet<string> TurningWords = FrozenSet.Create(
        "faut", "dois", "doit", "besoin", "craint", "need", "must", "kill", "ruin", "hurt", "spoil", "abime", "mort",
        "extra", "acheter", "buy", "risque");

    private static readonly FrozenSet<string> OfGoods = FrozenSet.Create(
        "seek", "gift", "stock", "compare", "advise", "pair", "similar", "photo", "price");

    private static readonly FrozenSet<string> Joints = FrozenSet.Create("et", "ou", "and", "or", "puis", "aussi");

    // Words of topics that are about what a thing is rather than what is asked: they ask only when nothing else does.
    private static readonly FrozenSet<string> Weak = FrozenSet.Create(
        "use", "contents", "count", "how-long", "fit", "quality", "indoors", "look", "light", "language", "adjustable",
        "storage-fit");

    /// <summary>The sentences of what was written, each with its mark; those of a word go with the next.</summary>
    public static IReadOnlyList<string> PartsOf(string question)
    {
        List<string> parts = [];
        var start = 0;
        for (var i = 0; i < question.Length; i++)
        {
            if (!IsEnd(question, i) && i + 1 < question.Length)
                continue;
            var part = question[start..(i + 1)].Trim();
            if (part.Contains(' ', StringComparison.Ordinal))
            {
                parts.Add(part);
                start = i + 1;
            }
        }

        if (question[start..].Trim() is { Length: > 0 } rest)
            parts.Add(rest);
        return parts;
    }

    private static bool IsEnd(string text, int at) => text[at] is '?' or '!' or '.' or '\n'
        && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    /// <summary>Reads a clause.</summary>
    /// <param name="question">As it was written.</param>
    /// <param name="locale">Its language.</param>
    /// <param name="acts">What the learned reader takes it for, or null.</param>
    /// <param name="facts">Of the product that it may be about.</param>
    public static FactQuestion Read(
        string question, string locale, IReadOnlyDictionary<string, float>? acts, ProductFacts facts)
    {
        var text = WellFormed.Cut(question, MostLetters);
        List<string> words = [.. Word.In(text).Select(word => word.Text)];
        var named = facts.Sentences.Where(sentence => sentence.Place == Place.Title)
            .SelectMany(sentence => Word.In(sentence.Text))
            .Select(word => word.Text)
            .ToFrozenSet();
        var matches = Facts.Topics.Embedded.In(words, locale, Voice.Asking)
            .Where(match => match.Count > 1 || !IsOfName(words, match.First, named))
            .ToList();
        // A material or a colour that is only named asks whether it is that one, when nothing else is asked.
        if (!matches.Exists(match => !match.Topic.IsAspect))
        {
            matches.AddRange(Facts.Topics.Embedded.Told(words)
                .Where(told => IsWhether(words, told.Word, told.Topic.Name))
                .OrderBy(told => told.Topic.Name == "colour")
                .Take(1)
                .Select(told => new TopicMatch(told.Topic, told.Word, 1, Named)));
        }

        var covered = matches.SelectMany(match => Enumerable.Range(match.First, match.Count)).ToHashSet();
        var aspects = matches.Where(match => match.Topic.IsAspect).ToList();
        var topics = Strong([.. matches.Where(match => !match.Topic.IsAspect)]);
        List<AskedTopic> asked = [.. topics
            .Select(match => new AskedTopic(
                match.Topic, words.GetRange(match.First, match.Count), match.Certainty,
                aspects.Count > 0 ? aspects[0].Topic : null))];
        var isOpen = words.Exists(OpenWords.Contains) && !words.Take(1).Contains("ou");
        if (asked.Count == 0 && aspects.Count > 0)
        {
            // "What does the set include" asks for more than whether something comes along.
            asked.Add(new AskedTopic(
                isOpen ? Facts.Topics.Embedded["contents"] : aspects[0].Topic,
                words.GetRange(aspects[0].First, aspects[0].Count), aspects[0].Certainty, null));
        }

        List<string> content = [.. words
            .Where((word, i) => !covered.Contains(i) && word.Length > 1 && !Fillers.Words.Contains(word)
                && !named.Any(name => WordLikeness.IsSame(word, name)))
            .Distinct()];
        return new FactQuestion(
            Merge(asked), content, isOpen, words.Exists(TurningWords.Contains), IsListOf(text, words, topics), acts,
            [.. Facts.Measures.In(text).Select(measure => measure.Dimension)
                .Concat(matches.Exists(match => match.Topic.Name == HowLong) ? [Dimension.Time] : [])
                .Distinct()]);
    }

    // "La cocotte en fonte Braise 24 cm": what it is called asks for nothing, unless there is a question in it.
    private static bool IsOfName(List<string> words, int at, FrozenSet<string> named) =>
        IsNamed(words[at], named) && words.Count(word => IsNamed(word, named)) > 1;

    private static bool IsNamed(string word, FrozenSet<string> named) => word.Length > 3
        && (named.Contains(word) || (word[^1] is 's' or 'x' && named.Contains(word[..^1])));

    // "In grey" asks for a colour, "grey" alone may be part of anything; "by card" does not ask for cardboard.
    private static bool IsWhether(List<string> words, int at, string topic) => topic switch
    {
        "colour" => at > 0 && words[at - 1] is "en" or "in",
        "material" => at == 0 || words[at - 1] is not ("by" or "par" or "with" or "avec"),
        _ => false,
    };

    private static List<TopicMatch> Strong(List<TopicMatch> matches)
    {
        // "How long to put it up" asks for the time of that.
        List<TopicMatch> strong = [.. matches.Where(
                match => match.Topic.Name != HowLong || matches.TrueForAll(other => other.Topic.Name == HowLong))
            .Select(match => match.Count == 1 && Weak.Contains(match.Topic.Name)
                ? match with { Certainty = match.Certainty * Weakness }
                : match)];
        var beaten = strong.SelectMany(match => match.Topic.Over).ToHashSet();
        strong.RemoveAll(match => beaten.Contains(match.Topic.Name));
        return strong.Count == 0
            ? strong
            : [.. strong.Where(match => match.Certainty >= strong.Max(other => other.Certainty) - Slack)];
    }

    private static List<AskedTopic> Merge(List<AskedTopic> asked) => [.. asked
        .GroupBy(topic => topic.Topic)
        .Select(group => group.First() with
        {
            Words = [.. group.SelectMany(topic => topic.Words).Distinct()],
            Certainty = group.Max(topic => topic.Certainty),
        })];

    private static bool IsListOf(string text, List<string> words, List<TopicMatch> topics)
    {
        if (topics.Select(match => match.Topic).Distinct().Count() < 2)
            return false;
        return text.Contains(',', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal)
            || text.Contains('+', StringComparison.Ordinal) || text.Contains('&', StringComparison.Ordinal)
            || words.Skip(topics[0].End).Any(Joints.Contains);
    }
}
