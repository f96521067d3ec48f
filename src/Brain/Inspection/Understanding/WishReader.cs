using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>When somebody would like to come, by what they say of days and times.</summary>
internal static class WishReader
{
    private const int UsualDays = 7;
    private const int OpenEnd = 14;

    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly BeforeNoon = new(11, 59);

    /// <summary>
    /// The time that is wished for where it is to be as late as can be: later than any centre is open.
    /// </summary>
    public static TimeOnly AsLateAsCanBe { get; } = new(20, 0);

    /// <summary>Reads it; null where nothing is said of a time to come.</summary>
    /// <param name="times">The expressions of time, that which tells most first.</param>
    /// <param name="text">What was written: how early or late in the morning or afternoon it should be.</param>
    /// <param name="today">The day it is.</param>
    /// <param name="before">What was wished before, whose days a time alone is said of; or null.</param>
    public static Wish? Read(IReadOnlyList<SaidTime> times, string text, DateOnly today, Wish? before)
    {
        var told = new Told();
        foreach (var time in times)
            told = told.With(time.Value, today);
        var isDeadline = times.Any(time => time.IsDeadline);
        var hint = PartHint.In(text);
        if (told.IsEmpty && hint is not { IsWish: true })
            return null;
        var (from, to) = told.From is null && told.To is null
            ? before is { } wish && wish.To >= today && hint is not { IsSoonest: true }
                ? (wish.From, wish.To)
                : (today, today.AddDays(UsualDays - 1))
            : isDeadline && told.To is { } last && (told.From is null || told.From == last)
                ? (today, last)
                : (told.From ?? today, told.To ?? told.From!.Value.AddDays(OpenEnd - 1));
        if (to < from)
            return null;
        if (from < today)
            from = today;
        var near = told.Near ?? (hint?.IsLatest == true ? AsLateAsCanBe : null);
        return new Wish(
            from, to,
            told is { Near: null, IsBounded: false } ? hint?.NotBefore ?? told.NotBefore : told.NotBefore,
            told is { Near: null, IsBounded: false } ? hint?.NotAfter ?? told.NotAfter : told.NotAfter, near);
    }

    /// <summary>What was said so far: days first, then what narrows the time.</summary>
    private sealed record Told
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public TimeOnly? NotBefore { get; init; }

        public TimeOnly? NotAfter { get; init; }

        public TimeOnly? Near { get; init; }

        // Whether a time on the clock bounds it: that says more than "early in the afternoon".
        public bool IsBounded { get; init; }

        public bool IsEmpty => this == new Told();

        public Told With(TimeValue value, DateOnly today) => value switch
        {
            TimePoint point => With(point),
            TimeRange range => With(range),
            // "At weekends, Saturday the 12th": the date says more.
            Alternatives { Values: [Recurrence, .., TimePoint { Day: not null } dated] } => With(dated),
            Alternatives several when InRow(several) is { } days => OnDays(days.From, days.To)
                .WithPart((several.Values[0] as TimePoint)?.Part),
            // "Before Saturday, so Thursday or Friday after 5": those that name their first day say more.
            Alternatives several when Ranges(several) is [var one, .., var last] => With(new TimeRange(
                one.From, last.From! with { Time = null, Part = null })) with
            {
                NotBefore = one.From!.Time,
                IsBounded = one.From.Time is not null,
            },
            Alternatives { Values: [var first, ..] } => With(first, today),
            Recurrence { First: { } weekday } every => (every.Last is { } last
                    ? OnDays(
                        Calendar.Following(today, weekday),
                        Calendar.Following(Calendar.Following(today, weekday), last))
                    : OnDays(Calendar.Following(today, weekday), Calendar.Following(today, weekday)))
                .WithTime(every.Time),
            AtOnce => OnDays(today, today.AddDays(UsualDays - 1)),
            _ => this,
        };

        private Told With(TimePoint point)
        {
            var told = point.Day is { } day ? OnDays(day, day) : this;
            return point.Time is { } time ? told with { Near = told.Near ?? time } : told.WithPart(point.Part);
        }

        private Told With(TimeRange range)
        {
            var told = range switch
            {
                { From.Day: { } from, To.Day: { } to } => OnDays(from, to),
                { From.Day: { } from, To: null } => OnDays(from, null),
                { From.Day: { } from } => OnDays(from, from),
                { To.Day: { } to } => OnDays(null, to),
                _ => this,
            };
            var (first, last) = (range.From?.Time, range.To?.Time);
            var isOneDay = range.From?.Day == range.To?.Day || range.From?.Day is null || range.To?.Day is null;
            if (isOneDay)
            {
                told = told with
                {
                    NotBefore = first ?? told.NotBefore,
                    NotAfter = last ?? told.NotAfter,
                    IsBounded = told.IsBounded || first is not null || last is not null,
                };
                // "From tomorrow at 10 on": the days after begin when they begin.
                if (first is not null && range is { From.Day: not null, To: null })
                    told = told with { To = told.From };
            }

            return (range.From?.Part, range.To?.Part) switch
            {
                ({ } part, null) when range.To is null => told.WithPart(part) with { NotAfter = told.NotAfter },
                (null, { } part) when range.From is null => told.WithPart(part) with { NotBefore = told.NotBefore },
                _ => told,
            };
        }

        private static List<TimeRange> Ranges(Alternatives several) =>
            [.. several.Values.OfType<TimeRange>()
                .Where(range => range is { From: { Day: not null, Time: not null }, To: null })
                .OrderBy(range => range.From!.Day)];

        // "Monday or Tuesday morning": days that follow each other are as many to choose from.
        private static (DateOnly From, DateOnly To)? InRow(Alternatives several)
        {
            List<DateOnly> days = [.. several.Values.OfType<TimePoint>().Where(point => point.Time is null)
                .Select(point => point.Day).OfType<DateOnly>().Distinct().Order()];
            return days.Count == several.Values.Count && days[^1].DayNumber - days[0].DayNumber == days.Count - 1
                ? (days[0], days[^1])
                : null;
        }

        // Of several days the first counts: they are tried one after the other.
        private Told OnDays(DateOnly? from, DateOnly? to) =>
            From is null && To is null ? this with { From = from, To = to } : this;

        private Told WithTime(TimeValue? time) => time is TimePoint { Time: { } near }
            ? this with { Near = near }
            : WithPart((time as TimePoint)?.Part);

        // "Mornings only, I teach in the afternoons": what was said first holds; "not before 9, mornings" are both.
        private Told WithPart(DayPart? part) => part switch
        {
            DayPart.Morning when NotAfter is null && NotBefore < Noon => this with { NotAfter = BeforeNoon },
            DayPart.Afternoon when NotBefore is null && NotAfter > Noon => this with { NotBefore = Noon },
            _ when NotBefore is not null || NotAfter is not null => this,
            DayPart.Morning => this with { NotAfter = BeforeNoon },
            DayPart.Noon => this with { NotBefore = new TimeOnly(11, 30), NotAfter = new TimeOnly(14, 0) },
            DayPart.Afternoon => this with { NotBefore = Noon },
            DayPart.Evening => this with { NotBefore = new TimeOnly(16, 30) },
            _ => this,
        };
    }
}
