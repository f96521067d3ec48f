using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// Reads and takes times of bays. Whether one is free the constraint <c>bay_times_once</c> decides, never a look
/// before, which only says which one to try: <c>ON CONFLICT DO NOTHING</c> waits for whoever is about to take it,
/// leaves the transaction whole when that one does, and two that want the same cannot wait for each other.
/// </summary>
internal static class BayAgenda
{
    /// <summary>What is taken in a time; what <paramref name="holder"/> holds counts as free.</summary>
    public static async Task<IReadOnlyList<TakenTime>> ReadAsync(
        RecordsDbContext db, string workspace, Stretch during, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var range = RangeOf(during);
        var found = await db.BayTimes.AsNoTracking()
            .Where(time => time.Workspace == workspace && time.During.Overlaps(range)
                && (time.Kind != BayTimeKind.Hold
                    || (time.Expires > now && (holder == null || time.Holder != holder))))
            .Select(time => new { time.Bay, time.During })
            .ToListAsync(cancellationToken);
        return [.. found.Select(time => new TakenTime(
            time.Bay, new DateTimeOffset(time.During.LowerBound), new DateTimeOffset(time.During.UpperBound)))];
    }

    /// <summary>Keeps a slot for somebody until a moment, in whichever bay is free.</summary>
    public static async Task<bool> HoldAsync(
        RecordsDbContext db, Centre centre, Slot slot, string holder, DateTimeOffset expires, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        string[] bays = [.. FreeSlots.BaysFor(centre, slot).Select(bay => bay.Id)];
        return await InsertAsync(
            db, new Place(centre.Id, bays, StretchOf(slot)),
            new Taker(BayTimeKind.Hold, holder, expires.ToUniversalTime()), holder: null, now,
            cancellationToken) is not null;
    }

    /// <summary>
    /// Takes a slot for an appointment: the place that the holder holds of it, or whichever bay is free but for what
    /// the holder holds there.
    /// </summary>
    /// <returns>Id of the bay; null when all are taken.</returns>
    public static async Task<string?> TakeAsync(
        RecordsDbContext db, string workspace, IReadOnlyList<Bay> bays, Stretch during, Guid appointment,
        string? holder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (holder is not null && await TakeHeldAsync(
            db, workspace, bays, during, appointment, holder, cancellationToken) is { } held)
            return held;
        return await InsertAsync(
            db, new Place(workspace, [.. bays.Select(bay => bay.Id)], during),
            new Taker(BayTimeKind.Appointment, Holder: null, Expires: null) { Appointment = appointment },
            holder, now, cancellationToken);
    }

    /// <summary>Gives back all that somebody holds.</summary>
    public static Task<int> ReleaseAsync(
        RecordsDbContext db, string workspace, string holder, CancellationToken cancellationToken) =>
        db.BayTimes.Where(time => time.Workspace == workspace && time.Holder == holder)
            .ExecuteDeleteAsync(cancellationToken);

    /// <summary>
    /// Gives back what an appointment takes, but for one place (null: all of it). What lies under a block is blocked
    /// from then on.
    /// </summary>
    public static async Task LeaveAsync(
        RecordsDbContext db, Guid appointment, (string Bay, Stretch During)? but, CancellationToken cancellationToken)
    {
        var (bay, range) = but is var (kept, during) ? (kept, RangeOf(during)) : (null, default);
        var left = db.BayTimes.Where(time => time.Appointment == appointment
            && (bay == null || time.Bay != bay || time.During != range));
        await left.Where(time => time.Key != null).ExecuteUpdateAsync(
            set => set.SetProperty(time => time.Kind, BayTimeKind.Block)
                .SetProperty(time => time.Appointment, (Guid?)null),
            cancellationToken);
        await left.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>A stretch as a range of PostgreSQL.</summary>
    public static NpgsqlRange<DateTime> RangeOf(Stretch stretch) =>
        new(stretch.From, lowerBoundIsInclusive: true, stretch.To, upperBoundIsInclusive: false);

    /// <summary>When a slot is.</summary>
    public static Stretch StretchOf(Slot slot) => new(slot.Start.UtcDateTime, slot.End.UtcDateTime);

    // The place is never free in between: others would slip in.
    private static async Task<string?> TakeHeldAsync(
        RecordsDbContext db, string workspace, IReadOnlyList<Bay> bays, Stretch during, Guid appointment,
        string holder, CancellationToken cancellationToken)
    {
        string[] ids = [.. bays.Select(bay => bay.Id)];
        var range = RangeOf(during);
        var taken = await db.Database.SqlQuery<string>(
            $"""
            UPDATE bay_times
            SET kind = {BayTimeKind.Appointment}, holder = NULL, expires = NULL, appointment = {appointment}
            WHERE id = (
                SELECT id FROM bay_times
                WHERE workspace = {workspace} AND holder = {holder} AND kind = {BayTimeKind.Hold}
                    AND during = {range} AND bay = ANY({ids})
                ORDER BY id LIMIT 1)
            RETURNING bay AS "Value"
            """).ToListAsync(cancellationToken);
        return taken.FirstOrDefault();
    }

    private static async Task<string?> InsertAsync(
        RecordsDbContext db, Place place, Taker taker, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await TryInsertAsync(db, place, taker, cancellationToken) is { } free)
            return free;
        // What has expired is nobody's, and what the holder holds is theirs to use.
        var (bays, range) = (place.Bays, RangeOf(place.During));
        var removed = await db.BayTimes
            .Where(time => time.Workspace == place.Workspace && bays.Contains(time.Bay) && time.During.Overlaps(range)
                && time.Kind == BayTimeKind.Hold && (time.Expires <= now || time.Holder == holder))
            .ExecuteDeleteAsync(cancellationToken);
        return removed > 0 ? await TryInsertAsync(db, place, taker, cancellationToken) : null;
    }

    // Of the bays the first in which nothing is. Somebody who was faster is seen the next time, so that each bay is
    // lost once at the most.
    private static async Task<string?> TryInsertAsync(
        RecordsDbContext db, Place place, Taker taker, CancellationToken cancellationToken)
    {
        var (bays, range) = (place.Bays, RangeOf(place.During));
        for (var attempt = 0; attempt <= bays.Length; attempt++)
        {
            var tried = await db.Database.SqlQuery<Tried>(
                $"""
                WITH wanted AS (
                    SELECT one.bay FROM unnest({bays}) WITH ORDINALITY AS one (bay, place)
                    WHERE NOT EXISTS (
                        SELECT 1 FROM bay_times AS other
                        WHERE other.workspace = {place.Workspace} AND other.bay = one.bay AND other.during && {range})
                    ORDER BY one.place LIMIT 1),
                taken AS (
                    INSERT INTO bay_times (workspace, bay, during, kind, holder, expires, appointment)
                    SELECT {place.Workspace}, wanted.bay, {range}, {taker.Kind}, {taker.Holder},
                        {taker.Expires}::timestamptz, {taker.Appointment}::uuid
                    FROM wanted
                    ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
                    RETURNING bay)
                SELECT wanted.bay AS wanted, taken.bay AS taken FROM wanted LEFT JOIN taken ON true
                """).ToListAsync(cancellationToken);
            if (tried is not [var one])
                return null;
            if (one.Taken is not null)
                return one.Taken;
        }

        return null;
    }

    private sealed record Place(string Workspace, string[] Bays, Stretch During);

    private sealed record Taker(string Kind, string? Holder, DateTimeOffset? Expires)
    {
        public Guid? Appointment { get; init; }
    }

    private sealed record Tried(string Wanted, string? Taken);
}
