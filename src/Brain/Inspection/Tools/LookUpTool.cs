using System.ComponentModel;
using Gateway.Brain.Answering;
using Gateway.Brain.Inspection.Knowing;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Tools;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Looks a question up in what the centre and the law say.</summary>
internal sealed class LookUpTool() : Tool<InspectionTurn, LookUpArguments>(
    InspectionToolNames.LookUp,
    "Looks a question up: hours, place, papers, duration, drop-off, payment, the law, re-visits, vehicles, the "
    + "centre's own answers.")
{
    private const int Most = 3;
    private const int MostLookedAt = 8;
    private const string Other = "other";
    private const string Answer = "answer";
    private const string Directions = "place.way";
    private const int InTitle = 2;

    // From this score on the words are believed whatever the topic seems to be.
    private const double Sure = 0.5;

    private const double OfTopic = 0.15;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var known = CentreKnowledge.Of(turn.Centre, turn.Locale);
        if (arguments is { Topic: "hours", Date: { } day })
            return Task.FromResult<object>(new LookedUp([OfDay(turn, day)]));
        List<CentreFact> found = [.. Found(known, arguments).Take(Most)];
        var named = Named(known, arguments.Question);
        // What is named by a word that hardly anything else has is told, whatever else is told.
        List<CentreFact> told = [.. found.Take(1)];
        if (named is not null && !told.Contains(named))
            told = found.Count > 0 && found[0].Score >= Sure ? [found[0], named] : [named, .. found.Take(1)];
        var isAlso = named is not null && found.Count > 0 && found[0].Score >= Sure;
        return Task.FromResult<object>(new LookedUp(
        [
            .. told.Concat(found).DistinctBy(fact => fact.Id).Take(Most).Select((one, place) =>
                new FoundAnswer(one.Id, one.Title, one.Text) { IsAlso = place == 1 && isAlso && one == named }),
        ]));
    }

    // The one of the centre's own answers, or the way there, that a rare word of the question stands in.
    private static CentreFact? Named(CentreKnowledge known, string question)
    {
        List<(CentreFact Fact, IReadOnlySet<string> Title, IReadOnlySet<string> Text)> facts =
        [
            .. known.Facts.Select(fact => (
                fact, CentreQuestions.Words.KeysOf(fact.Title), CentreQuestions.Words.KeysOf(fact.Text))),
        ];
        return CentreQuestions.Words.In(question)
            .Select(word => facts
                .Select(one => (one.Fact, Weight: IsIn(word, one.Title) ? InTitle : IsIn(word, one.Text) ? 1 : 0))
                .Where(one => one.Weight > 0).ToList())
            .Where(having => having.Count is 1 or 2)
            .SelectMany(having => having.Where(one => one.Fact.Topic == Answer || one.Fact.Id == Directions))
            .GroupBy(one => one.Fact.Id)
            .OrderByDescending(same => same.Sum(one => one.Weight))
            .Select(same => same.First().Fact)
            .FirstOrDefault();

        static bool IsIn(AskedWord word, IReadOnlySet<string> keys) =>
            word.Keys.Take(2).Any(key => keys.Contains(key.Key));
    }

    // Holidays and exceptions count: the week alone would say something wrong of such a day.
    private static FoundAnswer OfDay(InspectionTurn turn, DateOnly day)
    {
        var spans = turn.Centre.Hours.On(day);
        var inWords = SlotWords.Day(day, turn.Locale);
        return new FoundAnswer("hours", inWords, (spans.Count == 0
            ? turn.Say("closedOn", ("day", inWords))
            : turn.Say("openOn", ("day", inWords), ("hours", OpeningHoursWords.SpansOf(spans, turn.Locale)))).Markdown);
    }

    // What fits the words goes first, the topic decides where it is close; a topic alone is answered by its main thing.
    private static IEnumerable<CentreFact> Found(CentreKnowledge known, LookUpArguments asked)
    {
        var found = known.Find(asked.Question, MostLookedAt);
        var best = found.Count == 0 ? 0 : found[0].Score;
        var fitting = found
            .OrderByDescending(fact => fact.Score + (fact.Topic == asked.Topic || fact.Topic == Answer ? OfTopic : 0))
            .ToList();
        if (best >= Sure || asked.Topic is null or Other)
            return fitting;
        return fitting.Where(fact => fact.Topic == asked.Topic)
            .Concat(known.ByTopic(asked.Topic).Take(1))
            .Concat(fitting)
            .DistinctBy(fact => fact.Id);
    }
}

/// <summary>What is asked.</summary>
internal sealed record LookUpArguments
{
    /// <summary>In the contact's words.</summary>
    public required string Question { get; init; }

    /// <summary>What it seems to be about; null when that is not clear.</summary>
    [Description("hours, place, papers, duration, dropoff, payment, law, revisit, vehicle, result or other.")]
    public string? Topic { get; init; }

    /// <summary>The day whose opening hours are asked for; null for the week's.</summary>
    [Description("Day whose opening hours are asked for, YYYY-MM-DD.")]
    public DateOnly? Date { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Found">The best first; empty when nothing fits.</param>
internal sealed record LookedUp(IReadOnlyList<FoundAnswer> Found);

/// <summary>An answer.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What it answers.</param>
/// <param name="Text">What is true.</param>
internal sealed record FoundAnswer(string Id, string Title, string Text)
{
    /// <summary>Whether it is to be told beside the first.</summary>
    public bool IsAlso { get; init; }
}
