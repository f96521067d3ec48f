using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// The planning of the centres: finds slots, keeps them for who is offered them, and books them. A slot is sold once,
/// whoever asks on whichever node.
/// </summary>
/// <param name="records">Where it stands.</param>
/// <param name="time">The clock.</param>
/// <param name="waiting">Those who are told when something comes free; null: nobody is.</param>
/// <param name="news">Notes what is told outside the conversation; null: nothing is.</param>
/// <param name="hosted">Keeps the existing database that centres are in; null: there is none.</param>
public sealed class PlanningBook(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, WaitingLine? waiting = null,
    IBookingNews? news = null, HostedBook? hosted = null)
{
    private readonly BookingOutside _outside = new(news, hosted);

    /// <summary>All slots of a query that are free, in their order.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="holder">What they hold counts as free; null: nobody's does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Slot>> FindAsync(
        Centre centre, SlotQuery query, string? holder, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await SlotSearch.FindAsync(db, hosted, centre, query, holder, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>
    /// Keeps slots for somebody for <see cref="Centre.HoldMinutes"/>, instead of what was kept for them. Two that
    /// overlap need two bays.
    /// </summary>
    /// <returns>Those that are kept; the others were taken meanwhile, or are not offered.</returns>
    public async Task<IReadOnlyList<Slot>> HoldAsync(
        Centre centre, IReadOnlyList<Slot> slots, string holder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expires = now.AddMinutes(centre.HoldMinutes);
        List<Slot> wanted = [.. slots.Distinct().Where(slot => FreeSlots.WhyNot(centre, slot, now) is null)
            .OrderBy(slot => slot.Start)];
        // Each on its own, so that nobody waits for anybody who waits.
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var ranges = wanted.Select(slot => BayAgenda.RangeOf(BayAgenda.StretchOf(slot))).ToList();
        await db.BayTimes
            .Where(one => one.Workspace == centre.Id && one.Holder == holder && !ranges.Contains(one.During))
            .ExecuteDeleteAsync(cancellationToken);
        var held = new List<Slot>();
        foreach (var slot in wanted)
        {
            var range = BayAgenda.RangeOf(BayAgenda.StretchOf(slot));
            string[] bays = [.. FreeSlots.BaysFor(centre, slot).Select(bay => bay.Id)];
            var renewed = await db.BayTimes
                .Where(one => one.Workspace == centre.Id && one.Holder == holder && one.During == range
                    && bays.Contains(one.Bay))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Expires, expires), cancellationToken);
            if (renewed > 0
                || await BayAgenda.HoldAsync(db, centre, slot, holder, expires, now, cancellationToken))
                held.Add(slot);
        }

        return held;
    }

    /// <summary>Gives back all that is kept for somebody.</summary>
    public async Task ReleaseAsync(Centre centre, string holder, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await BayAgenda.ReleaseAsync(db, centre.Id, holder, cancellationToken);
    }

    /// <summary>
    /// Books a slot. Asked again under the same key, it books nothing more and gives the appointment, as it stands by
    /// then.
    /// </summary>
    /// <param name="centre">The centre.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="client">Who comes.</param>
    /// <param name="origin">Where it comes from, and under which key.</param>
    /// <param name="holder">For whom it may be kept; what else is kept for them is given back. Null: nobody.</param>
    /// <param name="cancellationToken">Gives up; whether it was booked, asking again tells.</param>
    public async Task<BookingOutcome> BookAsync(
        Centre centre, Slot slot, ClientInfo client, BookingOrigin origin, string? holder,
        CancellationToken cancellationToken)
    {
        var (tidy, flaw) = client.Read(centre);
        var now = time.GetUtcNow();
        slot = Slot.At(centre, slot.Start.UtcDateTime, slot.Vehicle, slot.Visit);
        var refusal = FreeSlots.WhyNot(centre, slot, now);
        if (tidy is not null && refusal is null)
        {
            return await Races.RunAsync(
                records, db => Bookings.BookAsync(
                    db, centre, slot, tidy, origin, new Bookings.Places(FreeSlots.BaysFor(centre, slot), holder),
                    _outside, now, cancellationToken),
                cancellationToken) is { Appointment: { } booked }
                ? new BookingOutcome.Booked(booked)
                : await GoneAsync(centre, slot, holder, now, cancellationToken);
        }

        // What was booked once is what it is, whatever is said now.
        if (await FindByKeyAsync(centre, origin.Key, cancellationToken) is { } known)
            return new BookingOutcome.Booked(known);
        if (tidy is null)
            return new BookingOutcome.Refused(flaw!.Value);
        if (refusal is not BookingRefusal.NotOffered)
            return new BookingOutcome.Refused(refusal!.Value);
        return await GoneAsync(centre, slot, holder, now, cancellationToken);
    }

    /// <summary>
    /// Moves an appointment to another slot; it keeps its id, and its price unless the slot is for another visit.
    /// </summary>
    /// <param name="centre">The centre.</param>
    /// <param name="appointment">Id of the appointment.</param>
    /// <param name="to">The other slot.</param>
    /// <param name="key">Asked again under the same, it moves nothing more.</param>
    /// <param name="holder">As in <see cref="BookAsync"/>.</param>
    /// <param name="cancellationToken">Gives up; whether it was moved, asking again tells.</param>
    public async Task<BookingOutcome> MoveAsync(
        Centre centre, Guid appointment, Slot to, string key, string? holder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        to = Slot.At(centre, to.Start.UtcDateTime, to.Vehicle, to.Visit);
        var done = await Races.RunAsync(
            records,
            db => Bookings.MoveAsync(db, centre, appointment, to, key, holder, _outside, now, cancellationToken),
            cancellationToken);
        if (done.Appointment is { } moved)
        {
            await ServeWaitingAsync(centre, cancellationToken);
            return new BookingOutcome.Booked(moved);
        }

        return done.Refusal is { } refusal and not BookingRefusal.NotOffered
            ? new BookingOutcome.Refused(refusal)
            : await GoneAsync(centre, to, holder, now, cancellationToken);
    }

    /// <summary>Cancels an appointment that is to take place.</summary>
    /// <returns>Whether it is cancelled, now or since earlier; false when there is none, or it has been.</returns>
    public async Task<bool> CancelAsync(
        Centre centre, Guid appointment, string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var done = await Races.RunAsync(
            records, db => Bookings.CancelAsync(db, centre, appointment, key, _outside, now, cancellationToken),
            cancellationToken);
        if (done.Appointment is null)
            return false;
        if (hosted is not null && hosted.Hosts(centre))
            await hosted.WriteAsync(appointment, cancellationToken);
        await ServeWaitingAsync(centre, cancellationToken);
        return true;
    }

    /// <summary>The coming appointments of a phone, soonest first.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="phone">In whatever way it is written; nothing is found when it is none.</param>
    /// <param name="plate">Of this vehicle alone; null: of all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Appointment>> FindMineAsync(
        Centre centre, string phone, string? plate, CancellationToken cancellationToken)
    {
        var number = ClientInfo.PhoneOf(centre, phone);
        var written = plate is null ? null : ClientInfo.PlateOf(plate);
        if (number is null || (plate is not null && written is null))
            return [];
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Appointments.AsNoTracking()
            .Where(one => one.CenterId == centre.Id && one.ClientPhone == number
                && one.Status == AppointmentStatus.Confirmed && one.SlotDatetime > now
                && (written == null || one.LicensePlate == written))
            .OrderBy(one => one.SlotDatetime)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The appointment that was booked under a key; null when there is none.</summary>
    public async Task<Appointment?> FindByKeyAsync(Centre centre, string key, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Bookings.FindByKeyAsync(db, centre.Id, key, cancellationToken);
    }

    private Task ServeWaitingAsync(Centre centre, CancellationToken cancellationToken) =>
        waiting?.ServeAsync(centre, cancellationToken) ?? Task.CompletedTask;

    private async Task<BookingOutcome> GoneAsync(
        Centre centre, Slot slot, string? holder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return new BookingOutcome.Gone(
            await SlotSearch.NearestAsync(db, hosted, centre, slot, holder, now, cancellationToken));
    }
}
