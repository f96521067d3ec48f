namespace Gateway.Sessions.Network;

/// <summary>
/// A response grew past what is held in memory, and was broken off. It is no <see cref="IOException"/>: clients take
/// those for a network that failed, and some for the end of what was sent.
/// </summary>
public sealed class ResponseTooLargeException() : Exception("The answer is too large.");
