using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>What a text speaks of, place by place: things that the business has, and topics.</summary>
/// <param name="text">The text, as it is read.</param>
/// <param name="things">The things that are named in it, with their places, in order.</param>
/// <param name="topics">The topics, likewise.</param>
internal sealed partial class SpokenOf(
    string text, IReadOnlyList<(int At, string Thing)> things, IReadOnlyList<(int At, string Topic)> topics)
{
    private const int MostWordsBetween = 3;

    private IReadOnlyList<int>? _clauses;

    /// <summary>The one thing that is spoken of; null where there is none, or several.</summary>
    public string? OnlyThing => things.Select(mention => mention.Thing).Distinct().Take(2).ToList() is [var only]
        ? only
        : null;

    /// <summary>Whether it goes on about what was spoken of before: "elle est à …", "it costs …".</summary>
    public bool GoesOn => things.Count == 0 && topics.Count == 0 && Pronoun().IsMatch(text);

    /// <summary>Whether several things are spoken of as one, without their names: "the whole set", "le tout".</summary>
    public bool IsOfSeveral => things.Count == 0 && Several().IsMatch(text);

    /// <summary>
    /// The thing that a figure is said of: the last that was named before it, else the first; null where none is.
    /// </summary>
    public string? ThingAt(int at)
    {
        string? nearest = null;
        foreach (var (place, thing) in things)
        {
            if (place <= at || nearest is null)
                nearest = thing;
        }

        return nearest;
    }

    /// <summary>The topics that a figure may be said of: those of its clause, or where it has none all.</summary>
    public List<string> TopicsAt(int at)
    {
        if (topics.Count == 0)
            return [];
        var (start, end) = ClauseAt(at);
        List<string> own = [.. topics.Where(one => one.At >= start && one.At < end).Select(one => one.Topic)];
        return own.Count > 0 ? own : [.. topics.Select(one => one.Topic)];
    }

    /// <summary>The topic that a figure's clause began with; null where a thing was named since, or none was.</summary>
    public string? TopicBefore(int at)
    {
        var start = ClauseAt(at).Start;
        var topic = topics.LastOrDefault(one => one.At >= start && one.At < at).Topic;
        return things.Any(mention => mention.At >= start && mention.At < at) ? null : topic;
    }

    /// <summary>
    /// What a word like "free" is said of: of topics those before it in its clause or right behind it, else the thing
    /// before it, else whatever else there is.
    /// </summary>
    public (string? Thing, List<string> Topics) QualifiedAt(int at)
    {
        var (start, end) = ClauseAt(at);
        List<string> near = [.. topics
            .Where(one => one.At >= start && one.At < end && (one.At < at || IsRightBehind(at, one.At)))
            .Select(one => one.Topic)];
        if (near.Count > 0)
            return (null, near);
        if (things.Any(mention => mention.At < at) || (things.Count > 0 && topics.Count == 0))
            return (ThingAt(at), []);
        return (null, TopicsAt(at));
    }

    // "Free home delivery"; not "free with delivery".
    private bool IsRightBehind(int at, int topic)
    {
        var between = text[at..topic].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return between.Length <= MostWordsBetween
            && !between.Any(word => word is "with" or "and" or "avec" or "et" or "plus" or "mais" or "but");
    }

    private (int Start, int End) ClauseAt(int at)
    {
        _clauses ??= [.. Clauses().Matches(text).Select(match => match.Index)];
        var (start, end) = (0, text.Length);
        foreach (var place in _clauses)
        {
            if (place <= at)
                start = place;
            else
            {
                end = place;
                break;
            }
        }

        return (start, end);
    }

    [GeneratedRegex(
        @"[,;:(–—!?.][ \u00A0]| (?:et|and|mais|but|puis|then|donc|so|tandis que|while) ",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Clauses();

    [GeneratedRegex(
        @"^[\s""«(*-]*(?:oui,? |yes,? |non,? |and |et |mais |but )?(?:il|elle|ils|elles|it|they|celui-ci|celle-ci|this one|that one)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Pronoun();

    [GeneratedRegex(
        @"\b(?:the (?:whole |complete |entire )?(?:set|lot|bundle|pack)|together|altogether|all of them"
            + @"|both of them|the (?:two|three|four|five) of them|le tout|l[’']ensemble|tous ensemble"
            + @"|toutes ensemble|le lot|les (?:deux|trois|quatre|cinq) (?:ensemble|réunies?))\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Several();
}
