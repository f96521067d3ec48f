namespace Gateway.Brain.Tools;

/// <summary>One call of a tool.</summary>
/// <param name="IdempotencyKey">
/// <c>{turnId}:{index}</c>. The index counts the turn's calls with effects outside the session, and no others: a turn
/// that is run again and looks up more or less on its way comes to the same key for the same effect.
/// </param>
/// <param name="At">When the contact's newest message came, by Redis's clock; the same each time the turn is
/// run.</param>
internal sealed record ToolCall(string IdempotencyKey, DateTimeOffset At);
