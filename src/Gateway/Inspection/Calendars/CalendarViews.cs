using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Inspection.Calendars;

/// <summary>A centre's calendars, out and in.</summary>
/// <param name="CenterId">Id of the centre.</param>
/// <param name="Address">
/// Where its planning is to be subscribed to; whoever has the address reads names and numbers.
/// </param>
/// <param name="Bays">The same of each bay.</param>
/// <param name="Import">How things stand with its own calendar.</param>
internal sealed record CalendarView(
    string CenterId, string Address, IReadOnlyList<BayCalendarView> Bays, CalendarImportView Import);

/// <summary>The planning of a bay.</summary>
/// <param name="Bay">Id of the bay.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where its planning is to be subscribed to.</param>
internal sealed record BayCalendarView(string Bay, string Name, string Address);

/// <summary>How things stand with a centre's own calendar.</summary>
/// <param name="State">
/// <c>none</c> (the centre names none), <c>pending</c> (it has not been looked at), <c>current</c>, <c>away</c> (what
/// was last known counts, if anything was) or <c>lost</c> (away for longer than that).
/// </param>
/// <param name="CheckedAt">When it was last looked at; null: never.</param>
/// <param name="SeenAt">When it was last there; null: never.</param>
/// <param name="ReadAt">When it was last read; null: never.</param>
/// <param name="KeptUntil">Until when what was last known counts while it is away; null otherwise.</param>
/// <param name="Failure">Why it could not be read; null when it could.</param>
/// <param name="Times">How many times it takes from now on.</param>
/// <param name="Own">How many of its events are appointments of ours that came back.</param>
/// <param name="UnreadCount">How many of its events could not be read: they take no time here.</param>
/// <param name="Unread">The first of those.</param>
/// <param name="Conflicts">How many conflicts there are.</param>
internal sealed record CalendarImportView(
    string State, DateTimeOffset? CheckedAt, DateTimeOffset? SeenAt, DateTimeOffset? ReadAt, DateTimeOffset? KeptUntil,
    string? Failure, int Times, int Own, int UnreadCount, IReadOnlyList<string> Unread, int Conflicts)
{
    public static CalendarImportView Of(
        bool isNamed, CentreCalendar? calendar, int times, int conflicts, DateTimeOffset now)
    {
        DateTimeOffset? keptUntil = calendar is { Failures: > 0, SeenAt: { } seen } ? seen + CalendarImport.Kept : null;
        var state = !isNamed ? "none"
            : calendar?.CheckedAt is null || (calendar.ReadAt is null && calendar.Failures == 0) ? "pending"
            : calendar.Failures == 0 ? "current"
            : keptUntil is null || keptUntil > now ? "away" : "lost";
        return new CalendarImportView(
            state, calendar?.CheckedAt, calendar?.SeenAt, calendar?.ReadAt, keptUntil, calendar?.Failure, times,
            calendar?.Own ?? 0, calendar?.UnreadCount ?? 0, calendar?.Unread ?? [], conflicts);
    }
}

/// <summary>Times that the centre's own calendar takes and in which somebody comes.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this is the last.</param>
internal sealed record ConflictPage(IReadOnlyList<ConflictView> Items, string? Next);

/// <summary>One of them. The appointment stands until somebody moves it, or the event.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Bay">Id of the bay.</param>
/// <param name="From">When the two begin to overlap.</param>
/// <param name="To">When they end to.</param>
/// <param name="Calendar">What the calendar has there; null where that is private or has no name.</param>
/// <param name="FoundAt">When it was found.</param>
/// <param name="Appointment">Who comes.</param>
internal sealed record ConflictView(
    long Id, string Bay, DateTimeOffset From, DateTimeOffset To, string? Calendar, DateTimeOffset FoundAt,
    ConflictAppointmentView Appointment)
{
    public static ConflictView Of(CalendarConflict conflict, Appointment appointment, TimeZoneInfo zone) => new(
        conflict.Id, conflict.Bay, TimeZoneInfo.ConvertTime(conflict.From, zone),
        TimeZoneInfo.ConvertTime(conflict.To, zone), conflict.Note, conflict.FoundAt,
        new ConflictAppointmentView(
            appointment.Id, TimeZoneInfo.ConvertTime(appointment.SlotDatetime, zone),
            $"{appointment.ClientFirstName} {appointment.ClientLastName}", appointment.ClientPhone,
            appointment.LicensePlate));
}

/// <summary>Who comes.</summary>
/// <param name="Id">Id of the appointment.</param>
/// <param name="SlotDatetime">When it begins.</param>
/// <param name="Client">Their name.</param>
/// <param name="Phone">Their number; null when it is not known.</param>
/// <param name="LicensePlate">The vehicle's plate.</param>
internal sealed record ConflictAppointmentView(
    Guid Id, DateTimeOffset SlotDatetime, string Client, string? Phone, string LicensePlate);
