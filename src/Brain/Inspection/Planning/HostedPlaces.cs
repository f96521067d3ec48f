using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// Says which bays are taken by what others wrote into an existing database: each is said to be in the first bay that
/// takes the vehicle and is free then. Everybody who asks while the same is taken is told the same.
/// </summary>
internal static class HostedPlaces
{
    // No visit takes longer: what began before may last into the time that is asked about.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(240);

    /// <summary>What is taken in a time by others.</summary>
    /// <param name="db">Where ours stand.</param>
    /// <param name="read">Reads what stands there, by centre, from and to.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="during">The time.</param>
    /// <param name="ours">What is taken in it by ourselves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<TakenTime>> ReadAsync(
        RecordsDbContext db,
        Func<string, DateTimeOffset, DateTimeOffset, CancellationToken, Task<IReadOnlyList<HostedVisit>>> read,
        Centre centre, Stretch during, IReadOnlyList<TakenTime> ours, CancellationToken cancellationToken)
    {
        var from = new DateTimeOffset(during.From) - Longest;
        var there = await read(centre.Id, from, new DateTimeOffset(during.To), cancellationToken);
        Guid[] ids = [.. there.Select(visit => Guid.TryParse(visit.Id, out var id) ? id : Guid.Empty)];
        var known = ids.Length == 0 ? [] : await db.Appointments
            .Where(one => one.CenterId == centre.Id && ids.Contains(one.Id))
            .Select(one => one.Id)
            .ToListAsync(cancellationToken);
        // Of our own we know the bay, and whether they still stand.
        var foreign = there.Where(visit => !(Guid.TryParse(visit.Id, out var id) && known.Contains(id)));
        return Place(centre, foreign, ours);
    }

    /// <summary>Puts visits into bays.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="visits">The visits, in their order.</param>
    /// <param name="ours">What is taken besides.</param>
    public static IReadOnlyList<TakenTime> Place(
        Centre centre, IEnumerable<HostedVisit> visits, IReadOnlyList<TakenTime> ours)
    {
        var taken = ours.ToLookup(time => time.Bay, StringComparer.Ordinal);
        var placed = new List<TakenTime>();
        foreach (var visit in visits)
        {
            var end = visit.Start.AddMinutes(centre.MinutesFor(visit.Vehicle, VisitKind.Periodic));
            var bays = FreeSlots.BaysOf(centre, visit.Vehicle).DefaultIfEmpty(centre.Bays[0]).ToList();
            var bay = bays.Find(bay => !taken[bay.Id].Concat(placed.Where(time => time.Bay == bay.Id))
                .Any(time => time.From < end && visit.Start < time.To)) ?? bays[0];
            placed.Add(new TakenTime(bay.Id, visit.Start, end));
        }

        return placed;
    }
}
