namespace Gateway.Brain.House.Times;

/// <summary>Reads beginnings, middles, ends and halves of weeks, months and years.</summary>
internal sealed class PartPeriodParser(TimeTokens tokens, LocalNow now, PeriodParser periods)
{
    private const int EndOfThisMonth = 25;

    /// <summary>The part of a period that begins at a token, or null.</summary>
    public (DaySpec Day, int Next)? Read(int at) => ReadThird(at) ?? ReadHalf(at);

    // "Mi-décembre", "the end of the month", "fin de semaine prochaine".
    private (DaySpec, int)? ReadThird(int at)
    {
        while (tokens[at].Is(Term.Article) && !tokens[at].Is(Term.Third))
            at++;
        if (tokens[at].Text is "tout" or "toute" or "very")
            at++;
        if (tokens[at].Of(Term.Third) is not { } third)
            return null;
        var next = at + 1;
        if (tokens[next].Text == "-")
            next++;
        // "Début ou mi-décembre": both of the same month.
        var isFirst = tokens[next].Is(Term.Or) && tokens[next + 1].Is(Term.Third);
        if (ReadWhole(isFirst ? next + 2 : next, third) is not { } whole)
            return null;
        if (whole.Days.Unit == TimeUnit.Day)
            return third == 2 && IsBound(at - 1) ? (whole.Days with { IsEnd = true }, whole.Next) : null;
        if (whole.Days.Unit is not (TimeUnit.Week or TimeUnit.Month or TimeUnit.Year))
            return null;
        var part = Part(whole.Days, third);
        // "Début d'année" of a year that has begun is that of the next.
        if (part.To < now.Day && whole.IsBare)
            part = Part(Calendar.Period(now.Day, whole.Days.Unit, 1), third);
        return (part, isFirst ? next : whole.Next);
    }

    private (PeriodDays Days, int Next, bool IsBare)? ReadWhole(int at, int third)
    {
        while (tokens[at].Is(Term.Of) || tokens[at].Is(Term.Article)
            || tokens[at].Text is "du" or "de" or "d" or "of" or "-")
            at++;
        if (tokens[at].Of(Term.Month) is { } month)
        {
            var (days, next) = periods.Month(at, month);
            return (days, next, false);
        }

        if (periods.ReadUnit(at) is { } unit)
            return (Calendar.Period(now.Day, unit.Unit, unit.Shift), unit.Next, false);
        if (tokens[at].Of(Term.Unit) is not { } bare)
            return null;
        // The beginning of "the month" is that of the next, its end that of this one.
        var shift = third == 0 && bare == (int)TimeUnit.Month ? 1 : 0;
        return (Calendar.Period(now.Day, (TimeUnit)bare, shift), at + 1, true);
    }

    private bool IsBound(int at) =>
        tokens[at].Is(Term.By) || tokens[at].Is(Term.Until) || tokens[at].Is(Term.Before);

    private PeriodDays Part(PeriodDays whole, int third)
    {
        var (start, end) = (whole.Start, whole.To);
        var (from, to) = (whole.Unit, third) switch
        {
            (TimeUnit.Week, 0) => (start, start.AddDays(1)),
            (TimeUnit.Week, 1) => (start.AddDays(1), start.AddDays(3)),
            (TimeUnit.Week, _) => (start.AddDays(3), start.AddDays(6)),
            (TimeUnit.Year, 0) => (start, start.AddMonths(2).AddDays(-1)),
            (TimeUnit.Year, 1) => (start.AddMonths(5), start.AddMonths(7).AddDays(-1)),
            (TimeUnit.Year, _) => (start.AddMonths(11).AddDays(20), end),
            (_, 0) => (start, start.AddDays(9)),
            (_, 1) => (start.AddDays(10), start.AddDays(19)),
            _ => (start.AddDays(start <= now.Day && now.Day <= end ? EndOfThisMonth - 1 : 20), end),
        };
        return new PeriodDays(from < now.Day && now.Day <= to ? now.Day : from, to) { IsEnd = third == 2 };
    }

    // "The second half of December", "the first two weeks of December", "la première quinzaine de janvier".
    private (DaySpec, int)? ReadHalf(int at)
    {
        while (tokens[at].Is(Term.Article) && !tokens[at + 1].Is(Term.Weekday))
            at++;
        var isLast = tokens[at].Is(Term.Last);
        if (!isLast && !tokens[at].Is(Term.Ordinal))
            return null;
        var (which, next) = (isLast ? 2 : tokens[at].Of(Term.Ordinal)!.Value, at + 1);
        var days = 15;
        if (tokens[next].Of(Term.Number) is { } weeks && tokens[next + 1].Of(Term.Unit) == (int)TimeUnit.Week)
            (days, next) = (7 * weeks, next + 2);
        else if (tokens[next].Text is "half" or "quinzaine" or "moitie")
            next++;
        else if (tokens[next].Of(Term.Unit) == (int)TimeUnit.Week)
            (days, next) = (7, next + 1);
        else if (tokens[next].Is(Term.Weeks))
            (days, next) = (14, next + 1);
        else
            return null;
        while (tokens[next].Is(Term.Of) || tokens[next].Text is "du" or "de" or "d")
            next++;
        PeriodDays? whole = null;
        if (tokens[next].Of(Term.Month) is { } month)
            (whole, next) = periods.Month(next, month);
        else if (periods.ReadUnit(next) is { Unit: TimeUnit.Month } unit)
            (whole, next) = (Calendar.Period(now.Day, TimeUnit.Month, unit.Shift), unit.Next);
        if (whole is null)
            return null;
        var from = isLast && days != 15 ? whole.To.AddDays(1 - days) : whole.Start.AddDays((which - 1) * days);
        var to = which == 2 && days == 15 ? whole.To : from.AddDays(days - 1);
        return (new PeriodDays(from, to < whole.To ? to : whole.To), next);
    }
}
