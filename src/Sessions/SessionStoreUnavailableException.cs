using StackExchange.Redis;

namespace Gateway.Sessions;

/// <summary>
/// Redis could not be asked, or its answer was lost. What was asked for may or may not have been done; every verb of
/// the engine can be said again without harm.
/// </summary>
public sealed class SessionStoreUnavailableException(Exception cause)
    : Exception("The session store does not answer.", cause)
{
    // What Redis answers when it cannot do its work now: starting, failing over, out of memory, a full disk, a script
    // that hangs.
    private static readonly string[] PassingCodes =
        ["LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "OOM", "MISCONF", "BUSY", "NOREPLICAS"];

    internal static bool IsCause(Exception error) => error switch
    {
        RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException => true,
        RedisServerException server => Array.Exists(
            PassingCodes, code => server.Message.StartsWith(code, StringComparison.Ordinal)),
        // StackExchange.Redis ends what was under way with a cancelled task when it gives a connection up.
        OperationCanceledException => true,
        _ => false,
    };
}
