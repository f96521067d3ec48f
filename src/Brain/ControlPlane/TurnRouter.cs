using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.ControlPlane;

/// <summary>
/// Decides who is next: explicit rules over explicit state, the first that applies wins, and each decision says why.
/// Agents never call each other.
/// </summary>
internal static class TurnRouter
{
    /// <summary>The most agents that run in a turn.</summary>
    public const int MostHops = 5;

    private static readonly RoutingRule<object> OperatorSpeaks = new("operator-speaks", null, (facts, _) =>
        facts.Status == SessionStatus.HandedOver ? "an operator has taken over" : null);

    private static readonly RoutingRule<object> SessionEnded = new("session-ended", null, (facts, _) =>
        facts.Status == SessionStatus.Closed ? "the session is closed" : null);

    /// <summary>Chooses the next agent of a turn.</summary>
    /// <param name="rules">The solution's, in order.</param>
    /// <param name="facts">What they look at.</param>
    /// <param name="mayRun">Whether an agent may be chosen still: each runs once, and one of them speaks.</param>
    /// <param name="context">The turn.</param>
    /// <param name="time">What the rules take is measured by.</param>
    /// <returns>The decision; null when no rule applies: the turn is at its end.</returns>
    public static Decision? Decide(
        IReadOnlyList<RoutingRule> rules, RoutingFacts facts, Func<string, bool> mayRun, TurnContext context,
        TimeProvider time)
    {
        var started = time.GetTimestamp();
        List<string> asked = [];
        foreach (var rule in (IEnumerable<RoutingRule>)[OperatorSpeaks, SessionEnded, .. rules])
        {
            asked.Add(rule.Name);
            if (rule.Apply(facts) is not { } route || (route.Agent is { } agent && !mayRun(agent)))
                continue;
            return new Decision(context.Turn.Id.Number, route.Agent, rule.Name, route.Reason, context.At)
            {
                Asked = asked,
                Digest = Proposal.DigestOf(
                    facts.Status.ToString(), facts.LastAgent, string.Join(' ', facts.Ran),
                    JsonSerializer.Serialize(facts.State, facts.State.GetType(), BrainJson.Options)),
                ElapsedMs = time.GetElapsedTime(started).TotalMilliseconds,
            };
        }

        return null;
    }
}
