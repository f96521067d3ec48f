using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>Gives out what is due, to one node at a time, and keeps what became of it.</summary>
public sealed class NoticeBook(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>Longer than an attempt takes: a node that dies in one leaves it to others then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long what was told or dropped is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // After each attempt that failed; after the last one none comes.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary>Takes one that is due; null when none is, or others have them all.</summary>
    public async Task<Notice?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var claimed = await db.Notices.FromSql(
            $"""
            UPDATE notices SET attempts = attempts + 1, next_at = {now + Lease}
            WHERE id IN (
                SELECT id FROM notices WHERE next_at <= {now}
                ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return claimed is [var notice] ? notice : null;
    }

    /// <summary>Keeps what became of an attempt. Who claimed it since has the last word.</summary>
    /// <returns>One of <see cref="NoticeStatus"/>.</returns>
    public async Task<string> SettleAsync(Notice notice, NoticeAnswer answer)
    {
        var now = time.GetUtcNow();
        var (status, nextAt, attempts) = answer.Kind switch
        {
            NoticeAnswerKind.Sent => (NoticeStatus.Sent, null, notice.Attempts),
            NoticeAnswerKind.Dropped => (NoticeStatus.Dropped, null, notice.Attempts),
            // That it is not yet time for it is no failure.
            NoticeAnswerKind.Later => (NoticeStatus.Waiting, answer.NotBefore!.Value.ToUniversalTime(), 0),
            _ => notice.Attempts > Waits.Length
                ? (NoticeStatus.GivenUp, (DateTimeOffset?)null, notice.Attempts)
                : (NoticeStatus.Waiting, now + Waits[notice.Attempts - 1], notice.Attempts),
        };
        DateTimeOffset? sentAt = status == NoticeStatus.Sent ? now : null;
        await using var db = await records.CreateDbContextAsync(CancellationToken.None);
        await db.Notices
            .Where(one => one.Id == notice.Id && one.Attempts == notice.Attempts && one.NextAt == notice.NextAt)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(one => one.Status, status)
                    .SetProperty(one => one.NextAt, nextAt)
                    .SetProperty(one => one.Attempts, attempts)
                    .SetProperty(one => one.SentAt, sentAt)
                    .SetProperty(one => one.LastError, answer.Reason),
                CancellationToken.None);
        return status;
    }

    /// <summary>Forgets what was told or dropped long ago.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Kept;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Notices.Where(one => one.NextAt == null && one.Due < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
