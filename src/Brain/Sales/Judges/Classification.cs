using Gateway.Brain.Sales.Routing;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Scoring;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Judges;

/// <summary>Takes up what the classifier has read: facts, the score by rules, and who goes on.</summary>
internal static class Classification
{
    /// <summary>Takes it up.</summary>
    /// <returns>Always null: what cannot be true is left out.</returns>
    public static Task<string?> TakeAsync(
        SalesTurn turn, LeadReading reading, ToolCall call, CancellationToken cancellationToken)
    {
        var isFirst = turn.Sales.CurrentAgent is null;
        var sales = Learn(turn.Sales.WithAgent(SalesAgents.Classifier), reading, turn.Settings);
        // Who was answered before may hold something against it, or want no more: the supervisor looks at that.
        turn.Sales = sales.WithSuggestion(isFirst ? FirstRoute.For(ScoreRules.Of(sales.Lead)) : null);
        return Task.FromResult<string?>(null);
    }

    /// <summary>The state with what was read, scored.</summary>
    public static SalesState Learn(SalesState sales, LeadReading reading, SalesSettings settings)
    {
        // Another's address in passing does not take the place of the one that they gave.
        if (sales.Lead.Email is not null && !sales.Asked.Contains(Ask.Email))
            reading = reading with { Email = null };
        if (sales.Lead.Phone is not null && !sales.Asked.Contains(Ask.Phone))
            reading = reading with { Phone = null };
        sales = sales.WithLeadToRecord(LeadCheck.Of(reading, settings));
        sales = sales.WithScore(ScoreRules.Of(sales.Lead)).WithoutAsked(Known(sales.Lead));
        return LeadCheck.Lines(reading.Insights).Aggregate(sales, (state, insight) => state.WithInsight(insight));
    }

    private static IEnumerable<string> Known(Lead lead)
    {
        if (LeadFacts.SeatsOf(lead) is not null)
            yield return Ask.Seats;
        if (lead is { FirstName: not null, LastName: not null })
            yield return Ask.Name;
        if (lead.Email is not null)
            yield return Ask.Email;
        if (lead.Phone is not null)
            yield return Ask.Phone;
    }
}
