using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Scoring;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Judges;

/// <summary>
/// Takes up what the supervisor sees: facts, the score, whether a person takes over, and who answers. Whether they buy
/// is no judge's to say: that is their own yes to what was read back.
/// </summary>
internal static class Supervising
{
    private const int MostPercent = 100;
    private const int LongestCompetitor = 80;

    /// <summary>Takes it up.</summary>
    /// <returns>What is wrong with the answer; null when it was taken up.</returns>
    public static Task<string?> TakeAsync(
        SalesTurn turn, Supervision seen, ToolCall call, CancellationToken cancellationToken)
    {
        if (seen.Probability is < 0 or > MostPercent)
            return Task.FromResult<string?>("probability is not one of 0 to 100");
        var sales = Learn(
            turn.Sales.WithAgent(SalesAgents.Supervisor), seen, turn.Context.Payload, turn.Settings);
        var wantsPerson = seen.WantsPerson || turn.Context.Payload == SalesPayload.Person;
        if (EscalationRules.Find(sales, wantsPerson, turn.Settings) is { } reason && (wantsPerson || !sales.Escalated))
        {
            turn.Sales = sales = sales.AsEscalated(reason) with { EscalationTold = false };
            turn.LeaveToPerson();
        }

        turn.Sales = sales.WithSuggestion(NextOf(seen, sales, turn));
        return Task.FromResult<string?>(null);
    }

    private static SalesState Learn(SalesState sales, Supervision seen, string? payload, SalesSettings settings)
    {
        if (seen.Lead is { } reading)
            sales = Classification.Learn(sales, reading, settings);
        sales = sales.WithLead(new Lead
        {
            CustomNeeds = LeadCheck.Lines(seen.CustomNeeds),
            Signals = seen.Declines ? [Signal.NotInterested] : [],
        });
        sales = sales.WithScore(ScoreRules.Of(sales.Lead));
        sales = sales with { Probability = seen.Probability };
        if (seen.Sentiment is { } sentiment)
            sales = sales.WithSentiment(sentiment);
        // Who speaks of something else has dropped what they held against it before; who goes has not.
        if (seen is { Declines: false, Later: false } && payload != SalesPayload.Object)
        {
            foreach (var open in sales.OpenObjections.Where(open => open.Category != seen.Objection).ToList())
                sales = sales.WithHandled(open.Category);
        }

        // What they hold against it while a person takes over is answered by nobody here; the person should know it.
        if (sales.Escalated && seen is { Objection: { } objection, Declines: false }
            && sales.Objections.All(one => one.Category != objection))
            sales = sales.WithObjection(objection, seen.ObjectionWords ?? "");
        return sales with { Read = ReadingOf(seen, settings) };
    }

    private static Reading? ReadingOf(Supervision seen, SalesSettings settings)
    {
        var reading = new Reading(
            seen.Objection,
            seen.AskedDiscount is > 0 and <= MostPercent ? seen.AskedDiscount : null,
            seen.Feature is { } words ? LeadFacts.FeatureNamed(words, settings)?.Id : null,
            seen.Competitor is { Length: > 0 and <= LongestCompetitor } competitor ? competitor : null);
        return reading == new Reading(Category: null) ? null : reading;
    }

    // A model's opinion counts where nothing that it has read decides.
    private static string NextOf(Supervision seen, SalesState sales, SalesTurn turn)
    {
        if (sales.Escalated)
            return SalesAgents.Seller;
        if (seen.Objection is not null || turn.Context.Payload == SalesPayload.Object)
            return SalesAgents.Negotiator;
        if (seen.Declines || seen.Later)
            return SalesAgents.Nurture;
        return seen.NextAgent is { } named && SalesAgents.Speakers.Contains(named) ? named : SalesAgents.Seller;
    }
}
