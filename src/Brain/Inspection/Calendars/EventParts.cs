using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Hands single events to Ical.Net, so that one that it cannot read takes no other with it.</summary>
internal static class EventParts
{
    /// <summary>The event of those lines.</summary>
    /// <exception cref="FormatException">There is none in them.</exception>
    /// <exception cref="Exception">Ical.Net throws what it comes across: <see cref="IsUnreadable"/>.</exception>
    public static CalendarEvent Parse(IReadOnlyList<ContentLine> lines)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n");
        foreach (var line in lines)
        {
            text.Append(line.Name);
            if (line.Parameters.Length > 0)
                text.Append(';').Append(line.Parameters);
            text.Append(':').Append(line.Value).Append("\r\n");
        }

        text.Append("END:VEVENT\r\nEND:VCALENDAR\r\n");
        var read = Calendar.Load(text.ToString())?.Events.FirstOrDefault();
        return read?.DtStart is null ? throw new FormatException("It has no beginning.") : read;
    }

    /// <summary>Whether a fault says that what was to be read is wrong, or beyond what is worked out.</summary>
    public static bool IsUnreadable(Exception fault) => fault
        is FormatException or ArgumentException or OverflowException or InvalidOperationException
        or System.Runtime.Serialization.SerializationException or EvaluationException or InvalidCastException
        or IndexOutOfRangeException or NullReferenceException or NotSupportedException or KeyNotFoundException;

    /// <summary>When something is in UTC, by the centre's clock where it is a day.</summary>
    public static DateTime InstantOf(CalDateTime moment, TimeZoneInfo zone) => moment.HasTime
        ? DateTime.SpecifyKind(moment.AsUtc, DateTimeKind.Utc)
        : StartOfDay(moment.Date, zone);

    /// <summary>When a day begins; where clocks are put forward at midnight, later.</summary>
    public static DateTime StartOfDay(DateOnly day, TimeZoneInfo zone)
    {
        var begin = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(begin))
            begin = begin.AddMinutes(15);
        // Of two midnights the first.
        var offset = zone.IsAmbiguousTime(begin)
            ? zone.GetAmbiguousTimeOffsets(begin).Max()
            : zone.GetUtcOffset(begin);
        return DateTime.SpecifyKind(begin - offset, DateTimeKind.Utc);
    }
}
