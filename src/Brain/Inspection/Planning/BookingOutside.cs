using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Who else has a part in what happens to appointments.</summary>
/// <param name="News">Notes what is to be told of it; null: nothing is.</param>
/// <param name="Hosted">Keeps an existing database; null: there is none.</param>
internal sealed record BookingOutside(IBookingNews? News, HostedBook? Hosted)
{
    /// <summary>
    /// Keeps others from writing into the database that the centre is in, until what is returned is disposed of; null
    /// when it is in none.
    /// </summary>
    public async Task<IHostedDoor?> CloseAsync(
        Centre centre, Guid appointment, CancellationToken cancellationToken) =>
        Hosted is not null && Hosted.Hosts(centre)
            ? await Hosted.CloseAsync(centre, appointment, cancellationToken)
            : null;

    /// <summary>Those of some bays in which others have written nothing for that time.</summary>
    public static async Task<IReadOnlyList<Bay>> FreeAsync(
        RecordsDbContext db, IHostedDoor? door, Centre centre, IReadOnlyList<Bay> bays, Slot slot, string? holder,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (door is null)
            return bays;
        // As who looks for slots of that day sees it.
        var day = WallClock.DayOf(slot.Start, centre.Zone);
        var around = WallClock.Around(day, day);
        var ours = await BayAgenda.ReadAsync(db, centre.Id, around, holder, now, cancellationToken);
        var others = await HostedPlaces.ReadAsync(db, door.ReadAsync, centre, around, ours, cancellationToken);
        return [.. bays.Where(bay => !others.Any(
            time => time.Bay == bay.Id && time.From < slot.End && slot.Start < time.To))];
    }

    /// <summary>Writes an appointment there, before the transaction of <paramref name="db"/> is committed.</summary>
    /// <returns>False when it took too long: nothing may be committed then.</returns>
    public static async Task<bool> WriteAsync(
        RecordsDbContext db, IHostedDoor? door, Appointment appointment, CancellationToken cancellationToken)
    {
        if (door is null)
            return true;
        if (!await HostedBook.SettleAsync(db, appointment.Id, cancellationToken))
            return false;
        await door.WriteAsync(appointment, cancellationToken);
        return true;
    }

    /// <summary>Notes in the transaction of <paramref name="db"/> that it is to be written there.</summary>
    public async Task OweAsync(
        RecordsDbContext db, Centre centre, Guid appointment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Hosted is not null && Hosted.Hosts(centre))
            await HostedBook.OweAsync(db, centre.Id, appointment, now, cancellationToken);
    }

    /// <summary>Tells of what happened, in the transaction of <paramref name="db"/>.</summary>
    public Task NoteAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, BookingEvent what,
        CancellationToken cancellationToken) =>
        News?.NoteAsync(db, centre, appointment, what, cancellationToken) ?? Task.CompletedTask;
}
