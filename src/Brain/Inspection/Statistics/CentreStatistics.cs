using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Statistics;

/// <summary>Counts how a centre did.</summary>
public sealed class CentreStatistics(IDbContextFactory<RecordsDbContext> records)
{
    // A year of a large centre.
    private const int PatienceSeconds = 20;

    /// <summary>The figures of a period; zeros and empty lists where nothing was in it.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end, no longer part of it and later than its beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CentreFigures> CountAsync(
        Centre centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (begin, end) = (from.ToUniversalTime(), to.ToUniversalTime());
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(PatienceSeconds);
        // What one query counts, the next one does too.
        await using var moment = await db.Database.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var held = await ConversationReading.ReadAsync(db, centre.Id, begin, end, cancellationToken);
        var visits = await db.Appointments.AsNoTracking()
            .Where(one => one.CenterId == centre.Id && one.SlotDatetime >= begin && one.SlotDatetime < end
                && one.Status != AppointmentStatus.Cancelled)
            .OrderBy(one => one.SlotDatetime).ThenBy(one => one.Id)
            .ToListAsync(cancellationToken);
        var range = BayAgenda.RangeOf(new Stretch(begin.UtcDateTime, end.UtcDateTime));
        var closed = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.During.Overlaps(range)
                && (one.Kind == BayTimeKind.Block || one.Kind == BayTimeKind.Calendar))
            .Select(one => new { one.Bay, one.During })
            .ToListAsync(cancellationToken);
        List<TakenTime> away = [.. closed.Select(one => new TakenTime(
            one.Bay, new DateTimeOffset(one.During.LowerBound), new DateTimeOffset(one.During.UpperBound)))];
        return new CentreFigures(
            ConversationCount.Of(held),
            VisitCount.Of(
                centre, visits, away, WallClock.DayOf(begin, centre.Zone),
                WallClock.DayOf(end.AddTicks(-1), centre.Zone)));
    }
}
