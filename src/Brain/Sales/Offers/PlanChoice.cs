using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Offers;

/// <summary>Which plan fits someone, and what it lacks of what they asked about.</summary>
/// <param name="Plan">The plan; null when none takes so many people.</param>
/// <param name="Missing">Ids of what they asked about and it does not have, though another plan does.</param>
/// <param name="Coming">Ids of what they asked about and no plan has yet.</param>
internal sealed record PlanChoice(Plan? Plan, IReadOnlyList<string> Missing, IReadOnlyList<string> Coming)
{
    /// <summary>
    /// The cheapest plan that takes as many people and has all that was asked about; where none has all, the one that
    /// has most of it. As long as it is not known how many they are, every plan takes them.
    /// </summary>
    public static PlanChoice For(Lead lead, SalesSettings settings)
    {
        List<string> wanted = [.. lead.Interests.Where(id => settings.Feature(id) is not null)];
        List<string> coming = [.. wanted.Where(id => !settings.PlansWith(id).Any())];
        List<string> there = [.. wanted.Except(coming)];
        // Plans stand by price: of those that have as much of it, the first is the cheapest.
        var plan = settings.Plans
            .Where(plan => lead.Seats is not { } seats || plan.Takes(seats))
            .MaxBy(plan => there.Count(plan.Has));
        return new PlanChoice(plan, [.. there.Where(id => plan?.Has(id) != true)], coming);
    }

    /// <summary>The next dearer plan that takes as many people and has a feature, or null.</summary>
    public static Plan? Above(Plan plan, int seats, string feature, SalesSettings settings) =>
        settings.Plans.FirstOrDefault(one => one.Price > plan.Price && one.Takes(seats) && one.Has(feature));

    /// <summary>
    /// The dearest of the cheaper plans that takes as many people and still has all that was asked about, or null.
    /// </summary>
    public static Plan? Below(Plan plan, int seats, IReadOnlyList<string> interests, SalesSettings settings) =>
        settings.Plans.LastOrDefault(one => one.Price < plan.Price && one.Takes(seats)
            && interests.Where(plan.Has).All(one.Has));
}
