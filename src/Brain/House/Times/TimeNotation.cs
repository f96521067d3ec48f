using System.Globalization;

namespace Gateway.Brain.House.Times;

/// <summary>
/// Writes times down: <c>2026-11-24T14:30</c>, <c>T/morning</c>, <c>2026-11-24T14:00..16:00</c>, <c>..2026-11-30</c>,
/// <c>every Tue T09:00</c>, <c>now</c>, <c>ask</c>.
/// </summary>
internal static class TimeNotation
{
    /// <summary>The text of a value.</summary>
    public static string Write(TimeValue value) => value switch
    {
        TimePoint point => Point(point),
        TimeRange { From: { Time: not null } from, To: { Time: { } until } to } when to.Day is null
            || to.Day == from.Day
            => $"{Point(from)}..{Clock(until)}",
        TimeRange range =>
            $"{(range.From is null ? "" : Point(range.From))}..{(range.To is null ? "" : Point(range.To))}",
        Alternatives several => string.Join(" or ", several.Values),
        Recurrence recurrence => Again(recurrence),
        PastTime past => $"past {past.Value}",
        AtOnce => "now",
        _ => "ask",
    };

    private static string Point(TimePoint point)
    {
        var day = point.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        if (point.Time is { } time)
            return $"{day}T{Clock(time)}";
        if (point.Part is not { } part)
            return day;
        return $"{(day.Length > 0 ? day : "T")}/{Name(part)}";
    }

    private static string Again(Recurrence recurrence)
    {
        var cycle = recurrence switch
        {
            { First: { } first, Last: { } last, Count: 1 } => $"{Short(first)}..{Short(last)}",
            { First: { } only, Count: 1 } => Short(only),
            { Count: 1 } => Name(recurrence.Unit),
            _ => string.Create(CultureInfo.InvariantCulture, $"{recurrence.Count} {Name(recurrence.Unit)}s"),
        };
        if (recurrence.DayOfMonth is { } day)
            cycle += string.Create(CultureInfo.InvariantCulture, $" {day}");
        return recurrence.Time is null ? $"every {cycle}" : $"every {cycle} {recurrence.Time}";
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Short(DayOfWeek day) =>
        CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(day);

    private static string Name(DayPart part) => part switch
    {
        DayPart.Morning => "morning",
        DayPart.Noon => "noon",
        DayPart.Afternoon => "afternoon",
        DayPart.Evening => "evening",
        _ => "night",
    };

    private static string Name(TimeUnit unit) => unit switch
    {
        TimeUnit.Minute => "minute",
        TimeUnit.Hour => "hour",
        TimeUnit.Day or TimeUnit.WorkingDay => "day",
        TimeUnit.Week or TimeUnit.Weekend => "week",
        TimeUnit.Month => "month",
        TimeUnit.Quarter => "quarter",
        _ => "year",
    };
}
