using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Sessions;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>
/// Asks Redis every two seconds how full its memory is, so that new sessions are refused while there is still room for
/// those that run. Of a cluster the fullest master counts: its slots are where the next session may fall.
/// </summary>
internal sealed partial class RedisMemoryWatch(
    IConnectionMultiplexer redis, StoreRoom room, TimeProvider clock, ILogger<RedisMemoryWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private bool _hasWarned;
    private bool _isWithheld;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads what <c>INFO memory</c> says (https://redis.io/docs/latest/commands/info/).</summary>
    /// <returns>The part of <c>maxmemory</c> that counts against it, and whether data may be evicted; null and false
    /// without a limit.</returns>
    internal static (double? Share, bool Evicts) Read(string memory)
    {
        var most = Number("maxmemory:");
        if (most is null or 0)
            return (null, false);
        // Buffers of the append-only file and of replicas are memory, too, but not what Redis compares with its limit.
        var used = (Number("used_memory:") ?? 0) - (Number("mem_not_counted_for_evict:") ?? 0);
        return ((double)used / most.Value, Find("maxmemory_policy:") is { } policy && policy != "noeviction");

        long? Number(string name) =>
            long.TryParse(Find(name), CultureInfo.InvariantCulture, out var number) ? number : null;

        string? Find(string name)
        {
            foreach (var line in memory.AsSpan().EnumerateLines())
            {
                if (line.StartsWith(name, StringComparison.Ordinal))
                    return line[name.Length..].Trim().ToString();
            }

            return null;
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "The watch's boundary: that Redis does not answer is for /health/ready to say, and some hosted ones do not tell.")]
    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            var told = await Task.WhenAll(
                redis.GetServers().Where(server => server is { IsConnected: true, IsReplica: false })
                .Select(server => server.ExecuteAsync("INFO", "memory"))).WaitAsync(Patience, clock, stoppingToken);
            if (told.Length == 0)
                return;
            var memories = told.Select(memory => Read((string)memory!)).ToList();
            var (share, evicts) = (memories.Max(memory => memory.Share), memories.Exists(memory => memory.Evicts));
            if (room.Note(share))
            {
                if (room.IsShort)
                    Log.Short(logger, share!.Value);
                else
                    Log.RoomAgain(logger, share ?? 0);
            }

            if (!_hasWarned && evicts)
            {
                _hasWarned = true;
                Log.Evicts(logger);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it answered.
        }
        catch (RedisServerException error) when (!_isWithheld)
        {
            _isWithheld = true;
            Log.Withheld(logger, error);
        }
        catch (Exception error)
        {
            Log.NotAsked(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message =
            "Redis has used {Share:P0} of its memory: no new sessions are opened until there is room; give it more (Gateway:RedisMegabytes, or maxmemory of an external one)")]
        public static partial void Short(ILogger logger, double share);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Redis has room again ({Share:P0} of its memory used): new sessions are opened")]
        public static partial void RoomAgain(ILogger logger, double share);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Redis forgets data when its memory is full: sessions would be lost. Set maxmemory-policy noeviction.")]
        public static partial void Evicts(ILogger logger);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Redis does not tell how full it is: new sessions are opened until it takes no more. Allow the command INFO.")]
        public static partial void Withheld(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Redis could not be asked about its memory.")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
