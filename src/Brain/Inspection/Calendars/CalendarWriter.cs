using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>Writes calendars by RFC 5545. All times are in UTC, so that no reader needs to know a time zone.</summary>
internal static class CalendarWriter
{
    private const string Maker = "-//Gateway//Inspection centre//FR";
    private const int LongestSummary = 200;

    /// <summary>A calendar without events.</summary>
    public static Calendar Begin() => new() { ProductId = Maker, Version = "2.0" };

    /// <summary>An event.</summary>
    /// <param name="uid">What it is called for good.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="changed">When it last changed.</param>
    /// <param name="summary">In a line.</param>
    public static CalendarEvent Event(
        string uid, DateTimeOffset from, DateTimeOffset to, DateTimeOffset changed, string summary) => new()
        {
            Uid = uid,
            DtStart = At(from),
            DtEnd = At(to),
            DtStamp = At(changed),
            LastModified = At(changed),
            Summary = CalendarTexts.OneLine(summary, LongestSummary),
        };

    /// <summary>Lines of text, each without control characters; empty ones are left out.</summary>
    public static string Lines(IEnumerable<string?> lines) => string.Join(
        '\n', lines.OfType<string>().Select(line => CalendarTexts.OneLine(line, 500)).Where(line => line.Length > 0));

    /// <summary>The calendar as it is sent.</summary>
    public static string Write(Calendar calendar) =>
        CalendarTexts.Fold(new CalendarSerializer().SerializeToString(calendar) ?? "");

    private static CalDateTime At(DateTimeOffset moment) => new(moment.UtcDateTime);
}
