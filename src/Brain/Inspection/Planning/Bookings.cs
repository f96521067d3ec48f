using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// What happens to appointments, a transaction each. Whoever was slower finds it undone, and begins again.
/// </summary>
internal static class Bookings
{
    /// <summary>The appointment that was booked under a key; null when there is none.</summary>
    public static Task<Appointment?> FindByKeyAsync(
        RecordsDbContext db, string workspace, string key, CancellationToken cancellationToken) =>
        db.Appointments.AsNoTracking()
            .SingleOrDefaultAsync(one => one.CenterId == workspace && one.Key == key, cancellationToken);

    /// <summary>Takes a place and writes the appointment.</summary>
    public static async Task<Done?> BookAsync(
        RecordsDbContext db, Centre centre, Slot slot, ClientInfo client, BookingOrigin origin, Places places,
        BookingOutside outside, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindByKeyAsync(db, centre.Id, origin.Key, cancellationToken) is { } known)
            return new Done(known);
        var id = Guid.CreateVersion7(now);
        // Before a connection of ours is taken: who waits here has none that others wait for.
        await using var door = await outside.CloseAsync(centre, id, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // What fails here fails as a whole.
        db.Database.AutoSavepointsEnabled = false;
        var (_, holder) = places;
        var bays = await BookingOutside.FreeAsync(
            db, door, centre, places.Bays, slot, holder, now, cancellationToken);
        var during = BayAgenda.StretchOf(slot);
        var bay = await BayAgenda.TakeAsync(db, centre.Id, bays, during, id, holder, now, cancellationToken);
        if (bay is null && client.Phone.Length > 0 && await WaitingTurns.HolderOfAsync(
            db, centre, slot, client.Phone, cancellationToken) is { } told)
            bay = await BayAgenda.TakeAsync(db, centre.Id, bays, during, id, told, now, cancellationToken);
        if (bay is null)
        {
            // Perhaps to ourselves, under the same key.
            await transaction.RollbackAsync(cancellationToken);
            if (door is not null)
                await HostedBook.SettleAsync(db, id, cancellationToken);
            return new Done(await FindByKeyAsync(db, centre.Id, origin.Key, cancellationToken));
        }

        var appointment = Appointment.Of(id, centre, slot, bay, client, origin, now);
        db.Appointments.Add(appointment);
        await db.SaveChangesAsync(cancellationToken);
        if (holder is not null)
            await BayAgenda.ReleaseAsync(db, centre.Id, holder, cancellationToken);
        await WaitingTurns.LeaveAsync(db, centre, appointment, holder, cancellationToken);
        await outside.NoteAsync(db, centre, appointment, BookingEvent.Booked, cancellationToken);
        if (!await BookingOutside.WriteAsync(db, door, appointment, cancellationToken))
            return null;
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    /// <summary>Takes the other place, gives back the one of before and writes down that it did.</summary>
    public static async Task<Done?> MoveAsync(
        RecordsDbContext db, Centre centre, Guid id, Slot to, string key, string? holder, BookingOutside outside,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var door = await outside.CloseAsync(centre, id, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, centre, id, cancellationToken) is not { } appointment)
            return new Done(null, BookingRefusal.NotFound);
        if (await FindChangeAsync(db, centre, key, cancellationToken) is { } known)
            return Again(appointment, known, AppointmentChange.Moved);
        if (appointment.Status != AppointmentStatus.Confirmed)
            return new Done(null, BookingRefusal.NotConfirmed);
        if (appointment.SlotIn(centre) == to)
            return new Done(appointment);
        if (FreeSlots.WhyNot(centre, to, now) is { } refusal)
            return new Done(null, refusal);

        var bays = await BookingOutside.FreeAsync(
            db, door, centre, FreeSlots.BaysFor(centre, to), to, holder, now, cancellationToken);
        var during = BayAgenda.StretchOf(to);
        var bay = await BayAgenda.TakeAsync(
            db, centre.Id, bays, during, id, holder, now, cancellationToken);
        if (bay is null && appointment.SlotDatetime < to.End && to.Start < appointment.EndsAt)
        {
            // It may be in its own way, unless its place is blocked once it has left.
            await db.BayTimes.Where(one => one.Appointment == id && one.Key == null)
                .ExecuteDeleteAsync(cancellationToken);
            bay = await BayAgenda.TakeAsync(db, centre.Id, bays, during, id, holder, now, cancellationToken);
        }

        if (bay is null)
            return new Done(null);
        await BayAgenda.LeaveAsync(db, id, (bay, during), cancellationToken);
        db.AppointmentChanges.Add(appointment.Change(AppointmentChange.Moved, key, to.Start, now));
        appointment.MoveTo(centre, to, bay, now);
        await db.SaveChangesAsync(cancellationToken);
        if (holder is not null)
            await BayAgenda.ReleaseAsync(db, centre.Id, holder, cancellationToken);
        await outside.NoteAsync(db, centre, appointment, BookingEvent.Moved, cancellationToken);
        if (!await BookingOutside.WriteAsync(db, door, appointment, cancellationToken))
            return null;
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    /// <summary>Gives back the place and writes down that it did.</summary>
    public static async Task<Done?> CancelAsync(
        RecordsDbContext db, Centre centre, Guid id, string key, BookingOutside outside, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, centre, id, cancellationToken) is not { } appointment)
            return new Done(null, BookingRefusal.NotFound);
        if (appointment.Status == AppointmentStatus.Cancelled)
            return new Done(appointment);
        if (appointment.Status != AppointmentStatus.Confirmed)
            return new Done(null, BookingRefusal.NotConfirmed);
        if (await FindChangeAsync(db, centre, key, cancellationToken) is { } known)
            return Again(appointment, known, AppointmentStatus.Cancelled);
        await BayAgenda.LeaveAsync(db, id, but: null, cancellationToken);
        db.AppointmentChanges.Add(
            appointment.Change(AppointmentStatus.Cancelled, key, appointment.SlotDatetime, now));
        (appointment.Status, appointment.CancelledAt, appointment.ChangedAt) = (AppointmentStatus.Cancelled, now, now);
        await db.SaveChangesAsync(cancellationToken);
        await outside.NoteAsync(db, centre, appointment, BookingEvent.Cancelled, cancellationToken);
        await outside.OweAsync(db, centre, id, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    /// <summary>Writes down whether they have been, and that it did.</summary>
    public static async Task<Done?> MarkAsync(
        RecordsDbContext db, Centre centre, Guid id, VisitMark mark, string key, BookingOutside outside,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(db, centre, id, cancellationToken) is not { } appointment)
            return new Done(null, BookingRefusal.NotFound);
        if (await FindChangeAsync(db, centre, key, cancellationToken) is { } known)
            return Again(appointment, known, mark.Status);
        if (appointment.Status == AppointmentStatus.Cancelled)
            return new Done(null, BookingRefusal.NotConfirmed);
        // Who was noted to have been keeps what came of it, unless something else did.
        var result = mark.Status == AppointmentStatus.Done ? mark.Result ?? appointment.Result : null;
        if (appointment.Status == mark.Status && appointment.Result == result)
            return new Done(appointment);
        db.AppointmentChanges.Add(appointment.Change(mark.Status, key, appointment.SlotDatetime, now));
        (appointment.Status, appointment.Result, appointment.ChangedAt) = (mark.Status, result, now);
        await db.SaveChangesAsync(cancellationToken);
        await outside.NoteAsync(db, centre, appointment, BookingEvent.Marked, cancellationToken);
        await outside.OweAsync(db, centre, id, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done(appointment);
    }

    private static Task<Appointment?> LockAsync(
        RecordsDbContext db, Centre centre, Guid id, CancellationToken cancellationToken) =>
        db.Appointments
            .FromSql($"SELECT * FROM appointments WHERE id = {id} AND center_id = {centre.Id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<AppointmentChange?> FindChangeAsync(
        RecordsDbContext db, Centre centre, string key, CancellationToken cancellationToken) =>
        db.AppointmentChanges.AsNoTracking().SingleOrDefaultAsync(
            change => change.Workspace == centre.Id && change.Key == key, cancellationToken);

    private static Done Again(Appointment appointment, AppointmentChange known, string kind) =>
        known.Appointment == appointment.Id && known.Kind == kind
            ? new Done(appointment)
            : new Done(null, BookingRefusal.KeyUsed);

    /// <summary>Where an appointment may take place.</summary>
    /// <param name="Bays">The bays, in the order in which they are tried.</param>
    /// <param name="Holder">Whose holds are no obstacle; null: nobody's.</param>
    public sealed record Places(IReadOnlyList<Bay> Bays, string? Holder);

    /// <summary>What came of it.</summary>
    /// <param name="Appointment">As it stands by now; null when it came to nothing.</param>
    /// <param name="Refusal">Why; null when the slot is taken.</param>
    public sealed record Done(Appointment? Appointment, BookingRefusal? Refusal = null);
}
