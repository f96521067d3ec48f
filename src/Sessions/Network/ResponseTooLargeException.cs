namespace Gateway.Sessions.Network;

/// <summary>A response grew past what is held in memory, and was broken off.</summary>
public sealed class ResponseTooLargeException() : IOException("The answer is too large.");
