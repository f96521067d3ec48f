using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>What a turn's side of a solution held at one moment.</summary>
/// <param name="State">The solution's state.</param>
/// <param name="Proposal">What waited for a yes, or null.</param>
/// <param name="Closing">What stood below the model's words, or null.</param>
/// <param name="Status">The status the session was to get, or null.</param>
/// <param name="Parts">What was shown.</param>
internal sealed record TurnMark(
    object State, Proposal? Proposal, AgentText? Closing, SessionStatus? Status, IReadOnlyList<Part> Parts);
