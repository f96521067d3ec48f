using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Negotiation;

/// <summary>
/// What is done about an objection, as pure functions: the first way that is open and was not gone yet.
/// </summary>
internal static class NegotiationRules
{
    /// <summary>The next step.</summary>
    /// <param name="state">As it is before the objection is added to it.</param>
    /// <param name="category">What the objection is about.</param>
    /// <param name="facts">What else it says.</param>
    /// <param name="settings">The workspace's.</param>
    /// <param name="currency">The workspace's.</param>
    /// <param name="now">When it is.</param>
    public static NegotiationOutcome Next(
        SalesState state, ObjectionCategory category, ObjectionFacts facts, SalesSettings settings, string currency,
        DateTimeOffset now)
    {
        if (CameAgain(state, category))
            return new NegotiationOutcome(Step: null, EscalationReason.SameObjectionAgain);
        if (state.NegotiationCount + 1 >= settings.Limits.MostNegotiations)
            return new NegotiationOutcome(Step: null, EscalationReason.ThreeNegotiations);
        var ways = new Ways(state, category, facts, settings, currency, now);
        var step = For(category)
            .Where(strategy => state.Tried.All(tried => tried.Strategy != strategy))
            .Select(ways.Go)
            .FirstOrDefault(step => step is not null);
        return new NegotiationOutcome(step, step is null ? EscalationReason.NothingLeft : null);
    }

    /// <summary>Whether an objection of that category was dealt with before.</summary>
    public static bool CameAgain(SalesState state, ObjectionCategory category) =>
        state.Objections.Any(objection => objection.Category == category && objection.Handled)
        && state.OpenObjections.All(objection => objection.Category != category);

    /// <summary>The ways to answer an objection, the first to be tried first.</summary>
    public static IReadOnlyList<Strategy> For(ObjectionCategory category) => category switch
    {
        ObjectionCategory.Price =>
        [
            Strategy.ConditionalDiscount, Strategy.Instalments, Strategy.DownSell, Strategy.LimitedOffer,
        ],
        ObjectionCategory.Features => [Strategy.Upsell, Strategy.Roadmap, Strategy.Demo, Strategy.Material],
        ObjectionCategory.Timing =>
        [
            Strategy.LongerTrial, Strategy.LimitedOffer, Strategy.Instalments, Strategy.Material,
        ],
        ObjectionCategory.Authority => [Strategy.Material, Strategy.Demo, Strategy.LongerTrial],
        ObjectionCategory.Competition =>
        [
            Strategy.Material, Strategy.Demo, Strategy.ConditionalDiscount, Strategy.LongerTrial,
        ],
        ObjectionCategory.Trust => [Strategy.Material, Strategy.LongerTrial, Strategy.Demo],
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "no such category"),
    };
}
