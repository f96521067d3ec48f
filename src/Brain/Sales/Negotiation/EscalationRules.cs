using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Negotiation;

/// <summary>When a person takes a conversation up, and what they are asked to do, as pure functions.</summary>
internal static class EscalationRules
{
    private static readonly TimeSpan Due = TimeSpan.FromHours(24);

    /// <summary>Why a person should take it up now; null when none should.</summary>
    /// <param name="state">As it stands. What an objection leads to, <see cref="NegotiationRules"/> says.</param>
    /// <param name="wantsPerson">Whether the contact asks for a person in this turn.</param>
    /// <param name="settings">The workspace's.</param>
    public static EscalationReason? Find(SalesState state, bool wantsPerson, SalesSettings settings)
    {
        if (wantsPerson)
            return EscalationReason.PersonWanted;
        if (state.Lead.CustomNeeds.Count > 0 || IsTooLarge(state.Lead, settings))
            return EscalationReason.CustomNeeds;
        if (state.Standing?.YearlyValue.Amount > settings.Limits.YearlyValue)
            return EscalationReason.ValueOverLimit;
        if (state.NegotiationCount >= settings.Limits.MostNegotiations)
            return EscalationReason.ThreeNegotiations;
        return null;
    }

    /// <summary>What the senior is asked to do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="settings">The workspace's.</param>
    /// <param name="now">When the conversation is handed over; it is due a day later.</param>
    public static SalesTask TaskFor(EscalationReason reason, SalesSettings settings, DateTimeOffset now) =>
        new(TaskType.Escalation, TaskPriority.High, settings.People.For(TaskType.Escalation), now + Due, reason);

    private static bool IsTooLarge(Lead lead, SalesSettings settings) =>
        (lead.Seats ?? lead.People) is { } seats && settings.Plans.All(plan => seats > plan.MostSeats);
}
