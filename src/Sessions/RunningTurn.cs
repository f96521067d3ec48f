namespace Gateway.Sessions;

/// <summary>The turn that is being worded, for those who come late.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Text">All of its text so far.</param>
/// <param name="Answers">Places of the contact's messages that it answers.</param>
public sealed record RunningTurn(string TurnId, string Text, IReadOnlyList<long> Answers);
