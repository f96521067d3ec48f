namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// What a clock on a wall shows in some days. A time that it never shows, when summer begins, is in no stretch; one
/// that it shows twice, when summer ends, is in two.
/// </summary>
internal sealed class WallClock
{
    // No zone changes its offset there and back within that time.
    private static readonly TimeSpan Look = TimeSpan.FromHours(3);

    // Offsets are at most 14 hours.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(15);

    private readonly List<(Stretch Stretch, TimeSpan Offset)> _offsets = [];

    /// <summary>The clock of a zone, from the first of some days to the last.</summary>
    public WallClock(TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        var (at, end) = Around(first, last);
        var (begin, offset) = (at, zone.GetUtcOffset(at));
        for (var next = at + Look; at < end; at = next, next += Look)
        {
            if (zone.GetUtcOffset(next) is var other && other == offset)
                continue;
            var change = ChangeBetween(zone, at, next);
            _offsets.Add((new Stretch(begin, change), offset));
            (begin, offset) = (change, other);
        }

        _offsets.Add((new Stretch(begin, at), offset));
    }

    /// <summary>The day that the clock of a zone shows.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>A time in which all of some days lie, wherever the clock is.</summary>
    public static Stretch Around(DateOnly first, DateOnly last) => new(
        Utc(first.ToDateTime(TimeOnly.MinValue) - Margin),
        Utc(last.ToDateTime(TimeOnly.MinValue).AddDays(1) + Margin));

    /// <summary>When it shows a time of that day between two, the second no longer part; in their order.</summary>
    /// <param name="day">The day.</param>
    /// <param name="from">From when on.</param>
    /// <param name="to">Until when; midnight is the end of the day.</param>
    public IEnumerable<Stretch> Between(DateOnly day, TimeOnly from, TimeOnly to)
    {
        var begin = day.ToDateTime(from);
        var end = to == TimeOnly.MinValue ? day.AddDays(1).ToDateTime(to) : day.ToDateTime(to);
        return Stretch.Join(_offsets
            .Select(one => new Stretch(
                Later(Utc(begin - one.Offset), one.Stretch.From), Earlier(Utc(end - one.Offset), one.Stretch.To)))
            .Where(stretch => stretch.From < stretch.To));
    }

    private static DateTime ChangeBetween(TimeZoneInfo zone, DateTime before, DateTime after)
    {
        var offset = zone.GetUtcOffset(before);
        var (low, high) = (0, (int)(after - before).TotalMinutes);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (zone.GetUtcOffset(before.AddMinutes(middle)) == offset)
                low = middle;
            else
                high = middle;
        }

        return before.AddMinutes(high);
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
