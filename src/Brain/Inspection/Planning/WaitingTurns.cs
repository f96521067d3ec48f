using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Whose turn it is in the line of those who wait.</summary>
internal static class WaitingTurns
{
    private const int MostPassed = 3;
    private const int MostAtOnce = 50;

    // Less is no time to answer in.
    private static readonly TimeSpan LeastHold = TimeSpan.FromMinutes(10);

    /// <summary>Takes back what was not taken in time and keeps what is free for the first it suits.</summary>
    /// <returns>How many have a slot now that had none.</returns>
    public static async Task<object?> OfferAsync(
        RecordsDbContext db, HostedBook? hosted, Centre centre, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One node at a time, so that who came first is first; another one is about to do the same.
        if (!(await db.Database.SqlQuery<bool>(
            $"SELECT pg_try_advisory_xact_lock(hashtextextended({"waiting:" + centre.Id}, 0)) AS \"Value\"")
            .ToListAsync(cancellationToken))[0])
            return 0;
        await TakeBackAsync(db, centre, now, cancellationToken);
        var offered = WaitingHours.Include(centre, now)
            ? await OfferFreeAsync(db, hosted, centre, now, cancellationToken)
            : 0;
        await transaction.CommitAsync(cancellationToken);
        return offered;
    }

    /// <summary>
    /// Somebody has an appointment: those in the line who are they, and waited for a day like it, wait no more.
    /// </summary>
    public static async Task LeaveAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, string? holder,
        CancellationToken cancellationToken)
    {
        var day = WallClock.DayOf(appointment.SlotDatetime, centre.Zone);
        var theirs = await db.WaitingEntries
            .Where(one => one.Workspace == centre.Id
                && (one.Status == WaitingStatus.Waiting || one.Status == WaitingStatus.Offered)
                && ((one.Phone == appointment.ClientPhone && one.Vehicle == appointment.Vehicle
                    && one.FromDay <= day && day <= one.ToDay)
                    || "waiting:" + one.Id == holder))
            .Select(one => one.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in theirs)
        {
            await db.WaitingEntries.Where(one => one.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Status, WaitingStatus.Booked), cancellationToken);
            await BayAgenda.ReleaseAsync(db, centre.Id, WaitingEntry.HolderOf(id), cancellationToken);
        }
    }

    /// <summary>Who a slot is kept for that the one with that phone was told of; null when there is none.</summary>
    public static async Task<string?> HolderOfAsync(
        RecordsDbContext db, Centre centre, Slot slot, string phone, CancellationToken cancellationToken)
    {
        var start = slot.Start.ToUniversalTime();
        var id = await db.WaitingEntries
            .Where(one => one.Workspace == centre.Id && one.Status == WaitingStatus.Offered && one.Phone == phone
                && one.OfferedSlot == start && one.Vehicle == slot.Vehicle)
            .OrderBy(one => one.Id)
            .Select(one => (long?)one.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } entry ? WaitingEntry.HolderOf(entry) : null;
    }

    private static async Task TakeBackAsync(
        RecordsDbContext db, Centre centre, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = WallClock.DayOf(now, centre.Zone);
        var over = await db.WaitingEntries
            .Where(one => one.Workspace == centre.Id
                && ((one.Status == WaitingStatus.Offered && one.OfferedUntil <= now)
                    || (one.Status == WaitingStatus.Waiting && one.ToDay < today)))
            .ToListAsync(cancellationToken);
        foreach (var entry in over)
        {
            if (entry.Status == WaitingStatus.Offered)
            {
                await BayAgenda.ReleaseAsync(db, centre.Id, entry.Holder, cancellationToken);
                // Who was never told has let nothing pass.
                entry.Passed += entry.ToldAt is null ? 0 : 1;
            }

            entry.Status = entry.ToDay < today || entry.Passed >= MostPassed
                ? WaitingStatus.Lapsed
                : WaitingStatus.Waiting;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<int> OfferFreeAsync(
        RecordsDbContext db, HostedBook? hosted, Centre centre, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var line = await db.WaitingEntries
            .Where(one => one.Workspace == centre.Id && one.Status == WaitingStatus.Waiting)
            .OrderBy(one => one.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        var offered = 0;
        foreach (var entry in line)
        {
            foreach (var slot in await SlotSearch.FindAsync(
                db, hosted, centre, entry.Query, holder: null, now, cancellationToken))
            {
                // Who let a slot pass is not asked for the same again.
                var until = UntilOf(centre, slot, now);
                if ((entry.Passed > 0 && entry.OfferedSlot == slot.Start) || until - now < LeastHold)
                    continue;
                if (!await BayAgenda.HoldAsync(db, centre, slot, entry.Holder, until, now, cancellationToken))
                    continue;
                (entry.Status, entry.OfferedSlot, entry.OfferedUntil, entry.ToldAt) =
                    (WaitingStatus.Offered, slot.Start.ToUniversalTime(), until, null);
                offered++;
                break;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return offered;
    }

    // Once the notice has run out it could not be booked any more.
    private static DateTimeOffset UntilOf(Centre centre, Slot slot, DateTimeOffset now)
    {
        var last = slot.Start.AddMinutes(-centre.NoticeMinutes).ToUniversalTime();
        var until = now.AddMinutes(centre.WaitingHoldMinutes).ToUniversalTime();
        return until < last ? until : last;
    }
}
