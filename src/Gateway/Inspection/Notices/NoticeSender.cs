using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Records;

namespace Gateway.Inspection.Notices;

/// <summary>
/// Tells what is due, one notice after the other; several nodes share the work. What could not be told is tried again,
/// ever more rarely, and given up in the end (docs/decisions/notices.md).
/// </summary>
internal sealed partial class NoticeSender(
    NoticeBook book, NoticeMessenger messenger, NoticeMetrics metrics, TimeProvider time, ILogger<NoticeSender> logger)
    : BackgroundService
{
    // Between two looks whether the host stops.
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _forgotAt = DateTimeOffset.MinValue;

    /// <summary>Tells what is due, until nothing is.</summary>
    /// <returns>How many notices were tried.</returns>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var tried = 0;
        while (tried < MostAtOnce && !cancellationToken.IsCancellationRequested
            && await book.ClaimAsync(cancellationToken) is { } notice)
        {
            tried++;
            var answer = await TryAsync(notice, cancellationToken);
            var status = await book.SettleAsync(notice, answer);
            metrics.Told(notice.Kind, status);
            if (status == NoticeStatus.GivenUp)
                Log.GivenUp(logger, notice.Id, notice.Kind, notice.Workspace, notice.Attempts, answer.Reason);
            else
                Log.Told(logger, notice.Id, notice.Kind, notice.Workspace, status, answer.Reason);
        }

        return tried;
    }

    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031", Justification = "The worker's boundary: what failed is due again when its lease ends.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (Exception fault)
            {
                if (!stoppingToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                    Log.Broken(logger, fault);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever is wrong with one notice may not keep the others waiting.")]
    private async Task<NoticeAnswer> TryAsync(Notice notice, CancellationToken cancellationToken)
    {
        try
        {
            return await messenger.TellAsync(notice, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, fault, notice.Id, notice.Workspace);
            return NoticeAnswer.Failed(fault.GetType().Name);
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _forgotAt < ForgetInterval)
            return;
        await book.ForgetAsync(cancellationToken);
        _forgotAt = now;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Debug,
            Message = "Notice {Notice} ({Kind}) of workspace {Workspace} is {Status}: {Reason}.")]
        public static partial void Told(
            ILogger logger, Guid notice, string kind, string workspace, string status, string? reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Notice {Notice} of workspace {Workspace} could not be told; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid notice, string workspace);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Notice {Notice} ({Kind}) of workspace {Workspace} was given up, attempt {Attempt}: {Reason}.")]
        public static partial void GivenUp(
            ILogger logger, Guid notice, string kind, string workspace, int attempt, string? reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Notices could not be sent; they are tried again.")]
        public static partial void Broken(ILogger logger, Exception fault);
    }
}
