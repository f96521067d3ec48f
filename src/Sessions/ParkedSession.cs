namespace Gateway.Sessions;

/// <summary>
/// A session whose turn failed too often. It takes messages in, but runs no turn until it is retried.
/// </summary>
/// <param name="Turn">The turn that failed.</param>
/// <param name="Workspace">Id of its workspace.</param>
/// <param name="At">When it was given up, by Redis's clock.</param>
/// <param name="Error">Why: type and words of the last error.</param>
public sealed record ParkedSession(TurnId Turn, string Workspace, DateTimeOffset At, string Error);
