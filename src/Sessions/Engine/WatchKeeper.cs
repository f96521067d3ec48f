using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Listens to this node's topic while it runs, keeps the notes alive that say what is watched here, and has the
/// watchers told what they missed: after every doubt about whether all live events have come.
/// </summary>
internal sealed partial class WatchKeeper(
    SessionReader reader, NodeTopic topic, IConnectionMultiplexer redis, TimeProvider clock,
    ILogger<WatchKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(4);

    // Events of one session that come by two ways overtake each other for a moment; what is missing for longer is lost.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _doubts = new(0, 1);
    private bool _listens;

    /// <summary>
    /// Live events may have been lost: Redis was away, or a node ended that may have had something to tell.
    /// </summary>
    public void Doubt()
    {
        try
        {
            _doubts.Release();
        }
        catch (SemaphoreFullException)
        {
            // One doubt is as good as many.
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored += OnRestored;
        await ListenAsync();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored -= OnRestored;
        await base.StopAsync(cancellationToken);
        await topic.StopAsync();
    }

    public override void Dispose()
    {
        _doubts.Dispose();
        base.Dispose();
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The loop's boundary: a node that stopped looking would leave its watchers in the dark.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewedAt = clock.GetTimestamp();
        var isDue = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                isDue |= await _doubts.WaitAsync(LookEvery, stoppingToken)
                    || clock.GetElapsedTime(renewedAt) >= RenewEvery;
                await ListenAsync();
                if (isDue)
                {
                    renewedAt = clock.GetTimestamp();
                    await reader.RenewWatchesAsync();
                    isDue = false;
                }
                else
                {
                    await reader.CloseGapsAsync();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SessionStoreUnavailableException error)
            {
                isDue = true;
                Log.RenewFailed(logger, error);
            }
            catch (Exception error)
            {
                Log.Interrupted(logger, error);
            }
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored) => Doubt();

    /// <summary>
    /// Without the topic this node hears nothing of others; it is tried until it succeeds, and taken up again by the
    /// connection itself.
    /// </summary>
    private async Task ListenAsync()
    {
        if (_listens)
            return;
        try
        {
            await topic.StartAsync();
            _listens = true;
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            Log.Deaf(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The session store does not answer; watched sessions are renewed later")]
        public static partial void RenewFailed(ILogger logger, Exception error);

        [LoggerMessage(
            Level = LogLevel.Error, Message = "What watchers missed could not be looked for; it is tried again")]
        public static partial void Interrupted(ILogger logger, Exception error);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The session store does not answer; this node does not hear of others yet")]
        public static partial void Deaf(ILogger logger, Exception error);
    }
}
