using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// Reads and takes times of bays. Whether one is free the constraint <c>bay_times_once</c> decides, never a look
/// before: <c>ON CONFLICT DO NOTHING</c> waits for whoever is about to take it, leaves the transaction whole when that
/// one does, and two that want the same cannot wait for each other.
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
        foreach (var bay in FreeSlots.BaysFor(centre, slot))
        {
            var place = new Place(centre.Id, bay.Id, StretchOf(slot));
            if (await InsertAsync(
                db, place, new Taker(BayTimeKind.Hold, holder, expires.ToUniversalTime()), holder: null, now,
                cancellationToken))
                return true;
        }

        return false;
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
        foreach (var bay in bays)
        {
            if (await InsertAsync(
                db, new Place(workspace, bay.Id, during),
                new Taker(BayTimeKind.Appointment, Holder: null, Expires: null) { Appointment = appointment },
                holder, now, cancellationToken))
                return bay.Id;
        }

        return null;
    }

    /// <summary>Gives back all that somebody holds.</summary>
    public static Task<int> ReleaseAsync(
        RecordsDbContext db, string workspace, string holder, CancellationToken cancellationToken) =>
        db.BayTimes.Where(time => time.Workspace == workspace && time.Holder == holder)
            .ExecuteDeleteAsync(cancellationToken);

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

    private static async Task<bool> InsertAsync(
        RecordsDbContext db, Place place, Taker taker, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await TryInsertAsync(db, place, taker, cancellationToken))
            return true;
        // What has expired is nobody's, and what the holder holds is theirs to use.
        var range = RangeOf(place.During);
        var removed = await db.BayTimes
            .Where(time => time.Workspace == place.Workspace && time.Bay == place.Bay && time.During.Overlaps(range)
                && time.Kind == BayTimeKind.Hold && (time.Expires <= now || time.Holder == holder))
            .ExecuteDeleteAsync(cancellationToken);
        return removed > 0 && await TryInsertAsync(db, place, taker, cancellationToken);
    }

    private static async Task<bool> TryInsertAsync(
        RecordsDbContext db, Place place, Taker taker, CancellationToken cancellationToken)
    {
        var range = RangeOf(place.During);
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO bay_times (workspace, bay, during, kind, holder, expires, appointment)
            VALUES (
                {place.Workspace}, {place.Bay}, {range}, {taker.Kind}, {taker.Holder}, {taker.Expires},
                {taker.Appointment})
            ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
            """,
            cancellationToken) > 0;
    }

    private sealed record Place(string Workspace, string Bay, Stretch During);

    private sealed record Taker(string Kind, string? Holder, DateTimeOffset? Expires)
    {
        public Guid? Appointment { get; init; }
    }
}
