namespace Gateway.Brain.Tools;

/// <summary>One call of a tool.</summary>
/// <param name="IdempotencyKey">
/// Of what has effects outside the session <c>{turnId}:{digest}</c>, by the turn that read it back first and what was
/// read back (<see cref="Turns.Proposal.KeyIn"/>): a turn that is run again, and a yes that is said again in a later
/// one, come to the same key for the same effect.
/// </param>
/// <param name="At">When the contact's newest message came, by Redis's clock; the same each time the turn is
/// run.</param>
internal sealed record ToolCall(string IdempotencyKey, DateTimeOffset At);
