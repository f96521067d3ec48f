using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Tools;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Lists the plans with their prices.</summary>
internal sealed class ListPlansTool() : Tool<SalesTurn, NoArguments>(
    SalesToolNames.ListPlans, "Lists the plans: price a seat and month, seats, features, and which fits the contact.")
{
    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var lead = turn.Sales.Lead;
        return Task.FromResult<object>(new PlansListed(
            [.. turn.Settings.Plans.Select(plan => Shown(plan, turn))],
            PlanChoice.For(lead with { Seats = LeadFacts.SeatsOf(lead) }, turn.Settings).Plan?.Id));
    }

    private static PlanShown Shown(Plan plan, SalesTurn turn) => new(
        plan.Id, plan.Name.In(turn.Locale), new Money(plan.Price, turn.Currency), plan.LeastSeats, plan.MostSeats,
        [.. plan.Features.Select(id => turn.Settings.Feature(id)?.Name.In(turn.Locale) ?? id)]);
}
