using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// Works out when an event, or a series with what became of single ones, takes place. Ical.Net works out the rules;
/// what is left out, moved or added is compared here by the moment, as makers write one in UTC and the other by a
/// clock.
/// </summary>
/// <param name="home">The centre's zone.</param>
/// <param name="from">From when on is asked, in UTC.</param>
/// <param name="to">Until when.</param>
/// <param name="most">The most that one series may come to.</param>
internal sealed class Series(TimeZoneInfo home, DateTime from, DateTime to, int most)
{
    private const int MostUnmatched = 3_000;

    private static readonly string[] OfSeries = ["RDATE", "EXDATE", "RECURRENCE-ID"];

    /// <summary>All that take time.</summary>
    /// <param name="parts">The events of one UID.</param>
    /// <exception cref="FormatException">It comes to more than it may.</exception>
    public IReadOnlyList<(ReadEvent Event, DateTime From, DateTime To)> Of(IReadOnlyList<ReadEvent> parts)
    {
        var all = new Dictionary<DateTime, One>();
        foreach (var part in parts.Where(part => part.Of is null))
        {
            foreach (var one in Work(part))
                all[one.From] = one;
        }

        var changes = parts.Where(part => part.Of is not null)
            .Select(part => (Part: part, Id: part.Of!, At: EventParts.InstantOf(part.Of!, home)))
            .OrderBy(change => change.At).ToList();
        foreach (var (part, id, _) in changes.Where(change => change.Part.IsOfLater))
            Shift(all, part, id);
        foreach (var (_, id, at) in changes)
        {
            all.Remove(at);
            // Of a day all day long; or written as a day, of a time in it.
            foreach (var one in all.Values.Where(one => SameDay(one.Start, id)).ToList())
                all.Remove(one.From);
        }

        return
        [
            .. all.Values.Concat(changes.Select(change => OneOf(change.Part, change.Part.Start)))
                .Where(one => one.Event.TakesTime && one.From < one.To && one.From < to && one.To > from)
                .OrderBy(one => one.From)
                .Select(one => (one.Event, one.From, one.To)),
        ];
    }

    private List<One> Work(ReadEvent part)
    {
        var starts = new List<One> { OneOf(part, part.Start) };
        if (part.Lines.Any(line => line.Name == "RRULE"))
        {
            // Earlier by what one lasts, so that what has begun before counts, too.
            var earliest = from - (starts[0].To - starts[0].From) - TimeSpan.FromDays(1);
            var rules = EventParts.Parse([.. part.Lines.Where(line => !OfSeries.Contains(line.Name))]);
            starts.AddRange(rules
                .GetOccurrences(
                    earliest < starts[0].From.AddDays(-2) ? null : new CalDateTime(earliest),
                    new EvaluationOptions { MaxUnmatchedIncrementsLimit = MostUnmatched })
                .Select(one => OneOf(part, one.Period.StartTime))
                .TakeWhile(one => one.From < to)
                .Take(most + 1));
        }

        starts.AddRange(part.Event.RecurrenceDates.GetAllDates().Select(date => OneOf(part, date)));
        starts.AddRange(part.Event.RecurrenceDates.GetAllPeriods().Select(period => OneOf(part, period)));
        if (starts.Count > most)
            throw new FormatException("It repeats too often.");
        var left = part.Event.ExceptionDates.GetAllDates().ToList();
        var leftAt = left.Select(date => EventParts.InstantOf(date, home)).ToHashSet();
        // Of days a moment means its day; of times a day means all of them in it.
        var leftDays = left.Where(date => !date.HasTime || !part.Start.HasTime).Select(date => date.Date).ToHashSet();
        return starts.FindAll(one => !leftAt.Contains(one.From) && !leftDays.Contains(one.Start.Date));
    }

    private void Shift(Dictionary<DateTime, One> all, ReadEvent part, CalDateTime id)
    {
        var at = EventParts.InstantOf(id, home);
        var by = part.Start.Value - (id.HasTime && part.Start.TzId is { } zone ? id.ToTimeZone(zone) : id).Value;
        foreach (var one in all.Values.Where(one => one.From >= at).ToList())
        {
            all.Remove(one.From);
            var start = one.Start.HasTime
                ? new CalDateTime(DateTime.SpecifyKind(one.Start.Value + by, DateTimeKind.Unspecified), one.Start.TzId)
                : one.Start.AddDays(by.Days);
            if (one.From != at)
                all[EventParts.InstantOf(start, home)] = OneOf(part, start);
        }
    }

    private One OneOf(ReadEvent part, CalDateTime start) =>
        new(part, start, EventParts.InstantOf(start, home), part.EndOf(start));

    private One OneOf(ReadEvent part, Period period) => OneOf(part, period.StartTime) is var one
        && period.EndTime is { } end
            ? one with { To = EventParts.InstantOf(end, home) }
            : period.Duration is { } length
                ? one with { To = one.From + length.ToTimeSpan(period.StartTime) }
                : one;

    private static bool SameDay(CalDateTime start, CalDateTime date) =>
        (!start.HasTime || !date.HasTime) && start.Date == date.Date;

    private sealed record One(ReadEvent Event, CalDateTime Start, DateTime From, DateTime To);
}
