namespace Gateway.Brain.House.Times;

/// <summary>Reckons with days as people do; weeks begin on Monday.</summary>
internal static class Calendar
{
    /// <summary>A date, or null when there is no such day.</summary>
    public static DateOnly? Date(int year, int month, int day) =>
        year is > 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    /// <summary>The first day of a kind after another.</summary>
    public static DateOnly Following(DateOnly day, DayOfWeek weekday) =>
        day.AddDays(((int)weekday - (int)day.DayOfWeek + 6) % 7 + 1);

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>A day of the week of another day.</summary>
    public static DateOnly InWeekOf(DateOnly day, DayOfWeek weekday) =>
        Monday(day).AddDays(((int)weekday + 6) % 7);

    /// <summary>The last day of a month.</summary>
    public static DateOnly EndOfMonth(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    /// <summary>The so-manieth weekday of a month, -1 for the last; null when it has fewer.</summary>
    public static DateOnly? Nth(int year, int month, DayOfWeek weekday, int which)
    {
        if (which < 0)
            return Following(EndOfMonth(year, month).AddDays(-7), weekday);
        var day = Following(new DateOnly(year, month, 1).AddDays(-1), weekday).AddDays(7 * (which - 1));
        return day.Month == month ? day : null;
    }

    /// <summary>A day so many working days further on.</summary>
    public static DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(Math.Sign(count));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                left--;
        }

        return day;
    }

    /// <summary>A day so much further on; for units of a day and more.</summary>
    public static DateOnly Add(DateOnly day, int count, TimeUnit unit) => unit switch
    {
        TimeUnit.WorkingDay => AddWorkingDays(day, count),
        TimeUnit.Week => day.AddDays(7 * count),
        TimeUnit.Weekend => InWeekOf(day, DayOfWeek.Saturday).AddDays(7 * count),
        TimeUnit.Month => day.AddMonths(count),
        TimeUnit.Quarter => day.AddMonths(3 * count),
        // A year before the first or beyond the last is the first or the last.
        TimeUnit.Year => day.AddYears(Math.Clamp(count, 1 - day.Year, 9999 - day.Year)),
        _ => day.AddDays(count),
    };

    /// <summary>The period that is so many after the present one.</summary>
    public static PeriodDays Period(DateOnly today, TimeUnit unit, int shift)
    {
        var (from, to) = unit switch
        {
            TimeUnit.Week => (Monday(today).AddDays(7 * shift), Monday(today).AddDays((7 * shift) + 6)),
            TimeUnit.Weekend => (Monday(today).AddDays((7 * shift) + 5), Monday(today).AddDays((7 * shift) + 6)),
            TimeUnit.Month => Months(new DateOnly(today.Year, today.Month, 1).AddMonths(shift), 1),
            TimeUnit.Quarter =>
                Months(new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(3 * shift), 3),
            TimeUnit.Year => Months(new DateOnly(today.Year + shift, 1, 1), 12),
            _ => (today.AddDays(shift), today.AddDays(shift)),
        };
        return new PeriodDays(shift == 0 && from < today ? today : from, to, unit) { Start = from };
    }

    /// <summary>So many months from a first of the month on.</summary>
    public static (DateOnly From, DateOnly To) Months(DateOnly first, int count) =>
        (first, first.AddMonths(count).AddDays(-1));
}
