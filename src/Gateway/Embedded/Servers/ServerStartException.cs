namespace Gateway.Embedded.Servers;

/// <summary>An embedded server cannot run. The message is one line, meant for the person at the terminal.</summary>
internal sealed class ServerStartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
