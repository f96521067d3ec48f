using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Takes times out of bays.</summary>
internal static class Blocks
{
    private const int MostNote = 200;

    /// <summary>
    /// Blocks all that is not taken already. An appointment that stands there keeps its place, which is blocked once it
    /// is given up.
    /// </summary>
    /// <returns>Appointments that stand there, soonest first; null when somebody was faster.</returns>
    public static async Task<IReadOnlyList<Appointment>?> BlockAsync(
        RecordsDbContext db, Centre centre, Block block, string key, CancellationToken cancellationToken)
    {
        var whole = new Stretch(block.From.UtcDateTime, block.To.UtcDateTime);
        var range = BayAgenda.RangeOf(whole);
        string[] bays = [.. centre.Bays.Select(bay => bay.Id).Where(bay => block.Bay is null || bay == block.Bay)];
        var there = db.BayTimes.Where(
            one => one.Workspace == centre.Id && bays.Contains(one.Bay) && one.During.Overlaps(range));
        if (!await db.BayTimes.AnyAsync(
            one => one.Workspace == centre.Id && one.Key == key
                && (one.Kind == BayTimeKind.Block || one.Kind == BayTimeKind.Appointment),
            cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (!await FillAsync(db, there, new Filling(centre.Id, bays, whole, key, block.Note), cancellationToken))
                return null;
            await transaction.CommitAsync(cancellationToken);
        }

        var ids = await there.Where(one => one.Appointment != null).Select(one => one.Appointment!.Value)
            .ToListAsync(cancellationToken);
        return await db.Appointments.AsNoTracking().Where(one => ids.Contains(one.Id))
            .OrderBy(one => one.SlotDatetime)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Gives back what was blocked under a key; false when nothing was.</summary>
    public static async Task<bool> UnblockAsync(
        RecordsDbContext db, Centre centre, string key, CancellationToken cancellationToken)
    {
        var blocked = db.BayTimes.Where(one => one.Workspace == centre.Id && one.Key == key);
        var given = await blocked.Where(one => one.Kind == BayTimeKind.Block).ExecuteDeleteAsync(cancellationToken);
        var kept = await blocked.Where(one => one.Kind == BayTimeKind.Appointment).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Key, (string?)null).SetProperty(one => one.Note, (string?)null),
            cancellationToken);
        return given + kept > 0;
    }

    private static async Task<bool> FillAsync(
        RecordsDbContext db, IQueryable<BayTime> there, Filling filling, CancellationToken cancellationToken)
    {
        await there.Where(one => one.Kind == BayTimeKind.Hold).ExecuteDeleteAsync(cancellationToken);
        var taken = await there.AsNoTracking().ToListAsync(cancellationToken);
        var (workspace, bays, whole, key, text) = filling;
        var note = WellFormed.Line(text, MostNote);
        foreach (var bay in bays)
        {
            var stretches = taken.Where(one => one.Bay == bay)
                .Select(one => new Stretch(one.During.LowerBound, one.During.UpperBound));
            foreach (var gap in Gaps(whole, Stretch.Join(stretches)))
            {
                var free = BayAgenda.RangeOf(gap);
                if (await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO bay_times (workspace, bay, during, kind, key, note)
                    VALUES ({workspace}, {bay}, {free}, {BayTimeKind.Block}, {key}, {note})
                    ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
                    """,
                    cancellationToken) == 0)
                    return false;
            }
        }

        await there.Where(one => one.Kind == BayTimeKind.Appointment && one.Key == null).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Key, key).SetProperty(one => one.Note, note), cancellationToken);
        return true;
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

    private sealed record Filling(string Workspace, string[] Bays, Stretch Whole, string Key, string? Note);
}
