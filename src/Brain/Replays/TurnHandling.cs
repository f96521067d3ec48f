using Gateway.Brain.Agents;
using Gateway.Brain.Plans;
using Gateway.Brain.Solutions;
using Gateway.Sessions;

namespace Gateway.Brain.Replays;

/// <summary>The brain's own way through a turn, with other surroundings.</summary>
/// <param name="aside">What it hears, knows and spends.</param>
/// <param name="solution">The one trade there is.</param>
/// <param name="plan">How what was written is answered.</param>
/// <param name="metrics">What counts what it does.</param>
internal delegate ITurnHandler TurnHandling(
    Aside aside, ISolution solution, TurnPlan plan, ReplyMetrics metrics);
