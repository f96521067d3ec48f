using StackExchange.Redis;

namespace Gateway.Sessions;

/// <summary>
/// Redis could not be asked, or its answer was lost. What was asked for may or may not have been done; every verb of the engine
/// can be said again without harm.
/// </summary>
public sealed class SessionStoreUnavailableException(Exception cause) : Exception("The session store does not answer.", cause)
{
    internal static bool IsCause(Exception error) => error switch
    {
        RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException => true,
        RedisServerException server =>
            server.Message.StartsWith("LOADING", StringComparison.Ordinal) ||
            server.Message.StartsWith("READONLY", StringComparison.Ordinal) ||
            server.Message.StartsWith("MASTERDOWN", StringComparison.Ordinal) ||
            server.Message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal) ||
            server.Message.StartsWith("TRYAGAIN", StringComparison.Ordinal),
        // StackExchange.Redis ends what was under way with a cancelled task when it gives a connection up.
        OperationCanceledException => true,
        _ => false,
    };
}
