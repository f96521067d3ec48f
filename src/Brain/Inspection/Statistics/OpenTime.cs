using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Inspection.Statistics;

/// <summary>How long bays are open: the centre's hours as they are today, for days that are past, too.</summary>
internal sealed class OpenTime(Centre centre, IReadOnlyList<TakenTime> closed, DateOnly first, DateOnly last)
{
    private readonly WallClock _clock = new(centre.Zone, first, last);

    private readonly ILookup<string, Stretch> _closed = closed.ToLookup(
        time => time.Bay, time => new Stretch(time.From.UtcDateTime, time.To.UtcDateTime), StringComparer.Ordinal);

    /// <summary>Of a bay on a day, in minutes, without breaks and without what is closed.</summary>
    public int MinutesOf(DateOnly day, string bay)
    {
        if (!centre.Bays.Any(one => one.Id == bay))
            return 0;
        var away = Stretch.Join(_closed[bay].Concat(BreaksOf(day, bay)));
        var open = Stretch.Join(centre.Hours.On(day).SelectMany(span => _clock.Between(day, span.Opens, span.Closes)));
        return (int)open.Sum(stretch => (stretch.To - stretch.From).TotalMinutes
            - away.Sum(other => Common(stretch, other)));
    }

    private IEnumerable<Stretch> BreaksOf(DateOnly day, string bay) => centre.Breaks
        .Where(pause => (pause.Bay is null || pause.Bay == bay) && pause.Days.Contains(day.DayOfWeek))
        .SelectMany(pause => _clock.Between(day, pause.From, pause.To));

    private static double Common(Stretch one, Stretch other)
    {
        var from = one.From > other.From ? one.From : other.From;
        var to = one.To < other.To ? one.To : other.To;
        return from < to ? (to - from).TotalMinutes : 0;
    }
}
