using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>An event of a calendar, or what became of one of a series.</summary>
/// <param name="Lines">Its lines, with IANA zones.</param>
/// <param name="Event">What Ical.Net reads in them.</param>
/// <param name="Home">The centre's zone, whose days are meant.</param>
internal sealed record ReadEvent(IReadOnlyList<ContentLine> Lines, CalendarEvent Event, TimeZoneInfo Home)
{
    private const int LongestNote = 120;

    /// <summary>When it begins.</summary>
    public CalDateTime Start => Event.DtStart!;

    /// <summary>
    /// Whether it takes time: it was not cancelled, and is not shown as free.
    /// </summary>
    public bool TakesTime => !Says("STATUS", "CANCELLED") && !Says("TRANSP", "TRANSPARENT")
        && !Says("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");

    /// <summary>Of which one of a series this tells; null for an event, or a whole series.</summary>
    public CalDateTime? Of => Event.RecurrenceIdentifier?.StartTime;

    /// <summary>Whether it tells of all later ones, too.</summary>
    public bool IsOfLater => CalendarText.Find(Lines, "RECURRENCE-ID")?.Parameter("RANGE") is { } range
        && range.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase);

    /// <summary>What it is called; null where that is nobody's business.</summary>
    public string? Note
    {
        get
        {
            if (Says("CLASS", "PRIVATE") || Says("CLASS", "CONFIDENTIAL")
                || CalendarText.Find(Lines, "SUMMARY") is not { } line)
                return null;
            var text = CalendarTexts.OneLine(ContentLine.Unescape(line.Value), LongestNote);
            return text.Length == 0 ? null : text;
        }
    }

    /// <summary>Where it is, and what kind of thing.</summary>
    public IEnumerable<string> PlaceAndKinds => Lines
        .Where(line => line.Name is "LOCATION" or "CATEGORIES")
        .SelectMany(line => line.Name == "LOCATION"
            ? [ContentLine.Unescape(line.Value)]
            : line.Value.Split(',').Select(ContentLine.Unescape));

    /// <summary>When it ends in UTC, when it begins there; the same when it takes no time.</summary>
    /// <param name="start">When it, or one of the series, begins.</param>
    /// <exception cref="FormatException">It ends before it begins.</exception>
    public DateTime EndOf(CalDateTime start)
    {
        var begin = EventParts.InstantOf(start, Home);
        if (!start.HasTime)
            return EventParts.StartOfDay(start.Date.AddDays(Days), Home);
        if (Event.DtEnd is { } end)
        {
            var exact = EventParts.InstantOf(end, Home) - EventParts.InstantOf(Start, Home);
            if (exact < TimeSpan.Zero && end.Value < Start.Value)
                throw new FormatException("It ends before it begins.");
            // In the night that has no such hour, both may come to the same moment.
            return begin + (exact > TimeSpan.Zero ? exact : Later(end.Value - Start.Value, TimeSpan.Zero));
        }

        if (Event.Duration is not { } duration)
            return begin;
        // Days are those of a clock on the wall, hours are hours (RFC 5545, 3.3.6).
        var days = ((duration.Weeks ?? 0) * 7) + (duration.Days ?? 0);
        var time = new TimeSpan(duration.Hours ?? 0, duration.Minutes ?? 0, duration.Seconds ?? 0);
        return Later(begin, EventParts.InstantOf(days == 0 ? start : start.AddDays(days), Home) + time);
    }

    private int Days => Math.Max(1, Event.DtEnd is { } end
        ? end.Date.DayNumber - Start.Date.DayNumber
        : Event.Duration is { } duration ? ((duration.Weeks ?? 0) * 7) + (duration.Days ?? 0) : 1);

    private bool Says(string name, string value) => CalendarText.Find(Lines, name) is { } line
        && line.Value.Trim().Equals(value, StringComparison.OrdinalIgnoreCase);

    private static T Later<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) >= 0 ? one : other;
}
