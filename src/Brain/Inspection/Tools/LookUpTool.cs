using System.ComponentModel;
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

    // From this score on the words are believed whatever the topic seems to be.
    private const double Sure = 0.5;

    private const double OfTopic = 0.15;

    // What is as good as the first within this is told beside it.
    private const double AsGood = 0.15;

    // What is read as no question is answered from this score on.
    private const double SureOfWords = 0.45;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        InspectionTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var known = CentreKnowledge.Of(turn.Centre, turn.Locale);
        if (arguments is { Topic: "hours", Date: { } day })
            return Task.FromResult<object>(new LookedUp([OfDay(turn, day)]));
        List<CentreFact> found = [.. Found(known, arguments).Take(Most)];
        // The week says what of public holidays as well.
        if (found is [{ Id: "hours.holidays" }, ..] && known.ByTopic("hours") is [{ Id: "hours" } week, ..])
            found[0] = week with { Score = found[0].Score };
        // Who may leave the vehicle before wants to know where the keys go.
        if (found is [{ Id: "dropoff.before" }, ..] && turn.Centre.Policies.PreviousDayDropOff
            && known.OfKind("own.keys") is { } keys)
            found = [found[0], keys with { Score = 1 }];
        return Task.FromResult<object>(new LookedUp(
        [
            .. found.Select((one, place) => new FoundAnswer(one.Id, one.Title, one.Text)
            {
                IsSure = one.Score >= SureOfWords,
                IsOfPrice = one.Topic == "price",
                IsAlso = place == 1 && IsAlso(found[0], one),
            }),
        ]));
    }

    // What the centre says itself and what the law says of the same are told both; so is what is asked as well.
    private static bool IsAlso(CentreFact first, CentreFact second) => second.Score > 0
        && (first.Topic == Answer || second.Topic == Answer)
        && second.Score >= Sure && second.Score >= first.Score - AsGood;

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
        var fitting = found
            .OrderByDescending(fact => fact.Score + (IsOf(fact, asked.Topic) || fact.Topic == Answer ? OfTopic : 0))
            .ToList();
        if (asked.Topic is null or Other || (fitting.Count > 0 && fitting[0].Score >= Sure))
            return fitting;
        return fitting.Where(fact => IsOf(fact, asked.Topic) || fact.Score >= Sure)
            .Concat(known.ByTopic(asked.Topic).Take(1))
            .Concat(fitting)
            .DistinctBy(fact => fact.Id);
    }

    private static bool IsOf(CentreFact fact, string? topic) => topic is not null
        && (fact.Topic == topic || fact.Id == topic || fact.Id.StartsWith($"{topic}.", StringComparison.Ordinal));
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
    /// <summary>Whether its words are surely asked for.</summary>
    public bool IsSure { get; init; }

    /// <summary>Whether it is a price.</summary>
    public bool IsOfPrice { get; init; }

    /// <summary>Whether it is to be told beside the first.</summary>
    public bool IsAlso { get; init; }
}
