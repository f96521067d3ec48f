using Gateway.Brain.Turns;

namespace Gateway.Brain.ControlPlane;

/// <summary>
/// Decides who speaks next: explicit rules over explicit state, the first that applies wins, and each decision says
/// why. Agents never call each other.
/// </summary>
internal static class TurnRouter
{
    private static readonly RoutingRule OperatorSpeaks = new("operator-speaks", null, facts =>
        facts.Status == Sessions.SessionStatus.HandedOver ? "an operator has taken over" : null);

    private static readonly RoutingRule SessionEnded = new("session-ended", null, facts =>
        facts.Status == Sessions.SessionStatus.Closed ? "the session is closed" : null);

    /// <summary>Chooses the agent for a turn.</summary>
    /// <param name="rules">The solution's, in order; the last one applies to everything.</param>
    /// <param name="facts">What they look at.</param>
    /// <param name="context">The turn.</param>
    /// <exception cref="InvalidOperationException">No rule applies: the solution lacks its last rule.</exception>
    public static Decision Decide(IReadOnlyList<RoutingRule> rules, RoutingFacts facts, TurnContext context)
    {
        foreach (var rule in (IEnumerable<RoutingRule>)[OperatorSpeaks, SessionEnded, .. rules])
        {
            if (rule.Reason(facts) is { } reason)
                return new Decision(context.Turn.Id.Number, rule.Agent, rule.Name, reason, context.At);
        }

        throw new InvalidOperationException($"No routing rule of solution {context.Workspace.Solution} applies.");
    }
}
