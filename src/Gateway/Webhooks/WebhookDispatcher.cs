using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Webhooks;

/// <summary>
/// Sends what is due, each target's messages in a lane of their own: each message until it arrives, ever more rarely,
/// nine times within some 31 hours. It arrives at least once, under the same id, and not always in the order of what
/// happened.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IDbContextFactory<RecordsDbContext> records, IDeliveryTargets targets, IEnumerable<IDeliverer> deliverers,
    TimeProvider time, WebhookMetrics metrics, ILogger<WebhookDispatcher> logger) : BackgroundService
{
    /// <summary>How long a message is kept that has arrived, was given up or has no target any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Longer than an attempt takes: a node that dies in one leaves it to others then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // The most that one worker sends before others get its place.
    private const int MostRounds = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    // What a target asks for beyond that is not waited for in one go.
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    // How long to wait after each attempt that failed; after the last one none comes.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14),
    ];

    private readonly DeliveryLanes _lanes = new(time);
    private DateTimeOffset _forgotAt = DateTimeOffset.MinValue;

    /// <summary>Forgets, once an hour, what is kept for too long: it holds what people told us.</summary>
    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _forgotAt < ForgetInterval)
            return;
        var oldest = now - Kept;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.WebhookDeliveries
            .Where(one => one.CreatedAt < oldest && (one.NextAt == null || one.NextAt < oldest))
            .ExecuteDeleteAsync(cancellationToken);
        _forgotAt = now;
    }

    /// <summary>Begins to send what is due, to each target that nobody here sends to already.</summary>
    /// <returns>What is under way now because of it: how many messages each sent.</returns>
    internal async Task<IReadOnlyList<Task<int>>> BeginDueAsync(CancellationToken cancellationToken)
    {
        List<Task<int>> begun = [];
        foreach (var lane in await DueAsync(cancellationToken))
        {
            if (_lanes.MayStart(lane))
                begun.Add(_lanes.Start(lane, () => TryRunAsync(lane, cancellationToken)));
        }

        return begun;
    }

    /// <summary>Sends what is due, and waits until it is sent.</summary>
    /// <returns>How many messages there were.</returns>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(await BeginDueAsync(cancellationToken))).Sum();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _lanes.DrainAsync();
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The worker's boundary: what failed is due again when its lease ends.")]
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForgetAsync(cancellationToken);
            if (!targets.IsEmpty)
                await BeginDueAsync(cancellationToken);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.Failed(logger, fault);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The lane's boundary: what failed is due again when its lease ends.")]
    private async Task<int> TryRunAsync(DeliveryLane lane, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(lane, cancellationToken);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.LaneFailed(logger, fault, lane.Workspace, lane.Target);
            return 0;
        }
    }

    private async Task<int> RunAsync(DeliveryLane lane, CancellationToken cancellationToken)
    {
        var deliverer = deliverers.FirstOrDefault(one => one.Takes(lane.Target));
        var sent = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var due = await ClaimAsync(lane, deliverer?.MostAtOnce ?? 1, cancellationToken);
            var arrived = await Task.WhenAll(
                due.Select(message => SendAsync(lane, deliverer, message, cancellationToken)));
            sent += due.Count;
            // Where nothing arrives the rest would not either.
            if (!arrived.Contains(true) || _lanes.Rests(lane))
                break;
        }

        return sent;
    }

    private async Task<List<DeliveryLane>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var due = await db.WebhookDeliveries
            .Where(one => one.NextAt <= now)
            .GroupBy(one => new { one.Workspace, one.Target })
            .OrderBy(lane => lane.Min(one => one.NextAt))
            .Select(lane => lane.Key)
            .ToListAsync(cancellationToken);
        return due.ConvertAll(lane => new DeliveryLane(lane.Workspace, lane.Target));
    }

    private async Task<List<WebhookDelivery>> ClaimAsync(
        DeliveryLane lane, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var claimed = await db.WebhookDeliveries.FromSql(
            $"""
            UPDATE webhook_deliveries SET attempts = attempts + 1, next_at = {now + Lease}
            WHERE id IN (
                SELECT id FROM webhook_deliveries
                WHERE workspace = {lane.Workspace} AND target = {lane.Target} AND next_at <= {now}
                ORDER BY next_at, id LIMIT {most} FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. claimed.OrderBy(message => message.Id)];
    }

    // Whatever a deliverer runs into is an attempt that failed: what is thrown past the row would be sent for ever.
    [SuppressMessage(
        "Design", "CA1031", Justification = "The message's boundary: what failed is answered, and tried again later.")]
    private static async Task<DeliveryAnswer> AnswerAsync(
        IDeliverer deliverer, WebhookDelivery message, CancellationToken cancellationToken)
    {
        try
        {
            return await deliverer.SendAsync(message, cancellationToken);
        }
        catch (Exception fault) when (fault is not RecordsUnavailableException
            && !cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer(Status: null, fault.GetType().Name);
        }
    }

    private async Task<bool> SendAsync(
        DeliveryLane lane, IDeliverer? deliverer, WebhookDelivery message, CancellationToken cancellationToken)
    {
        var answer = deliverer is null
            ? new DeliveryAnswer(Status: null, "NoTarget")
            : await AnswerAsync(deliverer, message, cancellationToken);
        var now = time.GetUtcNow();
        DateTimeOffset? deliveredAt = answer.IsDelivered ? now : null;
        DateTimeOffset? nextAt = answer.IsDelivered || answer.IsRefused || message.Attempts > Waits.Length
            ? null : now + WaitAfter(message, answer);
        if (answer.RetryAfter is { } rest)
            _lanes.Rest(lane, rest < LongestRest ? rest : LongestRest);
        metrics.Sent(lane.Target, answer.IsDelivered ? "delivered" : nextAt is null ? "given_up" : "failed");
        if (nextAt is null && deliveredAt is null)
        {
            Log.GivenUp(
                logger, message.MessageId, message.Workspace, message.Target, answer.Status, answer.Error);
        }

        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // Whoever claimed it since, or wants it again, has the last word.
        await db.WebhookDeliveries
            .Where(one => one.Id == message.Id && one.Attempts == message.Attempts && one.NextAt == message.NextAt)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(one => one.NextAt, nextAt)
                    .SetProperty(one => one.DeliveredAt, deliveredAt)
                    .SetProperty(one => one.LastStatus, answer.Status)
                    .SetProperty(one => one.LastError, answer.Error),
                cancellationToken);
        return answer.IsDelivered;
    }

    private static TimeSpan WaitAfter(WebhookDelivery message, DeliveryAnswer answer)
    {
        var usual = Waits[message.Attempts - 1];
        return answer.RetryAfter is { } asked && asked > usual ? asked < LongestRest ? asked : LongestRest : usual;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be sent; they are tried again.")]
        public static partial void Failed(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Messages of workspace {Workspace} to {Target} could not be sent; they are tried again.")]
        public static partial void LaneFailed(ILogger logger, Exception fault, string workspace, string target);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Message {Message} of workspace {Workspace} to {Target} was given up: status {Status}, {Error}.")]
        public static partial void GivenUp(
            ILogger logger, string message, string workspace, string target, int? status, string? error);
    }
}
