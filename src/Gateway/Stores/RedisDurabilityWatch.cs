using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>
/// Says so when a Redis keeps nothing on disk: what the gateway calls accepted would then not survive its restart.
/// </summary>
internal sealed partial class RedisDurabilityWatch(IConnectionMultiplexer redis, ILogger<RedisDurabilityWatch> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "A question for a warning's sake ends no gateway, whatever is answered to it.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var persistence = (string?)await redis.GetDatabase()
                .ExecuteAsync("INFO", "persistence")
                .WaitAsync(stoppingToken);
            if (persistence?.Contains("aof_enabled:0", StringComparison.Ordinal) == true)
                Log.NotDurable(logger);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it answered.
        }
        catch (Exception e)
        {
            // That it does not answer is for /health/ready to say, and some hosted ones do not tell.
            Log.NotAsked(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message =
                "Redis keeps no append-only file: accepted messages are lost when it restarts. Set appendonly yes and appendfsync always.")]
        public static partial void NotDurable(ILogger logger);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Redis could not be asked about its persistence.")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
