using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Reads what the centres' feeds tell, and how things stand with their own calendars.</summary>
public sealed class CalendarFeeds(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>How far a feed reaches back.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(90);

    /// <summary>And ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(180);

    /// <summary>How long an appointment that was cancelled is told, so that every reader takes it out.</summary>
    public static readonly TimeSpan CancelledFor = TimeSpan.FromDays(30);

    // Of what is more, the oldest is left out.
    private const int MostAppointments = 20_000;
    private const int MostBlocks = 5_000;

    /// <summary>The feed of a centre, or of one of its bays.</summary>
    /// <param name="centre">Whose.</param>
    /// <param name="bay">Id of the bay; null for all of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CalendarFeed> ReadAsync(Centre centre, string? bay, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (from, to, cancelled) = (now - Before, now + Ahead, now - CancelledFor);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var changes = db.AppointmentChanges;
        var appointments = await db.Appointments.AsNoTracking()
            .Where(one => one.CenterId == centre.Id && one.SlotDatetime >= from && one.SlotDatetime < to
                && (bay == null || one.Bay == bay)
                && (one.Status != AppointmentStatus.Cancelled || one.CancelledAt >= cancelled))
            .OrderByDescending(one => one.SlotDatetime).ThenBy(one => one.Id)
            .Take(MostAppointments)
            .Select(one => new FeedAppointment(
                one, changes.Count(change => change.Appointment == one.Id)))
            .ToListAsync(cancellationToken);
        appointments.Reverse();
        var during = BayAgenda.RangeOf(new Stretch(from.UtcDateTime, to.UtcDateTime));
        var blocks = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.Kind == BayTimeKind.Block && one.During.Overlaps(during)
                && (bay == null || one.Bay == bay))
            .OrderByDescending(one => one.Id)
            .Take(MostBlocks)
            .ToListAsync(cancellationToken);
        // In which bay it will be is not settled before it is booked.
        var offers = bay is not null
            ? []
            : await db.WaitingEntries.AsNoTracking()
                .Where(one => one.Workspace == centre.Id && one.Status == WaitingStatus.Offered
                    && one.OfferedUntil > now)
                .OrderBy(one => one.Id)
                .ToListAsync(cancellationToken);
        return new CalendarFeed(centre, bay, new FeedContent(appointments, blocks, offers));
    }

    /// <summary>How often an appointment was changed: 0 when it stands as it was booked.</summary>
    public async Task<int> SequenceAsync(Guid appointment, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.AppointmentChanges.CountAsync(change => change.Appointment == appointment, cancellationToken);
    }

    /// <summary>How things stand with a centre's own calendar; null when it never had one.</summary>
    public async Task<CentreCalendar?> FindAsync(Centre centre, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreCalendars.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Workspace == centre.Id, cancellationToken);
    }

    /// <summary>How many times a centre's own calendar takes from now on.</summary>
    public async Task<int> CountTimesAsync(Centre centre, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CalendarTimes.CountAsync(
            one => one.Workspace == centre.Id && one.To > now, cancellationToken);
    }

    /// <summary>How many conflicts of a centre there are.</summary>
    public async Task<int> CountConflictsAsync(Centre centre, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CalendarConflicts.CountAsync(one => one.Workspace == centre.Id, cancellationToken);
    }

    /// <summary>A centre's conflicts with who comes, oldest first.</summary>
    /// <param name="centre">Whose.</param>
    /// <param name="after">Those found after this one; 0: from the first.</param>
    /// <param name="most">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<(CalendarConflict Conflict, Appointment Appointment)>> ConflictsAsync(
        Centre centre, long after, int most, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await db.CalendarConflicts.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.Id > after)
            .OrderBy(one => one.Id)
            .Join(
                db.Appointments.AsNoTracking(), conflict => conflict.Appointment, appointment => appointment.Id,
                (conflict, appointment) => new { conflict, appointment })
            .OrderBy(one => one.conflict.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        return found.ConvertAll(one => (one.conflict, one.appointment));
    }

    /// <summary>Calendars that are away or cannot be read, of all centres.</summary>
    public async Task<IReadOnlyList<CentreCalendar>> AwayAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CentreCalendars.AsNoTracking()
            .Where(one => one.Failures > 0 && one.Source != null)
            .OrderBy(one => one.Workspace)
            .Take(100)
            .ToListAsync(cancellationToken);
    }
}
