using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Scoring;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Sales.Tools;

/// <summary>
/// Takes down that the contact accepts: exactly the offer that was read back, as long as it stands and is valid.
/// </summary>
internal sealed class AcceptOfferTool() : ConfirmedTool<SalesTurn, Offer>(
    SalesToolNames.AcceptOffer, "Takes down that the contact accepts the offer that was read back.")
{
    /// <inheritdoc/>
    public override bool? AgreesIn(SolutionTurn turn, string message, string readBack)
    {
        var sales = ((SalesTurn)turn).Sales;
        var reading = SalesReading.Of(
            message, SalesReading.Situated(sales, turn.Proposal is { IsInBackground: false }, turn.Context.Locale));
        return SalesAssent.Of(reading, readBack, new OfferSituation(
            sales.Contract == ContractAsk.Answered, turn.Proposal is { IsInBackground: true }));
    }

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, Offer proposed, ToolCall call, CancellationToken cancellationToken)
    {
        if (turn.Sales.CurrentOffer != proposed.Number)
            return Task.FromResult<object>(ToolErrors.Of("not accepted: another offer stands by now"));
        if (LeadFacts.SeatsOf(turn.Sales.Lead) is { } seats && seats != proposed.Seats)
            return Task.FromResult<object>(ToolErrors.Of("not accepted: it is for another number of people"));
        if (!proposed.IsValidAt(call.At))
            return Task.FromResult<object>(ToolErrors.Of("not accepted: the offer is no longer valid"));
        var sales = turn.Sales.WithLead(new Lead { Signals = [Signal.WantsToBuy] });
        sales = sales.WithScore(ScoreRules.Of(sales.Lead)).AsConverted();
        List<string> missing = [];
        if (sales.Lead.FirstName is null || sales.Lead.LastName is null)
            missing.Add(Ask.Name);
        if (sales.Lead.Email is null)
            missing.Add(Ask.Email);
        // What is said after it reopens it.
        turn.Sales = sales.AsClosed() with { Asked = missing };
        return Task.FromResult<object>(new Accepted
        {
            Offer = OfferShown.Of(proposed, turn),
            AskFor = missing,
            Assignee = turn.Settings.People.For(TaskType.Contract),
        });
    }
}
