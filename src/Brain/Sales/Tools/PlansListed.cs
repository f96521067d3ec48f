using Gateway.Sessions;

namespace Gateway.Brain.Sales.Tools;

/// <summary>What is sold, the cheapest first.</summary>
/// <param name="Plans">At least one.</param>
/// <param name="Fits">Id of the plan that fits the contact best by what they said; null when none does.</param>
internal sealed record PlansListed(IReadOnlyList<PlanShown> Plans, string? Fits);

/// <summary>A plan in the turn's language.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Price">For one seat and month.</param>
/// <param name="LeastSeats">The fewest people.</param>
/// <param name="MostSeats">The most people; null: no limit.</param>
/// <param name="Features">Names of what it has.</param>
internal sealed record PlanShown(
    string Id, string Name, Money Price, int LeastSeats, int? MostSeats, IReadOnlyList<string> Features);
