using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Whose calendar is to be looked at, and by which node: one at a time.</summary>
public sealed class CalendarRounds(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>Longer than a look takes: a node that dies in one leaves it to others then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Takes note of centres that name a calendar, or another one.</summary>
    /// <param name="centres">All that are served.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that named one and do no more.</returns>
    public async Task<IReadOnlyList<Centre>> EnrolAsync(
        IReadOnlyList<Centre> centres, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var known = await db.CentreCalendars.AsNoTracking()
            .ToDictionaryAsync(one => one.Workspace, one => one.Source, cancellationToken);
        foreach (var centre in centres.Where(one => one.CalendarUrl is not null))
        {
            var source = SourceOf(centre.CalendarUrl!);
            if (known.GetValueOrDefault(centre.Id) == source)
                continue;
            // What the former one took counts until the new one has been read.
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO centre_calendars AS known (workspace, source, next_at) VALUES ({centre.Id}, {source}, {now})
                ON CONFLICT (workspace) DO UPDATE
                SET source = {source}, next_at = {now}, tag = NULL, modified = NULL, read_at = NULL,
                    failure = NULL, failures = 0
                WHERE known.source IS DISTINCT FROM {source}
                """,
                cancellationToken);
        }

        return [.. centres.Where(
            one => one.CalendarUrl is null && known.GetValueOrDefault(one.Id) is not null)];
    }

    /// <summary>Takes those that are due, for as long as a look takes.</summary>
    /// <param name="served">Ids of the centres that are served here.</param>
    /// <param name="most">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<CentreCalendar>> ClaimAsync(
        IEnumerable<string> served, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        string[] ids = [.. served];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreCalendars.FromSql(
            $"""
            UPDATE centre_calendars SET next_at = {now + Lease}
            WHERE workspace IN (
                SELECT workspace FROM centre_calendars WHERE next_at <= {now} AND workspace = ANY({ids})
                ORDER BY next_at LIMIT {most} FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    private static string SourceOf(Uri address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)));
}
