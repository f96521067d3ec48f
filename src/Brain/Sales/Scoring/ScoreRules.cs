using System.Globalization;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Scoring;

/// <summary>
/// How likely someone buys, from what is known of them, as pure functions. Who writes at all starts with 25 points;
/// what speaks for it adds to them, what speaks against it takes away, and the sum is kept within 0 to 100.
/// </summary>
internal static class ScoreRules
{
    /// <summary>From this score on someone is hot.</summary>
    public const int HotFrom = 75;

    /// <summary>From this score on someone is warm; under it they are cold.</summary>
    public const int WarmFrom = SalesState.QualifiedFrom;

    private const int Start = 25;
    private const int MostForAsking = 35;
    private const int ForEachFurtherAsk = 5;

    // Fewer facts than that say nothing about someone who has not shown what they want; nor do their trade, their size
    // and their trouble, which whoever asks for help tells first.
    private const int EnoughFacts = 3;

    /// <summary>Scores a lead.</summary>
    /// <returns>A score with its parts; its type is null while too little is known.</returns>
    public static LeadScore Of(Lead lead)
    {
        List<Part> parts = [.. Facts(lead), .. Intention(lead)];
        var score = Math.Clamp(Start + parts.Sum(part => part.Points), 0, 100);
        // Who asks what it costs has said nothing against it: they are not cold for what they have not told yet.
        var known = score >= WarmFrom
            ? lead.Signals.Count > 0 || Facts(lead).Count() >= EnoughFacts
            : lead.Signals.Any(signal => signal is Signal.JustLooking or Signal.NotInterested)
                || (IsTold(lead) && Facts(lead).Count() >= EnoughFacts);
        return new LeadScore(
            score,
            !known ? null : score >= HotFrom ? LeadType.Hot : score >= WarmFrom ? LeadType.Warm : LeadType.Cold,
            Reason(parts, score, known));
    }

    private static IEnumerable<Part> Facts(Lead lead)
    {
        if (lead.Sector is not null)
            yield return new Part("sector known", 5);
        if ((lead.People ?? lead.Seats) is { } people)
            yield return new Part(Invariant($"{people} people"), ForSize(people));
        if (lead.IsDecisionMaker is { } decides)
            yield return new Part(decides ? "decides" : "does not decide", decides ? 15 : 0);
        if (lead.PainPoints.Count > 0)
            yield return new Part(
                lead.PainPoints.Count == 1 ? "one trouble" : Invariant($"{lead.PainPoints.Count} troubles"),
                lead.PainPoints.Count == 1 ? 10 : 15);
        if (lead.YearlyBudget is { } budget)
            yield return new Part(budget > 0 ? "has a budget" : "has no budget", budget > 0 ? 10 : -10);
        if (lead.MonthsToStart is { } months)
            yield return new Part(months == 0 ? "begins now" : Begins(months), ForTime(months));
        if (lead.Email is not null || lead.Phone is not null)
            yield return new Part("can be reached", 5);
    }

    private static IEnumerable<Part> Intention(Lead lead)
    {
        List<Part> asked = [.. lead.Signals.Distinct().Select(Ask).OfType<Part>()
            .OrderByDescending(part => part.Points)];
        if (asked.Count > 0)
            yield return new Part(
                string.Join(", ", asked.Select(part => part.Name)),
                Math.Min(MostForAsking, asked[0].Points + ForEachFurtherAsk * (asked.Count - 1)));
        if (lead.Signals.Contains(Signal.JustLooking))
            yield return new Part("only looks around", -20);
        if (lead.Signals.Contains(Signal.NotInterested))
            yield return new Part("is not interested", -40);
    }

    private static Part? Ask(Signal signal) => signal switch
    {
        Signal.WantsToBuy => new Part("wants to buy", 35),
        Signal.AskedQuote => new Part("asked for a quote", 25),
        Signal.AskedDemo => new Part("asked for a demonstration", 25),
        Signal.AskedPrice => new Part("asked for the price", 20),
        Signal.AskedTrial => new Part("asked to try it", 20),
        _ => null,
    };

    private static bool IsTold(Lead lead) =>
        lead.IsDecisionMaker is not null || lead.YearlyBudget is not null || lead.MonthsToStart is not null;

    private static string Begins(int months) => Invariant($"begins in {months} month{(months == 1 ? "" : "s")}");

    private static int ForSize(int people) => people switch { >= 200 => 15, >= 50 => 12, >= 10 => 8, _ => 4 };

    private static int ForTime(int months) =>
        months switch { <= 1 => 15, <= 3 => 10, <= 6 => 5, <= 12 => 0, _ => -10 };

    private static string Reason(List<Part> parts, int score, bool known)
    {
        var all = string.Join("; ", parts.Prepend(new Part("wrote to us", Start))
            .Select(part => Invariant($"{part.Name} {part.Points:+0;-0;+0}")));
        return known ? Invariant($"{score}: {all}") : Invariant($"{score}, too little known: {all}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Part(string Name, int Points);
}
