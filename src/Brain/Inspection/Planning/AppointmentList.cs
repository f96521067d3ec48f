using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Reads appointments, in the order in which they take place.</summary>
public sealed class AppointmentList(IDbContextFactory<RecordsDbContext> records)
{
    /// <summary>
    /// At most <paramref name="limit"/> appointments behind one; null: from the first.
    /// </summary>
    public async Task<IReadOnlyList<Appointment>> PageAsync(
        AppointmentFilter filter, AppointmentPlace? after, int limit, CancellationToken cancellationToken)
    {
        var (start, id) = (after?.Start.ToUniversalTime(), after?.Id);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Appointments.AsNoTracking()
            .Where(one => filter.Workspace == null || one.CenterId == filter.Workspace)
            .Where(one => filter.From == null || one.SlotDatetime >= filter.From)
            .Where(one => filter.To == null || one.SlotDatetime < filter.To)
            .Where(one => filter.Status == null || one.Status == filter.Status)
            .Where(one => filter.Phone == null || one.ClientPhone == filter.Phone)
            .Where(one => filter.Plate == null || one.LicensePlate == filter.Plate)
            .Where(one => filter.Bay == null || one.Bay == filter.Bay)
            .Where(one => start == null || one.SlotDatetime > start
                || (one.SlotDatetime == start && one.Id > id))
            .OrderBy(one => one.SlotDatetime).ThenBy(one => one.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The one with that id, or null when there is none in that workspace (null: in any).</summary>
    public async Task<Appointment?> FindAsync(Guid id, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Appointments.AsNoTracking().SingleOrDefaultAsync(
            one => one.Id == id && (workspace == null || one.CenterId == workspace), cancellationToken);
    }

    /// <summary>What was done to the one with that id, oldest first; whose it is, the caller has looked at.</summary>
    public async Task<IReadOnlyList<AppointmentChange>> ReadChangesAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.AppointmentChanges.AsNoTracking().Where(change => change.Appointment == id)
            .OrderBy(change => change.Id)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>Which appointments to look at; null does not restrict.</summary>
/// <param name="Workspace">Id of the centre.</param>
/// <param name="From">Those that begin then or later, in UTC.</param>
/// <param name="To">Those that begin before, in UTC.</param>
/// <param name="Status">One of <see cref="AppointmentStatus"/>.</param>
/// <param name="Phone">Of that phone, E.164.</param>
/// <param name="Plate">With that plate, as <see cref="ClientInfo.PlateOf"/> writes it.</param>
/// <param name="Bay">Id of the bay.</param>
public sealed record AppointmentFilter(
    string? Workspace = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Status = null,
    string? Phone = null, string? Plate = null, string? Bay = null);

/// <summary>A place in the order of appointments.</summary>
/// <param name="Start">When the last one read begins.</param>
/// <param name="Id">Its id.</param>
public sealed record AppointmentPlace(DateTimeOffset Start, Guid Id);
