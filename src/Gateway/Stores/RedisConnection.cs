using Gateway.Sessions;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>How we connect to Redis.</summary>
internal static class RedisConnection
{
    private const int TimeoutMs = 5000;

    /// <summary>The settings of a connection string, completed with what the gateway relies on.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or names no server.</exception>
    public static ConfigurationOptions Options(string? connectionString)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(connectionString ?? "");
        }
        catch (ArgumentException)
        {
            throw Unreadable();
        }

        if (options.EndPoints.Count == 0)
            throw Unreadable();

        // The gateway comes up and says so on /health/ready while Redis is away, and goes on by itself when it is back.
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 3;
        options.ConnectTimeout = TimeoutMs;
        options.SyncTimeout = TimeoutMs;
        options.KeepAlive = 30;
        options.ReconnectRetryPolicy = new ExponentialRetry(
            deltaBackOffMilliseconds: 100, maxDeltaBackOffMilliseconds: 2000);
        options.ClientName = "gateway";
        // INFO, which tells how full its memory is, counts as a command of administrators.
        options.AllowAdmin = true;
        // What cannot be said now is an error now: its caller says it again, and nothing is done late that was given
        // up.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return options;
    }

    private static ConfigurationException Unreadable() => new(
        "ConnectionStrings:Redis", "an unreadable connection string", "one such as redis.example.com:6379,password=…");
}
