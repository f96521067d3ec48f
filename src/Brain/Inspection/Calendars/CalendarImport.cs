using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// Takes what a centre's own calendar takes in its bays: all of it at once, and nothing that somebody else has. Where
/// somebody comes, the appointment stands and a conflict is kept; it is gone when either of the two is.
/// </summary>
public sealed class CalendarImport(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>
    /// How long what was last known of a calendar that is away still counts: over a weekend, and the Monday on which
    /// somebody sees it.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    // What a calendar takes in a great many bays is a great many rows.
    private const int CommandTimeoutSeconds = 30;

    /// <summary>Takes it over.</summary>
    /// <param name="centre">Whose.</param>
    /// <param name="sighting">What was seen of it.</param>
    /// <param name="nextAt">When it is looked at next; sooner where that is useful. Null: not at all.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <exception cref="TimeoutException">Others took what was to be taken, again and again.</exception>
    public async Task<CalendarOutcome> TakeAsync(
        Centre centre, CalendarSighting sighting, DateTimeOffset? nextAt, CancellationToken cancellationToken) =>
        await Races.RunAsync(
            records, db => TryTakeAsync(db, centre, sighting, nextAt, cancellationToken), cancellationToken);

    private async Task<CalendarOutcome?> TryTakeAsync(
        RecordsDbContext db, Centre centre, CalendarSighting sighting, DateTimeOffset? nextAt,
        CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(CommandTimeoutSeconds);
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO centre_calendars (workspace) VALUES ({centre.Id}) ON CONFLICT DO NOTHING",
            cancellationToken);
        var calendar = await db.CentreCalendars
            .FromSql($"SELECT * FROM centre_calendars WHERE workspace = {centre.Id} FOR UPDATE")
            .SingleAsync(cancellationToken);
        var isForgotten = await NoteAsync(db, calendar, sighting, now, cancellationToken);
        var plan = await PlanAsync(db, centre, now, cancellationToken);
        if (!await FillAsync(db, centre.Id, plan, cancellationToken))
            return null;
        var (found, solved) = await CompareAsync(db, centre.Id, plan, now, cancellationToken);
        calendar.NextAt = plan.NextFree is { } free && nextAt is not null && free < nextAt
            ? free + TimeSpan.FromSeconds(1)
            : nextAt?.ToUniversalTime();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CalendarOutcome(found, solved, isForgotten);
    }

    private static async Task<bool> NoteAsync(
        RecordsDbContext db, CentreCalendar calendar, CalendarSighting sighting, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        calendar.CheckedAt = now;
        if (sighting is CalendarSighting.Away away)
        {
            calendar.Failure = away.Reason;
            calendar.Failures++;
            if (calendar.SeenAt is { } seen && now - seen <= Kept)
                return false;
            // Once it is back, it has to be read whole.
            (calendar.Tag, calendar.Modified) = (null, null);
            return await ClearAsync(db, calendar, cancellationToken) > 0;
        }

        (calendar.Failure, calendar.Failures) = (null, 0);
        calendar.SeenAt = now;
        switch (sighting)
        {
            case CalendarSighting.Read read:
                await ClearAsync(db, calendar, cancellationToken);
                (calendar.Tag, calendar.Modified, calendar.ReadAt) = (read.Tag, read.Modified, now);
                calendar.Unread = [.. read.Reading.Unread];
                (calendar.UnreadCount, calendar.Own) = (read.Reading.UnreadCount, read.Reading.Own);
                db.CalendarTimes.AddRange(read.Reading.Busy.OrderByDescending(busy => busy.To).DistinctBy(KeyOf)
                    .Select(busy => TimeOf(calendar.Workspace, busy)));
                await db.SaveChangesAsync(cancellationToken);
                break;
            case CalendarSighting.Gone:
                await ClearAsync(db, calendar, cancellationToken);
                (calendar.Source, calendar.Tag, calendar.Modified) = (null, null, null);
                (calendar.ReadAt, calendar.SeenAt) = (null, null);
                (calendar.Unread, calendar.UnreadCount, calendar.Own) = ([], 0, 0);
                break;
        }

        return false;
    }

    private static Task<int> ClearAsync(
        RecordsDbContext db, CentreCalendar calendar, CancellationToken cancellationToken) =>
        db.CalendarTimes.Where(one => one.Workspace == calendar.Workspace).ExecuteDeleteAsync(cancellationToken);

    private static async Task<CalendarPlan> PlanAsync(
        RecordsDbContext db, Centre centre, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A hold that has expired is nobody's.
        await db.BayTimes
            .Where(one => one.Workspace == centre.Id && one.Kind == BayTimeKind.Hold && one.Expires <= now)
            .ExecuteDeleteAsync(cancellationToken);
        // Who comes today counts all day long: what is taken may not be laid over what has been.
        var since = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var times = await db.CalendarTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.To > since)
            .ToListAsync(cancellationToken);
        var ahead = BayAgenda.RangeOf(
            new Stretch(since.UtcDateTime, new DateTime(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var taken = await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == centre.Id && one.Kind != BayTimeKind.Calendar
                && one.During.Overlaps(ahead))
            .ToListAsync(cancellationToken);
        var plates = times.Count == 0
            ? []
            : await db.Appointments.AsNoTracking()
                .Where(one => one.CenterId == centre.Id && one.SlotDatetime > now.AddDays(-1)
                    && one.Status == AppointmentStatus.Confirmed)
                .ToDictionaryAsync(one => one.Id, one => one.LicensePlate, cancellationToken);
        return CalendarPlan.Of(since.UtcDateTime, [.. centre.Bays.Select(bay => bay.Id)], times, taken, plates);
    }

    // What stays is not touched: most rounds change nothing.
    private static async Task<bool> FillAsync(
        RecordsDbContext db, string workspace, CalendarPlan plan, CancellationToken cancellationToken)
    {
        var wanted = plan.Pieces.ToDictionary(piece => (piece.Bay, piece.During.From, piece.During.To));
        List<long> over = [];
        foreach (var row in await db.BayTimes.AsNoTracking()
            .Where(one => one.Workspace == workspace && one.Kind == BayTimeKind.Calendar)
            .ToListAsync(cancellationToken))
        {
            var place = (row.Bay, row.During.LowerBound, row.During.UpperBound);
            if (wanted.TryGetValue(place, out var piece) && (piece.Key, piece.Note) == (row.Key, row.Note))
                wanted.Remove(place);
            else
                over.Add(row.Id);
        }

        if (over.Count > 0)
            await db.BayTimes.Where(one => over.Contains(one.Id)).ExecuteDeleteAsync(cancellationToken);
        if (wanted.Count == 0)
            return true;
        string[] bays = [.. wanted.Values.Select(piece => piece.Bay)];
        DateTime[] from = [.. wanted.Values.Select(piece => piece.During.From)];
        DateTime[] to = [.. wanted.Values.Select(piece => piece.During.To)];
        string[] keys = [.. wanted.Values.Select(piece => piece.Key)];
        string?[] notes = [.. wanted.Values.Select(piece => piece.Note)];
        // As everybody who takes a place: whoever is about to take one is waited for, and has it then.
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO bay_times (workspace, bay, during, kind, key, note)
            SELECT {workspace}, bay, tstzrange(begins, ends, '[)'), {BayTimeKind.Calendar}, key, note
            FROM unnest({bays}, {from}, {to}, {keys}, {notes}) AS piece (bay, begins, ends, key, note)
            ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
            """,
            cancellationToken);
        return inserted == wanted.Count;
    }

    private static async Task<(List<CalendarConflict> Found, int Solved)> CompareAsync(
        RecordsDbContext db, string workspace, CalendarPlan plan, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var met = plan.Conflicts.ToDictionary(piece => (piece.Key, piece.Appointment!.Value));
        var known = await db.CalendarConflicts.Where(one => one.Workspace == workspace).ToListAsync(cancellationToken);
        var solved = 0;
        foreach (var conflict in known)
        {
            if (met.TryGetValue((conflict.Key, conflict.Appointment), out var piece)
                && piece.Bay == conflict.Bay && piece.During.From == conflict.From.UtcDateTime
                && piece.During.To == conflict.To.UtcDateTime)
            {
                met.Remove((conflict.Key, conflict.Appointment));
                continue;
            }

            db.CalendarConflicts.Remove(conflict);
            solved++;
        }

        if (solved > 0)
            await db.SaveChangesAsync(cancellationToken);
        List<CalendarConflict> found = [.. met.Values.Select(piece => new CalendarConflict
        {
            Workspace = workspace,
            Key = piece.Key,
            Appointment = piece.Appointment!.Value,
            Bay = piece.Bay,
            From = new DateTimeOffset(piece.During.From),
            To = new DateTimeOffset(piece.During.To),
            Note = piece.Note,
            FoundAt = now,
        })];
        db.CalendarConflicts.AddRange(found);
        return (found, solved);
    }

    private static CalendarTime TimeOf(string workspace, BusyTime busy) => new()
    {
        Workspace = workspace,
        Key = KeyOf(busy),
        From = new DateTimeOffset(busy.From),
        To = new DateTimeOffset(busy.To),
        Bays = busy.Bays is null ? null : [.. busy.Bays],
        Note = busy.Note,
    };

    private static string KeyOf(BusyTime busy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{busy.From.Ticks} {busy.Uid}"))).AsSpan(0, 16));
}
