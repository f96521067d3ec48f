using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Mail;

/// <summary>
/// Sends what is due, one mail after the other: each until a server takes it or refuses it for good, ever more rarely,
/// ten times within some 32 hours. Several nodes share the work; a mail whose answer was lost is sent again under the
/// same Message-ID (docs/decisions/mail.md).
/// </summary>
internal sealed partial class MailSender(
    IDbContextFactory<RecordsDbContext> records, IMailCarrier carrier, TimeProvider time, MailMetrics metrics,
    ILogger<MailSender> logger) : BackgroundService
{
    /// <summary>How long a mail is kept that was sent or given up.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Longer than an attempt takes: a node that dies in one leaves it to others then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long an attempt may take, with the connection.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long all mails are left alone when none goes out.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    // The most that are sent over one connection: servers ask for as few as 100.
    private const int MostAtOnce = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    // What a mail that is under way gets of a host that stops.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    // How long to wait after each attempt that failed; after the last one none comes. Servers that take nothing from
    // strangers at once (greylisting) do so after some minutes.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(20),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8),
        TimeSpan.FromHours(16),
    ];

    private DateTimeOffset _forgotAt = DateTimeOffset.MinValue;
    private DateTimeOffset _restsUntil = DateTimeOffset.MinValue;

    /// <summary>Forgets, once an hour, what is kept for too long: it holds what people told us.</summary>
    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _forgotAt < ForgetInterval)
            return;
        var oldest = now - Kept;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.OutgoingMails
            .Where(mail => mail.CreatedAt < oldest && mail.NextAt == null)
            .ExecuteDeleteAsync(cancellationToken);
        _forgotAt = now;
    }

    /// <summary>Sends what is due, until nothing is, or nothing goes out.</summary>
    /// <returns>How many mails were tried.</returns>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var tried = 0;
        try
        {
            while (tried < MostAtOnce && time.GetUtcNow() >= _restsUntil && !cancellationToken.IsCancellationRequested
                && await ClaimAsync(cancellationToken) is { } mail)
            {
                tried++;
                var answer = await AnswerAsync(mail, cancellationToken);
                if (answer.Kind == MailAnswerKind.NoWay)
                    _restsUntil = time.GetUtcNow() + Rest;
                await SettleAsync(mail, answer);
            }
        }
        finally
        {
            if (tried > 0)
                await FarewellAsync();
        }

        return tried;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The worker's boundary: what failed is due again when its lease ends.")]
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForgetAsync(cancellationToken);
            await SendDueAsync(cancellationToken);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested && !RecordsUnavailableException.IsCause(fault))
                Log.Broken(logger, fault);
        }
    }

    private async Task<OutgoingMail?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var claimed = await db.OutgoingMails.FromSql(
            $"""
            UPDATE mails SET attempts = attempts + 1, next_at = {now + Lease}
            WHERE id IN (
                SELECT id FROM mails WHERE next_at <= {now}
                ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        if (claimed is not [var mail])
            return null;
        var attachments = db.MailAttachments
            .AsNoTracking()
            .Where(one => one.MailId == mail.Id)
            .OrderBy(one => one.Place)
            .AsAsyncEnumerable();
        await foreach (var attachment in attachments.WithCancellation(cancellationToken))
            mail.Attachments.Add(attachment);
        return mail;
    }

    // A mail that is under way when the host stops is given a moment: cut off, nobody would know whether it was taken.
    private async Task<MailAnswer> AnswerAsync(OutgoingMail mail, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        await using var registration = stopping.Register(() => patience.CancelAfter(LastPatience));
        try
        {
            return await carrier.SendAsync(mail, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return new MailAnswer(MailAnswerKind.NoWay, "TimedOut");
        }
    }

    private async Task FarewellAsync()
    {
        using var patience = new CancellationTokenSource(LastPatience, time);
        await carrier.RestAsync(patience.Token);
    }

    // Not given up with the host: what a server took is written down as sent.
    private async Task SettleAsync(OutgoingMail mail, MailAnswer answer)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? sentAt = answer.Kind == MailAnswerKind.Sent ? now : null;
        DateTimeOffset? nextAt =
            answer.Kind is MailAnswerKind.Sent or MailAnswerKind.Refused || mail.Attempts > Waits.Length
                ? null : now + Waits[mail.Attempts - 1];
        Tell(mail, answer, isLast: nextAt is null);

        await using var db = await records.CreateDbContextAsync(CancellationToken.None);
        // Whoever claimed it since has the last word.
        await db.OutgoingMails
            .Where(one => one.Id == mail.Id && one.Attempts == mail.Attempts && one.NextAt == mail.NextAt)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(one => one.NextAt, nextAt)
                    .SetProperty(one => one.SentAt, sentAt)
                    .SetProperty(one => one.LastError, answer.Error),
                CancellationToken.None);
    }

    private void Tell(OutgoingMail mail, MailAnswer answer, bool isLast)
    {
        if (answer.Kind == MailAnswerKind.Sent)
        {
            metrics.Sent("sent");
            Log.Sent(logger, mail.Id, mail.Workspace, mail.Attempts);
        }
        else if (isLast)
        {
            metrics.Sent("given_up");
            Log.GivenUp(logger, mail.Id, mail.Workspace, mail.Attempts, answer.Error);
        }
        else
        {
            metrics.Sent("failed");
            Log.Failed(logger, mail.Id, mail.Workspace, mail.Attempts, answer.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information, Message = "Mail {Mail} of workspace {Workspace} was sent, attempt {Attempt}.")]
        public static partial void Sent(ILogger logger, Guid mail, string workspace, int attempt);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Mail {Mail} of workspace {Workspace} was not sent, attempt {Attempt}: {Error}; it is tried again.")]
        public static partial void Failed(ILogger logger, Guid mail, string workspace, int attempt, string? error);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Mail {Mail} of workspace {Workspace} was given up, attempt {Attempt}: {Error}.")]
        public static partial void GivenUp(ILogger logger, Guid mail, string workspace, int attempt, string? error);

        [LoggerMessage(Level = LogLevel.Error, Message = "Mails could not be sent; they are tried again.")]
        public static partial void Broken(ILogger logger, Exception fault);
    }
}
