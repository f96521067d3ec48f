using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Gateway.Brain.Records;

namespace Gateway.Workspaces;

/// <summary>
/// Takes up rows of the table that come, change or go, on whichever node that was done, without a restart. While
/// PostgreSQL is away, what is served stays as it is.
/// </summary>
internal sealed partial class TableWatch(
    WorkspaceTable table, ServedWorkspaces workspaces, WorkspaceTopic topic, WorkspaceMetrics metrics,
    TimeProvider time, ILogger<TableWatch> logger) : BackgroundService
{
    /// <summary>How long a change may go unseen where nobody told of it, or it was not heard.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    // One knock is as good as many.
    private readonly Channel<bool> _knocks =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly SemaphoreSlim _looking = new(1);
    private bool _isAway;

    /// <summary>Takes up what the table says now.</summary>
    /// <returns>
    /// False when it could not be read: then what is served stays as it is, and the watch looks again.
    /// </returns>
    [SuppressMessage(
        "Design", "CA1031", Justification = "The watch's boundary: a look that fails is logged and made again.")]
    public async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (await table.ReadAsync(cancellationToken) is { } rows)
                workspaces.TakeRows(rows);
            if (_isAway)
                Log.ReadAgain(logger);
            _isAway = false;
            return true;
        }
        catch (Exception fault)
            when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            metrics.LookFailed();
            if (!RecordsUnavailableException.IsCause(fault))
                Log.Failed(logger, fault);
            else if (!_isAway)
                Log.Away(logger, fault);
            _isAway = true;
            return false;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Serves what files and table say at the start, before anyone asks.</summary>
    /// <param name="files">All files of the folder; null when it could not be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task BeginAsync(IReadOnlyList<WorkspaceDocument>? files, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            workspaces.Take(files, await table.ReadAsync(cancellationToken));
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => Knock(), state: null, Poll, Poll);
        Knock();
        var hears = false;
        try
        {
            // What was said before this node heard is found by the look that follows.
            await foreach (var _ in _knocks.Reader.ReadAllAsync(stoppingToken))
            {
                hears = hears || await topic.TryHearAsync(Knock);
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Knock() => _knocks.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error, Message = "What the table of workspaces says now could not be taken up.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The table of workspaces cannot be read; what is served stays as it is meanwhile.")]
        public static partial void Away(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "The table of workspaces is read again.")]
        public static partial void ReadAgain(ILogger logger);
    }
}
