using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Takes times out of bays.</summary>
internal static class Blocks
{
    private const int MostNote = 200;

    /// <summary>Blocks what is not blocked already, all of it or nothing.</summary>
    /// <returns>Appointments in the way; null when somebody was faster.</returns>
    public static async Task<IReadOnlyList<Appointment>?> BlockAsync(
        RecordsDbContext db, Centre centre, Block block, string key, CancellationToken cancellationToken)
    {
        if (await db.BayTimes.AnyAsync(
            one => one.Workspace == centre.Id && one.Kind == BayTimeKind.Block && one.Key == key, cancellationToken))
            return [];
        var whole = new Stretch(block.From.UtcDateTime, block.To.UtcDateTime);
        var range = BayAgenda.RangeOf(whole);
        string[] bays = [.. centre.Bays.Select(bay => bay.Id).Where(bay => block.Bay is null || bay == block.Bay)];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.BayTimes
            .Where(one => one.Workspace == centre.Id && bays.Contains(one.Bay) && one.During.Overlaps(range)
                && one.Kind == BayTimeKind.Hold)
            .ExecuteDeleteAsync(cancellationToken);
        var taken = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && bays.Contains(one.Bay) && one.During.Overlaps(range))
            .ToListAsync(cancellationToken);
        if (taken.Exists(one => one.Appointment is not null))
        {
            Guid[] ids = [.. taken.Select(one => one.Appointment).OfType<Guid>()];
            return await db.Appointments.AsNoTracking().Where(one => ids.Contains(one.Id))
                .OrderBy(one => one.SlotDatetime)
                .ToListAsync(cancellationToken);
        }

        var note = WellFormed.Line(block.Note, MostNote);
        foreach (var bay in bays)
        {
            var there = taken.Where(one => one.Bay == bay)
                .Select(one => new Stretch(one.During.LowerBound, one.During.UpperBound));
            foreach (var gap in Gaps(whole, Stretch.Join(there)))
            {
                var free = BayAgenda.RangeOf(gap);
                if (await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO bay_times (workspace, bay, during, kind, key, note)
                    VALUES ({centre.Id}, {bay}, {free}, {BayTimeKind.Block}, {key}, {note})
                    ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
                    """,
                    cancellationToken) == 0)
                    return null;
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private static IEnumerable<Stretch> Gaps(Stretch whole, List<Stretch> taken)
    {
        var from = whole.From;
        foreach (var one in taken)
        {
            if (one.From > from)
                yield return new Stretch(from, one.From);
            from = one.To > from ? one.To : from;
        }

        if (from < whole.To)
            yield return new Stretch(from, whole.To);
    }
}
