namespace Gateway.Brain.House.Times;

/// <summary>Reads days: dates, days of the week, days of the year with a name, days counted from today.</summary>
internal sealed class DayParser(TimeTokens tokens, LocalNow now)
{
    private readonly DateParser _dates = new(tokens, now);
    private readonly PeriodParser _periods = new(tokens, now);
    private readonly DurationParser _durations = new(tokens, now);

    /// <summary>The day or days that begin at a token, or null.</summary>
    public PointItem? Read(int at)
    {
        var start = at;
        var hasArticle = tokens[at].Is(Term.Article);
        var next = hasArticle ? at + 1 : at;
        return Point(start, _durations.ReadOnDay(start))
            ?? Neighbour(start, next)
            ?? Point(start, _dates.ReadNumeric(next))
            ?? Point(start, _periods.Read(start))
            ?? Point(start, _dates.ReadNthWeekday(next))
            ?? Weekday(start, next)
            ?? Holiday(start, next)
            ?? Point(start, _dates.ReadDate(next))
            ?? Relative(start, next)
            ?? Later(start);
    }

    /// <summary>A day that follows another by itself, without words of its own: "the 24th" beside "Tuesday".</summary>
    private static PointItem? Point(int start, (DaySpec Day, int Next)? read) =>
        read is { } found ? new PointItem(start, found.Next) { Day = found.Day } : null;

    // "La veille de Noël", "the day after Boxing Day", "le lendemain du 3".
    private PointItem? Neighbour(int start, int at)
    {
        var shift = tokens[at].Of(Term.Neighbour)
            ?? (tokens[start].Of(Term.Afterwards) == (int)TimeUnit.Day ? 1 : null);
        if (shift is not { } days)
            return null;
        var next = (tokens[at].Is(Term.Neighbour) ? at : start) + 1;
        while (tokens[next].Is(Term.Of) || tokens[next].Is(Term.Article) || tokens[next].Is(Term.On))
            next++;
        if ((tokens[next].Is(Term.RelativeDay) && tokens[at].Is(Term.Neighbour))
            || Read(next) is not { Day: { } day } read || read.Part is not null)
            return null;
        return day.Resolve(now.Day, null, null) is { } found
            ? new PointItem(start, read.Next)
            {
                Day = new PeriodDays(
                    days < 0 ? found.From.AddDays(days) : found.To.AddDays(days),
                    days < 0 ? found.From.AddDays(days) : found.To.AddDays(days)),
            }
            : null;
    }

    private PointItem? Relative(int start, int at)
    {
        if (tokens[at].Of(Term.PartOfToday) is { } part)
            return new PointItem(start, at + 1) { Day = Today(0), Part = (DayPart)part };
        if (tokens[at].Text == "j" && tokens[at + 1].Text == "+"
            && tokens[at + 2].Of(Term.Number) is { } further and < 400)
            return new PointItem(start, at + 3) { Day = Today(further) };
        if (tokens[at].Of(Term.RelativeDay) is not { } days)
            return null;
        // "D'aujourd'hui en huit".
        if (days >= 0 && InWeeks(at + 1) is { } weeks)
            return new PointItem(start, at + 3) { Day = Today(days + (7 * weeks)) };
        var next = at + 1;
        var item = new PointItem(start, next) { Day = Today(days) };
        if (tokens[at].Text == "last night")
            return item with { Part = DayPart.Night };
        if (days == 0 && tokens[next].Is(Term.Next) && tokens[next + 1].Of(Term.Unit) == (int)TimeUnit.Week)
            return item with { Next = next + 2, Day = Today(7) };
        return item;
    }

    private PeriodDays Today(int days) =>
        new(now.Day.AddDays(days), now.Day.AddDays(days)) { LooksBack = days < 0 };

    private PointItem? Later(int at)
    {
        if (tokens[at].Of(Term.Afterwards) is not { } unit)
            return null;
        // "The week after next".
        if (unit == (int)TimeUnit.Week && tokens[at + 1].Is(Term.Next))
            return new PointItem(at, at + 2) { Day = Calendar.Period(now.Day, TimeUnit.Week, 2) };
        return new PointItem(at, at + 1) { Day = new LaterDay((TimeUnit)unit) };
    }

    // "Mardi prochain", "next Friday", "Tuesday week", "mardi de la semaine prochaine", "Thursday 3 December".
    private PointItem? Weekday(int start, int at)
    {
        var (isNext, isLast) = (false, false);
        if (tokens[at].Is(Term.Next) && !tokens[at - 1].Is(Term.This))
            (isNext, at) = (true, at + 1);
        else if (tokens[at].Is(Term.Last) && tokens.Vocabulary.CountsHoursBarely)
            (isLast, at) = (true, at + 1);
        else if (tokens[at].Is(Term.This) || tokens[at].Is(Term.Coming))
            at++;
        if (tokens[at].Is(Term.Coming))
            at++;
        if (tokens[at].Of(Term.Weekday) is not { } day)
            return null;
        var weekday = (DayOfWeek)day;
        var next = at + 1;
        var spec = new WeekdayDay(weekday) { LooksBack = isLast };
        if (isNext && tokens.Vocabulary.CountsHoursBarely)
            spec = spec with { InWeek = 1 };
        // "The Tuesday after Easter", "le jeudi avant Noël".
        var behind = tokens[next + 1].Is(Term.Article) ? next + 2 : next + 1;
        if ((tokens[next].Is(Term.After) || tokens[next].Is(Term.Before)) && tokens[behind].Is(Term.Holiday)
            && Holiday(behind, behind) is { Day: PeriodDays { IsSeveral: false } feast } named)
            return new PointItem(start, named.Next) { Day = Beside(feast.From, weekday, tokens[next].Is(Term.After)) };
        if (_dates.ReadBesideWeekday(next, weekday) is { } date)
            return new PointItem(start, date.Next) { Day = date.Day };
        if (InWeeks(next) is { } weeks)
            return new PointItem(start, next + 2) { Day = spec with { Weeks = weeks } };
        // "Tuesday week", "Tuesday fortnight": only where no other week is spoken of.
        if (tokens[next].Is(Term.Unit) && tokens[next].Of(Term.Unit) == (int)TimeUnit.Week
            && tokens.Vocabulary.CountsHoursBarely && tokens[next].Text is "week" or "wk")
            return new PointItem(start, next + 1) { Day = spec with { Weeks = 1, InWeek = null } };
        if (tokens[next].Is(Term.Weeks) && tokens.Vocabulary.CountsHoursBarely)
            return new PointItem(start, next + 1) { Day = spec with { Weeks = 2 } };
        if (tokens[next].Is(Term.AfterNext))
            return new PointItem(start, next + (tokens[next + 1].Is(Term.Unit) ? 2
                : 1))
            { Day = spec with { InWeek = 2 } };
        if (tokens[next].Is(Term.Next) && !tokens[next + 1].Is(Term.Unit) && !tokens[next + 1].Is(Term.Weekday))
            next++;
        else if (tokens[next].Is(Term.Last) && !tokens.Vocabulary.CountsHoursBarely)
            (next, spec) = (next + 1, spec with { LooksBack = true });
        else if (tokens[next].Is(Term.Coming))
            next++;
        if (_periods.ReadOfWeek(next) is { } week)
            return new PointItem(start, week.Next) { Day = spec with { InWeek = week.Shift } };
        return new PointItem(start, next) { Day = spec };
    }

    private static PeriodDays Beside(DateOnly feast, DayOfWeek weekday, bool isAfter)
    {
        var day = isAfter ? Calendar.Following(feast, weekday) : Calendar.Following(feast.AddDays(-8), weekday);
        return new PeriodDays(day, day);
    }

    // "En huit", "en quinze".
    private int? InWeeks(int at) =>
        tokens[at].Text is "en" or "on" && tokens[at + 1].Of(Term.Number) is { } days
            && !tokens[at + 2].Is(Term.Unit) && !tokens[at + 2].Is(Term.Month)
            ? days switch { 8 => 1, 15 => 2, _ => null }
            : null;

    // "Noël", "Christmas week", "All Saints' next year".
    private PointItem? Holiday(int start, int at)
    {
        while (tokens[at].Is(Term.Article) || tokens[at].Is(Term.This)
            || (tokens[at].Is(Term.Next) && tokens[at + 1].Is(Term.Holiday)))
            at++;
        if (tokens[at].Of(Term.Holiday) is not { } holiday)
            return null;
        var day = Holidays.In(holiday, now.Day.Year);
        if (day < now.Day)
            day = Holidays.In(holiday, now.Day.Year + 1);
        var next = at + 1;
        if (_periods.ReadYear(next) is { } year)
            (day, next) = (Holidays.In(holiday, year.Year), year.Next);
        if (tokens[next].Of(Term.Unit) == (int)TimeUnit.Week)
            return Point(start, (Week(day), next + 1));
        if (tokens[next].Of(Term.Unit) == (int)TimeUnit.Weekend)
            return Point(start, (Week(day) with { From = Calendar.InWeekOf(day, DayOfWeek.Saturday) }, next + 1));
        return new PointItem(start, next) { Day = new PeriodDays(day, day) };
    }

    private static PeriodDays Week(DateOnly day) =>
        new(Calendar.Monday(day), Calendar.Monday(day).AddDays(6), TimeUnit.Week);
}
