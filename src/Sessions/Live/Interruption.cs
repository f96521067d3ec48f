namespace Gateway.Sessions.Live;

/// <summary>A turn is to end early.</summary>
/// <param name="Turn">Number of the turn; null for whichever runs.</param>
/// <param name="Heard">What the contact got of its words, where the channel knows better than what was streamed; else
/// null.</param>
internal sealed record Interruption(long? Turn, string? Heard);
