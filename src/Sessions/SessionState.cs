namespace Gateway.Sessions;

/// <summary>What the brain keeps between turns. The engine stores it and does not look inside.</summary>
/// <param name="Json">A JSON document, or null before the first turn.</param>
public readonly record struct SessionState(string? Json);
