using System.Diagnostics.CodeAnalysis;

namespace Gateway.Workspaces;

/// <summary>Takes up files that come, change or go, without a restart.</summary>
internal sealed partial class WorkspaceWatch(
    WorkspaceFolder folder, ServedWorkspaces workspaces, TimeProvider time, ILogger<WorkspaceWatch> logger)
        : BackgroundService
{
    /// <summary>Editors write in several steps: the folder is read once it has been quiet for that long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a change may go unseen where the system tells of none, as on network drives.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var touched = new SemaphoreSlim(0);
        using var watcher = Watch(touched);
        try
        {
            while (true)
            {
                await WaitAsync(touched, stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The watch's boundary: no file of one business may end the process for the others.")]
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await SettleAsync(cancellationToken) is { } now && now != folder.FingerprintRead)
                workspaces.Take(folder.Read());
        }
        catch (Exception fault)
            when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotTaken(logger, fault);
        }
    }

    private async Task WaitAsync(SemaphoreSlim touched, CancellationToken cancellationToken)
    {
        using var poll = new CancellationTokenSource(Poll, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, poll.Token);
        try
        {
            await touched.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look without having been told.
        }
    }

    private async Task<string?> SettleAsync(CancellationToken cancellationToken)
    {
        var now = folder.Fingerprint();
        while (true)
        {
            await Task.Delay(Quiet, time, cancellationToken);
            var later = folder.Fingerprint();
            if (later == now)
                return later;
            now = later;
        }
    }

    private FileSystemWatcher? Watch(SemaphoreSlim touched)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder.Path, "*.json");
            void Touch() => touched.Release();
            watcher.Created += (_, _) => Touch();
            watcher.Changed += (_, _) => Touch();
            watcher.Deleted += (_, _) => Touch();
            watcher.Renamed += (_, _) => Touch();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException e)
        {
            // The system's watches are used up; the poll is enough.
            Log.NotWatched(logger, e);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message =
            "What the workspace files say now could not be taken up; what is served stays as it is until they change again.")]
        public static partial void NotTaken(ILogger logger, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The folder of workspace files cannot be watched; it is looked at every five seconds.")]
        public static partial void NotWatched(ILogger logger, Exception exception);
    }
}
