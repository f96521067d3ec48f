namespace Gateway.Brain.House.Times;

/// <summary>A point as it was said: what of day, time and part of the day is known of it.</summary>
internal sealed record SaidPoint(DaySpec? Day = null, ClockTime? Clock = null, DayPart? Part = null)
{
    /// <summary>Whether the time of day was said before the day: "on the morning of the 3rd".</summary>
    public bool TimeLeads { get; init; }

    /// <summary>Whether it is no more than days, several of them.</summary>
    public bool IsPeriod => Day is PeriodDays { IsSeveral: true } && !HasTime;

    /// <summary>Whether it says something of the time of day.</summary>
    public bool HasTime => Clock is not null || Part is not null;

    /// <summary>Both in one; null when they say different things.</summary>
    public SaidPoint? Join(SaidPoint other, DateOnly today)
    {
        if (Clock is not null && other.Clock is not null && Clock != other.Clock)
            return null;
        if (Part is not null && other.Part is not null && Part != other.Part)
            return null;
        var day = Day is null ? other.Day : other.Day is null ? Day : JoinDays(Day, other.Day, today);
        return day is null && (Day ?? other.Day) is not null
            ? null
            : new SaidPoint(day, Clock ?? other.Clock, Part ?? other.Part)
            {
                TimeLeads = TimeLeads
            || (HasTime && Day is null)
            };
    }

    // "Next week" and "Tuesday" is a Tuesday of that week; "tomorrow" and "Thursday" are one day.
    private static DaySpec? JoinDays(DaySpec first, DaySpec second, DateOnly today)
    {
        if (first == second)
            return first;
        if (first is LaterDay || second is LaterDay)
            return null;
        var (period, other) = first is PeriodDays { IsSeveral: true } before
            ? (before, second)
            : (second as PeriodDays, first);
        if (period is { IsSeveral: true } && other is WeekdayDay or DateDay { Month: null }
            && other.Resolve(today, period, null) is { } day && day.From >= period.Start && day.From <= period.To)
        {
            return other is WeekdayDay weekday
                ? weekday with { InWeek = (Calendar.Monday(day.From).DayNumber - Calendar.Monday(today).DayNumber) / 7 }
                : new PeriodDays(day.From, day.To);
        }

        return first.Resolve(today, null, null) is { } one && one == second.Resolve(today, null, null) ? first : null;
    }
}

/// <summary>A point, a bound or a range as it was said.</summary>
/// <param name="First">Its first item.</param>
/// <param name="Next">The item behind it.</param>
/// <param name="From">The point; of a range the beginning.</param>
/// <param name="To">The end of a range, or null.</param>
/// <param name="Bound">What the point bounds.</param>
internal sealed record TimeComponent(int First, int Next, SaidPoint From, SaidPoint? To = null,
    Bound Bound = Bound.None)
{
    /// <summary>What comes again and again, or null.</summary>
    public Recurrence? Cycle { get; init; }

    /// <summary>At once, or nobody can tell; or null.</summary>
    public TimeValue? Whole { get; init; }

    /// <summary>Whether it says something of the day.</summary>
    public bool HasDay => From.Day is not null || To?.Day is not null || Cycle is not null;

    /// <summary>Whether it says something of the time of day.</summary>
    public bool HasTime => From.HasTime || To is { HasTime: true };

    /// <summary>Whether it is days of which others may be chosen: "next week".</summary>
    public bool IsPeriod => To is null && Bound == Bound.None && From.IsPeriod;
}
