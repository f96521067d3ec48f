using Gateway.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>
/// Fetches ahead what <see cref="MediaPrefetch"/> holds; at start and once a day deletes what is old, here and at the
/// providers.
/// </summary>
internal sealed partial class MediaWorker(
    MediaPrefetch prefetch, MediaFetcher fetcher, MediaStore store, IOptions<MediaOptions> options,
    IOptions<SessionOptions> sessions, TimeProvider clock,
    ILogger<MediaWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan DraftLife = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Enumerable.Range(0, options.Value.Fetchers)
            .Select(_ => FetchAsync(stoppingToken))
            .Append(CleanAsync(stoppingToken)));

    private async Task FetchAsync(CancellationToken stoppingToken)
    {
        await foreach (var (workspace, id) in prefetch.Waiting.ReadAllAsync(stoppingToken))
        {
            try
            {
                await fetcher.FetchAsync(workspace, id, stoppingToken);
            }
#pragma warning disable CA1031 // The boundary of a loop: one file that fails must not keep the next from being fetched.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.FetchFailed(logger, id, workspace, error);
            }
        }
    }

    private async Task CleanAsync(CancellationToken stoppingToken)
    {
        using var days = new PeriodicTimer(Day, clock);
        do
        {
            try
            {
                var now = clock.GetUtcNow();
                store.DeleteOld(now.AddDays(-sessions.Value.RetentionDays), now - DraftLife);
                foreach (var (workspace, id) in store.ListUndeleted())
                    await fetcher.DeleteAtProviderAsync(workspace, id, stoppingToken);
            }
#pragma warning disable CA1031 // As above: what could not be cleaned today is tomorrow's.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.CleaningFailed(logger, error);
            }
        }
        while (await days.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Media {Media} of workspace {Workspace} could not be fetched ahead")]
        public static partial void FetchFailed(ILogger logger, MediaId media, string workspace, Exception error);

        [LoggerMessage(LogLevel.Error, "Old media could not be deleted")]
        public static partial void CleaningFailed(ILogger logger, Exception error);
    }
}
