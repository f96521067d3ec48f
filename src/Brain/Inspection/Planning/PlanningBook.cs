using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// The planning of the centres: finds slots, keeps them for who is offered them, and books them. A slot is sold once,
/// whoever asks on whichever node.
/// </summary>
public sealed class PlanningBook(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    private const int DaysBefore = 3;
    private const int DaysAfter = 14;
    private const int MostNearest = 5;

    /// <summary>All slots of a query that are free, in their order.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="holder">What they hold counts as free; null: nobody's does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Slot>> FindAsync(
        Centre centre, SlotQuery query, string? holder, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, centre, query, holder, cancellationToken);
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
        if (await FindByKeyAsync(centre, origin.Key, cancellationToken) is { } known)
            return new BookingOutcome.Booked(known);
        var (tidy, flaw) = client.Read(centre);
        if (tidy is null)
            return new BookingOutcome.Refused(flaw!.Value);
        var now = time.GetUtcNow();
        slot = Slot.At(centre, slot.Start.UtcDateTime, slot.Vehicle, slot.Visit);
        var refusal = FreeSlots.WhyNot(centre, slot, now);
        if (refusal is not (null or BookingRefusal.NotOffered))
            return new BookingOutcome.Refused(refusal.Value);
        if (refusal is null && await Races.RunAsync(
            records, db => TryBookAsync(db, centre, slot, tidy, origin, holder, now, cancellationToken),
            cancellationToken) is { Appointment: { } booked })
            return new BookingOutcome.Booked(booked);
        return await GoneAsync(centre, slot, holder, cancellationToken);
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
            records, db => TryMoveAsync(db, centre, appointment, to, key, holder, now, cancellationToken),
            cancellationToken);
        if (done.Appointment is { } moved)
            return new BookingOutcome.Booked(moved);
        return done.Refusal is { } refusal and not BookingRefusal.NotOffered
            ? new BookingOutcome.Refused(refusal)
            : await GoneAsync(centre, to, holder, cancellationToken);
    }

    /// <summary>Cancels an appointment that is to take place.</summary>
    /// <returns>Whether it is cancelled, now or since earlier; false when there is none, or it has been.</returns>
    public async Task<bool> CancelAsync(
        Centre centre, Guid appointment, string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var done = await Races.RunAsync(
            records, db => TryCancelAsync(db, centre, appointment, key, now, cancellationToken), cancellationToken);
        return done.Appointment is not null;
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
        return await FindByKeyAsync(db, centre, key, cancellationToken);
    }

    private static Task<Appointment?> FindByKeyAsync(
        RecordsDbContext db, Centre centre, string key, CancellationToken cancellationToken) =>
        db.Appointments.AsNoTracking()
            .SingleOrDefaultAsync(one => one.CenterId == centre.Id && one.Key == key, cancellationToken);

    private async Task<IReadOnlyList<Slot>> FindAsync(
        RecordsDbContext db, Centre centre, SlotQuery query, string? holder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = WallClock.DayOf(now, centre.Zone);
        var first = query.From > today ? query.From : today;
        var last = FreeSlots.LastDay(centre, now) is var end && query.To < end ? query.To : end;
        if (first > last)
            return [];
        var days = WallClock.Around(first, last);
        var taken = await BayAgenda.ReadAsync(db, centre.Id, days, holder, now, cancellationToken);
        return FreeSlots.Find(centre, taken, query, now);
    }

    private async Task<BookingOutcome> GoneAsync(
        Centre centre, Slot slot, string? holder, CancellationToken cancellationToken)
    {
        var day = WallClock.DayOf(slot.Start, centre.Zone);
        var query = new SlotQuery(day.AddDays(-DaysBefore), day.AddDays(DaysAfter), slot.Vehicle, slot.Visit);
        var free = await FindAsync(centre, query, holder, cancellationToken);
        if (free.Count == 0)
        {
            free = await FindAsync(
                centre, query with { To = FreeSlots.LastDay(centre, time.GetUtcNow()) }, holder, cancellationToken);
        }

        return new BookingOutcome.Gone(
            [.. free.OrderBy(one => (one.Start - slot.Start).Duration()).Take(MostNearest)]);
    }

    private static async Task<Done?> TryBookAsync(
        RecordsDbContext db, Centre centre, Slot slot, ClientInfo client, BookingOrigin origin, string? holder,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindByKeyAsync(db, centre, origin.Key, cancellationToken) is { } known)
            return new Done(known);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var id = Guid.CreateVersion7(now);
        var bay = await BayAgenda.TakeAsync(
            db, centre.Id, FreeSlots.BaysFor(centre, slot), BayAgenda.StretchOf(slot), id, holder, now,
            cancellationToken);
        if (bay is null)
        {
            // Perhaps to ourselves, under the same key.
            await transaction.RollbackAsync(cancellationToken);
            return new Done(await FindByKeyAsync(db, centre, origin.Key, cancellationToken));
        }

        var appointment = Appointment.Of(id, centre, slot, bay, client, origin, now);
        db.Appointments.Add(appointment);
        await db.SaveChangesAsync(cancellationToken);
        if (holder is not null)
            await BayAgenda.ReleaseAsync(db, centre.Id, holder, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    private static async Task<Done?> TryMoveAsync(
        RecordsDbContext db, Centre centre, Guid id, Slot to, string key, string? holder, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, centre, id, cancellationToken) is not { } appointment)
            return new Done(null, BookingRefusal.NotFound);
        if (await IsDoneAsync(db, centre, key, cancellationToken))
            return new Done(appointment);
        if (appointment.Status != AppointmentStatus.Confirmed)
            return new Done(null, BookingRefusal.NotConfirmed);
        if (appointment.SlotIn(centre) == to)
            return new Done(appointment);
        if (FreeSlots.WhyNot(centre, to, now) is { } refusal)
            return new Done(null, refusal);

        var bays = FreeSlots.BaysFor(centre, to);
        var during = BayAgenda.StretchOf(to);
        var bay = await BayAgenda.TakeAsync(
            db, centre.Id, bays, during, id, holder, now, cancellationToken);
        if (bay is null && appointment.SlotDatetime < to.End && to.Start < appointment.EndsAt)
        {
            // It may be in its own way.
            await db.BayTimes.Where(one => one.Appointment == id).ExecuteDeleteAsync(cancellationToken);
            bay = await BayAgenda.TakeAsync(db, centre.Id, bays, during, id, holder, now, cancellationToken);
        }

        if (bay is null)
            return new Done(null);
        var range = BayAgenda.RangeOf(during);
        await db.BayTimes.Where(one => one.Appointment == id && (one.During != range || one.Bay != bay))
            .ExecuteDeleteAsync(cancellationToken);
        db.AppointmentChanges.Add(appointment.Change(AppointmentChange.Moved, key, to.Start, now));
        appointment.MoveTo(centre, to, bay, now);
        await db.SaveChangesAsync(cancellationToken);
        if (holder is not null)
            await BayAgenda.ReleaseAsync(db, centre.Id, holder, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    private static async Task<Done?> TryCancelAsync(
        RecordsDbContext db, Centre centre, Guid id, string key, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, centre, id, cancellationToken) is not { } appointment)
            return new Done(null);
        if (appointment.Status != AppointmentStatus.Confirmed)
            return new Done(appointment.Status == AppointmentStatus.Cancelled ? appointment : null);
        await db.BayTimes.Where(one => one.Appointment == id).ExecuteDeleteAsync(cancellationToken);
        db.AppointmentChanges.Add(
            appointment.Change(AppointmentStatus.Cancelled, key, appointment.SlotDatetime, now));
        (appointment.Status, appointment.CancelledAt, appointment.ChangedAt) = (AppointmentStatus.Cancelled, now, now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    private static Task<Appointment?> LockAsync(
        RecordsDbContext db, Centre centre, Guid id, CancellationToken cancellationToken) =>
        db.Appointments
            .FromSql($"SELECT * FROM appointments WHERE id = {id} AND center_id = {centre.Id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<bool> IsDoneAsync(
        RecordsDbContext db, Centre centre, string key, CancellationToken cancellationToken) =>
        db.AppointmentChanges.AnyAsync(
            change => change.Workspace == centre.Id && change.Key == key, cancellationToken);

    private sealed record Done(Appointment? Appointment, BookingRefusal? Refusal = null);
}
