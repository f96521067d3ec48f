using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Gateway.Sessions.Workspaces;

/// <summary>
/// When a business is open: its week, the public holidays on which it stays closed, and days that are otherwise.
/// Hours are
/// those of the business's own time zone, which whoever asks names.
/// </summary>
[JsonConverter(typeof(OpeningHoursJson))]
public sealed class OpeningHours
{
    // A year and a day: longer than any closure, so that a business which opens again is found to.
    private const int MostDays = 366;

    /// <summary>Nothing is said of when it is open.</summary>
    public static OpeningHours Unknown { get; } = new();

    /// <summary>The spans of each day of the week, in their order; a day that is left out is closed.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenSpan>> Week { get; init; } =
        new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>();

    /// <summary>Days that are otherwise than their week says, in their order; no two of them share a day.</summary>
    public IReadOnlyList<OpeningException> Exceptions { get; init; } = [];

    /// <summary>
    /// The public holidays on which it is closed, unless an exception says otherwise: <c>france</c>, and with it
    /// <c>alsace-moselle</c> or <c>overseas</c>. Empty: they are days like any other.
    /// </summary>
    public IReadOnlyList<string> ClosedOnHolidays { get; init; } = [];

    /// <summary>Whether anything is said at all.</summary>
    public bool IsKnown => Week.Count > 0 || Exceptions.Count > 0;

    /// <summary>The spans of one day, in their order; empty when it is closed.</summary>
    public IReadOnlyList<OpenSpan> On(DateOnly day)
    {
        if (Exceptions.FirstOrDefault(one => one.From <= day && day <= one.To) is { } exception)
            return exception.Spans;
        if (ClosedOnHolidays.Count > 0 && PublicHolidays.Includes(day, ClosedOnHolidays))
            return [];
        return Week.GetValueOrDefault(day.DayOfWeek) ?? [];
    }

    /// <summary>Whether it is open at that moment. False when nothing is said.</summary>
    /// <param name="instant">The moment.</param>
    /// <param name="zone">Where the business is.</param>
    public bool IsOpenAt(DateTimeOffset instant, TimeZoneInfo zone) =>
        SpansOn(DayOf(instant, zone), zone).Any(span => span.From <= instant && instant < span.To);

    /// <summary>
    /// The first moment from then on at which it is open: that moment itself when it is. Null when it is not within
    /// a year,
    /// or nothing is said.
    /// </summary>
    /// <param name="instant">The moment to begin at.</param>
    /// <param name="zone">Where the business is.</param>
    public DateTimeOffset? NextOpening(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var today = DayOf(instant, zone);
        for (var day = today; IsKnown && day.DayNumber <= today.DayNumber + MostDays; day = day.AddDays(1))
        {
            foreach (var (from, to) in SpansOn(day, zone))
            {
                if (instant < to)
                    return from < instant ? instant : from;
            }
        }

        return null;
    }

    private static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    // An hour that is left out when summer begins makes a span shorter; one that comes twice when it ends belongs to it
    // twice.
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> SpansOn(DateOnly day, TimeZoneInfo zone) => On(day)
        .Select(span => (
            From: InstantOf(day, span.Opens, zone, isLate: false),
            To: InstantOf(
                span.ClosesAtMidnight ? day.AddDays(1) : day, span.Closes, zone, isLate: !span.ClosesAtMidnight)))
        .Where(span => span.From < span.To);

    private static DateTimeOffset InstantOf(DateOnly day, TimeOnly time, TimeZoneInfo zone, bool isLate)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, isLate ? offsets.Min() : offsets.Max());
    }
}

/// <summary>A stretch of a day in which a business is open.</summary>
/// <param name="Opens">When it opens.</param>
/// <param name="Closes">When it closes; midnight is the end of the day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OpenSpan(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Whether it is open to the end of the day.</summary>
    public bool ClosesAtMidnight => Closes == TimeOnly.MinValue;
}

/// <summary>Days that are otherwise than their week says.</summary>
/// <param name="From">The first of them.</param>
/// <param name="To">The last of them.</param>
/// <param name="Spans">When it is open on each; empty: it is closed.</param>
public sealed record OpeningException(DateOnly From, DateOnly To, IReadOnlyList<OpenSpan> Spans);
