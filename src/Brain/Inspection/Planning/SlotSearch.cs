using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Finds free slots by what the records say is taken.</summary>
internal static class SlotSearch
{
    private const int DaysBefore = 3;
    private const int DaysAfter = 14;
    private const int MostNearest = 5;

    /// <summary>All slots of a query that are free for <paramref name="holder"/>, in their order.</summary>
    public static async Task<IReadOnlyList<Slot>> FindAsync(
        RecordsDbContext db, HostedBook? hosted, Centre centre, SlotQuery query, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var today = WallClock.DayOf(now, centre.Zone);
        var first = query.From > today ? query.From : today;
        var last = FreeSlots.LastDay(centre, now) is var end && query.To < end ? query.To : end;
        if (first > last)
            return [];
        var around = WallClock.Around(first, last);
        var taken = await BayAgenda.ReadAsync(db, centre.Id, around, holder, now, cancellationToken);
        if (hosted is not null && hosted.Hosts(centre))
            taken = [.. taken, .. await hosted.ReadAsync(db, centre, around, taken, cancellationToken)];
        return FreeSlots.Find(centre, taken, query, now);
    }

    /// <summary>Some that are free, the nearest to one that is not first; empty when the centre has none.</summary>
    public static async Task<IReadOnlyList<Slot>> NearestAsync(
        RecordsDbContext db, HostedBook? hosted, Centre centre, Slot slot, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var day = WallClock.DayOf(slot.Start, centre.Zone);
        var query = new SlotQuery(day.AddDays(-DaysBefore), day.AddDays(DaysAfter), slot.Vehicle, slot.Visit);
        var free = await FindAsync(db, hosted, centre, query, holder, now, cancellationToken);
        if (free.Count == 0)
        {
            free = await FindAsync(
                db, hosted, centre, query with { To = FreeSlots.LastDay(centre, now) }, holder, now, cancellationToken);
        }

        return [.. free.OrderBy(one => (one.Start - slot.Start).Duration()).Take(MostNearest)];
    }
}
