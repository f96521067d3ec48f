namespace Gateway.Brain.House.Times;

/// <summary>Gives components their values.</summary>
internal sealed class ComponentValue(LocalNow now)
{
    /// <summary>The value of components that belong together.</summary>
    /// <param name="parts">The components; of day and time each at most one, and a period they may be in.</param>
    /// <param name="anchor">A day named before, which "the day after" counts from; or null.</param>
    public TimeValue Of(IReadOnlyList<TimeComponent> parts, DateOnly? anchor)
    {
        if (parts.FirstOrDefault(part => part.Whole is not null) is { } whole)
            return whole.Whole!;
        var dated = parts.Where(part => part.HasDay).ToList();
        var period = dated.Count > 1 ? dated.Find(part => part.IsPeriod)?.From.Day as PeriodDays : null;
        var day = dated.Find(part => part.From.Day != period || period is null) ?? dated.FirstOrDefault();
        var time = parts.FirstOrDefault(part => !part.HasDay && part.HasTime && part.From.Clock is not null)
            ?? parts.FirstOrDefault(part => !part.HasDay && part.HasTime);
        var named = parts.FirstOrDefault(part => !part.HasDay && part.From.Part is not null)?.From.Part;
        if (time is not null && named is not null)
            time = time with
            {
                From = time.From with { Part = named },
                To = time.To is null ? null
                : time.To with { Part = named }
            };
        if (day?.Cycle is { } cycle)
            return cycle with { Time = time is null ? null : Value(time, null, null) };
        if (day is null)
            return Value(time!, null, null);
        return Value(time is null ? day : Join(day, time), period, anchor);
    }

    // The day of the one and the time of the other.
    private static TimeComponent Join(TimeComponent day, TimeComponent time)
    {
        if (day.To is not null)
            return day;
        if (day.Bound != Bound.None)
            return day with
            {
                From = day.From with
                {
                    Clock = day.From.Clock
                ?? time.From.Clock,
                    Part = time.From.Part
                }
            };
        var part = time.From.Part ?? day.From.Part;
        return time with
        {
            From = time.From with { Day = day.From.Day, Part = part, Clock = time.From.Clock ?? day.From.Clock },
            To = time.To is null ? null : time.To with
            {
                Day = time.To.Day ?? day.From.Day,
                Part = time.To.Part
                ?? part
            },
        };
    }

    private TimeValue Value(TimeComponent component, PeriodDays? period, DateOnly? anchor)
    {
        if (component.From.Clock is { IsInvalid: true } || component.To?.Clock is { IsInvalid: true })
            return new UnclearTime();
        if (component.To is { } end)
            return Range(component.From, end, period);
        if (Days(component.From, period, component.From.Day is LaterDay ? anchor : null) is not { } days)
            return new UnclearTime();
        return component.Bound == Bound.None ? Plain(component.From, days) : Open(component, days, period);
    }

    private static TimeValue Plain(SaidPoint point, (DateOnly? From, DateOnly? To) days)
    {
        if (days.From != days.To)
            return new TimeRange(new TimePoint(days.From), new TimePoint(days.To));
        if (point.Clock is not { } clock)
            return new TimePoint(days.From, Part: point.Part);
        // A day's midnight is the one at its end.
        return new TimePoint(clock.IsMidnight ? days.From?.AddDays(1) : days.From, clock.Resolve(point.Part));
    }

    private static TimeRange Open(TimeComponent component, (DateOnly? From, DateOnly? To) days, PeriodDays? period)
    {
        var point = component.From;
        if (point.HasTime && days.From != days.To)
            return new TimeRange(new TimePoint(days.From), new TimePoint(days.To));
        if (point.HasTime)
        {
            var time = point.Clock?.Resolve(point.Part, isLate: true);
            var bound = new TimePoint(
                component.Bound is Bound.Until or Bound.Before ? days.To : days.From, time, time is null ? point.Part
                    : null);
            return component.Bound is Bound.From or Bound.After ? new TimeRange(bound, null)
                : new TimeRange(null, bound);
        }

        var isEnd = point.Day is PeriodDays { IsEnd: true };
        return component.Bound switch
        {
            Bound.From => new TimeRange(new TimePoint(days.From), End(period)),
            Bound.After => new TimeRange(new TimePoint(days.To?.AddDays(1)), End(period)),
            Bound.Until => new TimeRange(Start(period), new TimePoint(days.To)),
            _ => new TimeRange(Start(period), new TimePoint(isEnd ? days.To : days.From?.AddDays(-1))),
        };
    }

    private static TimePoint? Start(PeriodDays? period) => period is null ? null : new TimePoint(period.From);

    private static TimePoint? End(PeriodDays? period) => period is null ? null : new TimePoint(period.To);

    private TimeValue Range(SaidPoint begins, SaidPoint ends, PeriodDays? period)
    {
        var isOneDay = begins.Day is null || ends.Day is null || begins.Day == ends.Day;
        var (firstDay, lastDay) = Share(begins.Day ?? ends.Day, ends.Day ?? begins.Day);
        if (Days(begins with { Day = firstDay }, period, null) is not { } first)
            return new UnclearTime();
        if ((isOneDay ? first : Days(ends with { Day = lastDay }, period, first.From)) is not { } last)
            return new UnclearTime();
        if (begins.Clock is null && ends.Clock is null)
        {
            // "Dans la nuit de jeudi à vendredi".
            return first.From is null || (begins.Part == DayPart.Night && last.To == first.From.Value.AddDays(1))
                ? new TimePoint(first.From, Part: begins.Part)
                : new TimeRange(new TimePoint(first.From), new TimePoint(last.To));
        }

        var (start, end) = isOneDay || first.From == last.From
            ? Times(begins, ends)
            : (begins.Clock?.Resolve(begins.Part), ends.Clock?.Resolve(ends.Part));
        return new TimeRange(new TimePoint(first.From, start), new TimePoint(last.To, end));
    }

    // "2 to 4 pm", "9 to 5", "entre huit et dix heures du matin": each hour is read by the other.
    private static (TimeOnly? From, TimeOnly? To) Times(SaidPoint from, SaidPoint to)
    {
        if (from.Clock is not { } first || to.Clock is not { } last)
            return (from.Clock?.Resolve(from.Part), to.Clock?.Resolve(to.Part));
        var part = from.Part ?? to.Part;
        if (first.IsOpen && !last.IsOpen && part is null)
        {
            var late = first.Fix(isAm: false);
            var early = first.Fix(isAm: true);
            first = late.Minutes < last.Minutes && first.Minutes < 12 * 60 && last.Minutes - late.Minutes < 6 * 60
                ? late : early.Minutes < last.Minutes && early.Minutes > 0 ? early : late;
        }

        var begin = first.Resolve(part);
        var end = last.Resolve(to.Part ?? part);
        if (last.IsOpen && end <= begin)
            end = last.Fix(isAm: false).Resolve(null);
        return (begin, end);
    }

    /// <summary>What the first of two days takes over from the second: "du 3 au 10 décembre", "Tuesday or Thursday
    /// next week".</summary>
    public static (DaySpec? First, DaySpec? Second) Share(DaySpec? first, DaySpec? second) => (first, second) switch
    {
        (DateDay { Month: null, Weekday: null } day, DateDay { Month: not null } dated) =>
            (day with { Month = dated.Month, Year = dated.Year }, second),
        (DateDay { Month: { } month, Year: { } year }, DateDay { Month: not null, Year: null } dated) =>
            (first, dated.Month < month ? dated with { Year = year + 1 } : dated with { Year = year }),
        (DateDay { Month: not null, Year: null } day, DateDay { Month: { } month, Year: { } year }) =>
            (day with { Year = day.Month > month ? year - 1 : year }, second),
        (WeekdayDay { Weeks: 0, InWeek: null, LooksBack: false } day, WeekdayDay { InWeek: { } week }) =>
            (day with { InWeek = week }, second),
        (WeekdayDay { InWeek: { } week } day, WeekdayDay { Weeks: 0, InWeek: null, LooksBack: false } later)
            when Place(later) > Place(day) => (first, later with { InWeek = week }),
        _ => (first, second),
    };

    private static int Place(WeekdayDay day) => ((int)day.Day + 6) % 7;

    private (DateOnly? From, DateOnly? To)? Days(SaidPoint point, PeriodDays? period, DateOnly? after) =>
        point.Day is null ? (null, null) : point.Day.Resolve(now.Day, period, after) is { } days
            ? (days.From, days.To) : null;
}
