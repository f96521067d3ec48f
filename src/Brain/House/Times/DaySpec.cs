namespace Gateway.Brain.House.Times;

/// <summary>A day or days as they were named; which they are may depend on what stands beside.</summary>
internal abstract record DaySpec
{
    /// <summary>Whether it looks back by itself: "yesterday", "three days ago", "last week".</summary>
    public bool LooksBack { get; init; }

    /// <summary>The first and the last of the days; null when there is no such day.</summary>
    /// <param name="today">Today.</param>
    /// <param name="scope">A week or month they are in, or null.</param>
    /// <param name="after">A day that they follow, or null.</param>
    public abstract (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after);
}

/// <summary>Days that are known without what stands beside.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="Unit">What they are: a day, a week, a month.</param>
internal sealed record PeriodDays(DateOnly From, DateOnly To, TimeUnit Unit = TimeUnit.Day) : DaySpec
{
    /// <summary>The first day of the whole period, of which some may be over.</summary>
    public DateOnly Start { get; init; } = From;

    /// <summary>Whether it is the end of a longer period, so that "before" it means by its last day.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether it is more than a day.</summary>
    public bool IsSeveral => From != To;

    /// <inheritdoc/>
    public override (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after) =>
        (From, To);
}

/// <summary>A day of the week.</summary>
/// <param name="Day">Which.</param>
/// <param name="Weeks">How many weeks after the coming one.</param>
/// <param name="InWeek">The week it is in, counted from this one, when that was said.</param>
internal sealed record WeekdayDay(DayOfWeek Day, int Weeks = 0, int? InWeek = null) : DaySpec
{
    /// <inheritdoc/>
    public override (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after)
    {
        var coming = Calendar.Following(today, Day).AddDays(7 * Weeks);
        var day = this switch
        {
            { LooksBack: true } => Calendar.Following(today, Day).AddDays(Day == today.DayOfWeek ? -14 : -7),
            { InWeek: { } week } => Calendar.InWeekOf(today.AddDays(7 * week), Day),
            _ when Weeks == 0 && scope is { IsSeveral: true } && After(scope.Start, Day) <= scope.To =>
                After(scope.Start, Day),
            _ when Weeks == 0 && after is { } last => Calendar.Following(last, Day),
            _ => coming,
        };
        return (day, day);
    }

    private static DateOnly After(DateOnly start, DayOfWeek day) => Calendar.Following(start.AddDays(-1), day);
}

/// <summary>A date, as far as it was said.</summary>
/// <param name="Day">The day of the month.</param>
/// <param name="Month">The month, or null.</param>
/// <param name="Year">The year, or null.</param>
/// <param name="Weekday">The day of the week beside it, or null.</param>
internal sealed record DateDay(int Day, int? Month = null, int? Year = null, DayOfWeek? Weekday = null) : DaySpec
{
    private const int LongestPastDays = 200;

    /// <inheritdoc/>
    public override (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after)
    {
        var day = Find(today, scope, after);
        return day is { } found && (Weekday is null || found.DayOfWeek == Weekday) ? (found, found) : null;
    }

    private DateOnly? Find(DateOnly today, PeriodDays? scope, DateOnly? after)
    {
        if (Month is { } month && Year is { } year)
            return Calendar.Date(year, month, Day);
        if (Month is { } named)
        {
            // "Monday the 16th of November", two days ago: the weekday tells which year is meant.
            var (last, next) = (Calendar.Date(today.Year, named, Day), Calendar.Date(today.Year + 1, named, Day));
            if (after is { } start && last < start && last >= today)
                return next;
            if (Weekday is { } weekday && last is { } past && past < today && past.DayOfWeek == weekday
                && next?.DayOfWeek != weekday && today.DayNumber - past.DayNumber < LongestPastDays)
                return past;
            return last < today ? next : last;
        }

        if (scope is { Unit: TimeUnit.Month } within)
            return Calendar.Date(within.From.Year, within.From.Month, Day);
        var from = after ?? (scope is { IsSeveral: true } ? scope.Start.AddDays(-1) : today);
        for (var shift = 0; shift < 3; shift++)
        {
            var first = new DateOnly(from.Year, from.Month, 1).AddMonths(shift);
            if (Calendar.Date(first.Year, first.Month, Day) is { } day
                && (day > from || (day == today && after is null)) && (Weekday is null || day.DayOfWeek == Weekday))
                return day;
        }

        return null;
    }
}

/// <summary>So much after a time named before: "the day after", "celle d'après".</summary>
/// <param name="Unit">Days or weeks.</param>
internal sealed record LaterDay(TimeUnit Unit) : DaySpec
{
    /// <inheritdoc/>
    public override (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after)
    {
        if (Unit == TimeUnit.Week)
        {
            var monday = Calendar.Monday(after ?? today).AddDays(7);
            return (monday, monday.AddDays(6));
        }

        var day = (after ?? today).AddDays(1);
        return (day, day);
    }
}

/// <summary>A day that does not exist.</summary>
internal sealed record NoDay : DaySpec
{
    /// <inheritdoc/>
    public override (DateOnly From, DateOnly To)? Resolve(DateOnly today, PeriodDays? scope, DateOnly? after) => null;
}
