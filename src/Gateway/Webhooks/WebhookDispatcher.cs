using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Webhooks;

/// <summary>
/// Sends what is due: each message until it arrives, ever more rarely, nine times within some 31 hours. It arrives at
/// least once, under the same id, and not always in the order of what happened.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IDbContextFactory<RecordsDbContext> records, WebhookTargets targets, WebhookSender sender, TimeProvider time,
    ILogger<WebhookDispatcher> logger) : BackgroundService
{
    /// <summary>How long a message is kept that has arrived, was given up or has no target any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int AtOnce = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    // Longer than an attempt takes: a node that dies in one leaves it to others then.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // How long to wait after each attempt that failed; after the last one none comes.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14),
    ];

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

    /// <summary>Sends at most twenty messages that are due.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var due = await ClaimAsync(cancellationToken);
        await Task.WhenAll(due.Select(message => SendAsync(message, cancellationToken)));
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without targets there is nothing to send, but what was sent before is forgotten in its time.
        var interval = targets.IsEmpty ? ForgetInterval : Interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TryAsync(stoppingToken) < AtOnce)
                await Task.Delay(interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The worker's boundary: what failed is due again when its lease ends.")]
    private async Task<int> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForgetAsync(cancellationToken);
            return targets.IsEmpty ? 0 : await SendDueAsync(cancellationToken);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.Failed(logger, fault);
            return 0;
        }
    }

    private async Task<List<WebhookDelivery>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries.FromSql(
            $"""
            UPDATE webhook_deliveries SET attempts = attempts + 1, next_at = {now + Lease}
            WHERE id IN (
                SELECT id FROM webhook_deliveries WHERE next_at <= {now}
                ORDER BY next_at, id LIMIT {AtOnce} FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    private async Task SendAsync(WebhookDelivery message, CancellationToken cancellationToken)
    {
        var answer = targets[message.Workspace] is { } target
            ? await sender.SendAsync(target, message, cancellationToken)
            : new WebhookAnswer(Status: null, "NoTarget");
        var now = time.GetUtcNow();
        DateTimeOffset? deliveredAt = answer.IsDelivered ? now : null;
        DateTimeOffset? nextAt = answer.IsDelivered || answer.IsRefused || message.Attempts > Waits.Length
            ? null : now + Waits[message.Attempts - 1];
        if (nextAt is null && deliveredAt is null)
            Log.GivenUp(logger, message.MessageId, message.Workspace, answer.Status, answer.Error);
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
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be sent; they are tried again.")]
        public static partial void Failed(ILogger logger, Exception fault);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Webhook {Message} of workspace {Workspace} was given up: status {Status}, {Error}.")]
        public static partial void GivenUp(
            ILogger logger, string message, string workspace, int? status, string? error);
    }
}
