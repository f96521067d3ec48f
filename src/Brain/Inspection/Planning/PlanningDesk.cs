using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// What a centre's own people do with its planning. They need not keep to its hours, its notice or its grid.
/// </summary>
public sealed class PlanningDesk(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, WaitingLine waiting, IBookingNews? news = null,
    HostedBook? hosted = null)
{
    private readonly BookingOutside _outside = new(news, hosted);

    private static readonly string[] Marks =
        [AppointmentStatus.Done, AppointmentStatus.NoShow, AppointmentStatus.Confirmed];

    /// <summary>
    /// Takes somebody who stands there, or whom its people want in: in any bay that takes the vehicle and is free for
    /// as long as the visit takes.
    /// </summary>
    /// <param name="centre">The centre.</param>
    /// <param name="walkIn">Who it is, and when.</param>
    /// <param name="origin">Where it comes from, and under which key.</param>
    /// <param name="cancellationToken">Gives up; whether it was booked, asking again tells.</param>
    public async Task<BookingOutcome> WalkInAsync(
        Centre centre, WalkIn walkIn, BookingOrigin origin, CancellationToken cancellationToken)
    {
        var (tidy, flaw) = walkIn.Client.ReadAtDesk(centre);
        if (tidy is null)
            return new BookingOutcome.Refused(flaw!.Value);
        var bays = FreeSlots.BaysOf(centre, walkIn.Vehicle)
            .Where(bay => walkIn.Bay is null || bay.Id == walkIn.Bay).ToList();
        if (bays.Count == 0)
            return new BookingOutcome.Refused(BookingRefusal.VehicleNotTaken);
        var now = time.GetUtcNow();
        var start = (walkIn.At ?? now).UtcDateTime;
        start = new DateTime(start.Ticks - (start.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);
        var slot = Slot.At(centre, start, walkIn.Vehicle, walkIn.Visit);
        slot = slot with { Minutes = walkIn.Minutes ?? slot.Minutes };
        if (await Races.RunAsync(
            records, db => Bookings.BookAsync(
                db, centre, slot, tidy, origin, new Bookings.Places(bays, Holder: null), _outside, now,
                cancellationToken),
            cancellationToken) is { Appointment: { } booked })
            return new BookingOutcome.Booked(booked);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return new BookingOutcome.Gone(await SlotSearch.NearestAsync(
            db, hosted, centre, slot, holder: null, now, cancellationToken));
    }

    /// <summary>
    /// Takes a time out of a bay, or of all of them. What is kept there for somebody is theirs no more; a vehicle that
    /// is to come keeps its place, which is taken out once its appointment is moved or cancelled.
    /// </summary>
    /// <param name="centre">The centre.</param>
    /// <param name="block">Which time.</param>
    /// <param name="key">
    /// What it is called, once in a centre; asked again under the same, nothing more is blocked.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Appointments that stand there, soonest first: its people move or cancel them.</returns>
    public async Task<IReadOnlyList<Appointment>> BlockAsync(
        Centre centre, Block block, string key, CancellationToken cancellationToken) =>
        await Races.RunAsync<IReadOnlyList<Appointment>>(
            records, db => Blocks.BlockAsync(db, centre, block, key, cancellationToken), cancellationToken);

    /// <summary>Gives back what was blocked under a key.</summary>
    /// <returns>False when nothing was.</returns>
    public async Task<bool> UnblockAsync(Centre centre, string key, CancellationToken cancellationToken)
    {
        await using (var db = await records.CreateDbContextAsync(cancellationToken))
        {
            if (!await Blocks.UnblockAsync(db, centre, key, cancellationToken))
                return false;
        }

        await waiting.ServeAsync(centre, cancellationToken);
        return true;
    }

    /// <summary>What is blocked, or taken by the centre's calendar, in some days, in its order.</summary>
    public async Task<IReadOnlyList<BayTime>> ReadBlocksAsync(
        Centre centre, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var range = BayAgenda.RangeOf(WallClock.Around(from, to));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.During.Overlaps(range)
                && (one.Kind == BayTimeKind.Block || one.Kind == BayTimeKind.Calendar))
            .OrderBy(one => one.During.LowerBound)
            .ToListAsync(cancellationToken);
        return [.. found
            .Where(one => WallClock.DayOf(new DateTimeOffset(one.During.LowerBound), centre.Zone) <= to
                && WallClock.DayOf(new DateTimeOffset(one.During.UpperBound.AddTicks(-1)), centre.Zone) >= from)];
    }

    /// <summary>Removes the holds of before yesterday: they are in nobody's way, or would have been removed.</summary>
    public async Task ForgetHoldsAsync(Centre centre, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-1);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.BayTimes
            .Where(one => one.Workspace == centre.Id && one.Kind == BayTimeKind.Hold && one.Expires < before)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Notes that somebody has been, did not come, or that neither is so.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="appointment">Id of the appointment.</param>
    /// <param name="mark">What is noted.</param>
    /// <param name="key">Asked again under the same, nothing more is noted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BookingOutcome> MarkAsync(
        Centre centre, Guid appointment, VisitMark mark, string key, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Array.IndexOf(Marks, mark.Status), 0, nameof(mark));
        var now = time.GetUtcNow();
        var done = await Races.RunAsync(
            records, db => Bookings.MarkAsync(db, centre, appointment, mark, key, _outside, now, cancellationToken),
            cancellationToken);
        if (done.Appointment is not null && hosted is not null && hosted.Hosts(centre))
            await hosted.WriteAsync(appointment, cancellationToken);
        return done.Appointment is { } marked
            ? new BookingOutcome.Booked(marked)
            : new BookingOutcome.Refused(done.Refusal ?? BookingRefusal.NotFound);
    }
}

/// <summary>Somebody whom a centre's people take.</summary>
/// <param name="Client">Who it is; but for the plate, everything may be empty.</param>
/// <param name="Vehicle">With what.</param>
/// <param name="Visit">Why.</param>
public sealed record WalkIn(ClientInfo Client, VehicleType Vehicle, VisitKind Visit)
{
    /// <summary>From when on; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How long; null: as long as such visits take.</summary>
    public int? Minutes { get; init; }

    /// <summary>In which bay; null: in any.</summary>
    public string? Bay { get; init; }
}

/// <summary>What is noted of a visit.</summary>
/// <param name="Status">One of <see cref="AppointmentStatus"/> but cancelled.</param>
/// <param name="Result">
/// Of who has been, one of <see cref="VisitResult"/>; null: what was noted before, if anything was.
/// </param>
public sealed record VisitMark(string Status, string? Result = null);

/// <summary>A time that is taken out.</summary>
/// <param name="Bay">Id of the bay; null: all of them.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, after it begins.</param>
/// <param name="Note">What there is to say about it; null for nothing.</param>
public sealed record Block(string? Bay, DateTimeOffset From, DateTimeOffset To, string? Note);
