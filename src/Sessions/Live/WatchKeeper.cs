using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Sessions.Live;

/// <summary>Listens to this node's topic while it runs, and keeps the notes alive that say what is watched here.</summary>
internal sealed partial class WatchKeeper(SessionEngine engine, NodeTopic topic, TimeProvider clock, ILogger<WatchKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(4);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await topic.StartAsync();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await topic.StopAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await engine.RenewWatchesAsync();
            }
            catch (SessionStoreUnavailableException error)
            {
                Log.RenewFailed(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The session store does not answer; watched sessions are renewed later")]
        public static partial void RenewFailed(ILogger logger, Exception error);
    }
}
