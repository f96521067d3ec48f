namespace Gateway.Inspection.AgentCalls;

/// <summary>A call as the API shows it.</summary>
/// <param name="SessionId">The session that it is kept as.</param>
/// <param name="Caller">E.164, or <c>anonymous</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When the last words were said.</param>
/// <param name="Transcript">What was said.</param>
internal sealed record CallView(
    string SessionId, string Caller, DateTimeOffset StartedAt, DateTimeOffset EndedAt,
    IReadOnlyList<CallEntryView> Transcript);

/// <summary>What somebody said.</summary>
/// <param name="Role"><c>agent</c> or <c>contact</c>.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When.</param>
internal sealed record CallEntryView(string Role, string Text, DateTimeOffset At);
