namespace Gateway.Brain.House.Times;

/// <summary>Reads weeks, months and years, and their beginnings, middles and ends.</summary>
internal sealed class PeriodParser(TimeTokens tokens, LocalNow now)
{
    /// <summary>The period that begins at a token, or null.</summary>
    public (DaySpec Day, int Next)? Read(int at) =>
        new PartPeriodParser(tokens, now, this).Read(at) ?? ReadWeek(at) ?? ReadShifted(at) ?? ReadMonth(at)
            ?? ReadNumberedYear(at) ?? ReadQuarter(at);

    /// <summary>A unit and how many after the present one: "next month", "de la semaine prochaine", "this
    /// week".</summary>
    public (TimeUnit Unit, int Shift, int Next)? ReadUnit(int at)
    {
        var start = at;
        while (tokens[at].Is(Term.Article) || tokens[at].Is(Term.Of))
            at++;
        int? shift = null;
        if (tokens[at].Is(Term.This))
            (shift, at) = (0, at + 1);
        else if (tokens[at].Is(Term.Next) || tokens[at].Is(Term.Coming))
            (shift, at) = (1, at + 1);
        else if (tokens[at].Is(Term.Last))
            (shift, at) = (-1, at + 1);
        if (tokens[at].Is(Term.Coming))
            at++;
        var isComing = tokens[at - 1].Is(Term.Coming);
        if (tokens[at].Of(Term.Unit) is not { } value || tokens[at].Text is "s" or "j" or "h")
            return null;
        var unit = (TimeUnit)value;
        if (isComing && unit == TimeUnit.Weekend)
            shift = 0;
        var next = at + 1;
        if (tokens[next].Is(Term.AfterNext))
            return (unit, 2, next + 1);
        if (shift is null && tokens[next].Is(Term.Next))
            (shift, next) = (unit == TimeUnit.Weekend ? 0 : 1, next + 1);
        else if (shift is null && tokens[next].Is(Term.Last))
            (shift, next) = (-1, next + 1);
        else if (tokens[next].Text is "ci")
            next++;
        else if (tokens[next].Text == "-" && tokens[next + 1].Text == "ci")
            next += 2;
        var isBare = shift is null;
        // "Dans la semaine".
        if (isBare && at > start && tokens[start - 1].Text is "dans" or "ds" && unit is TimeUnit.Week or TimeUnit.Month)
            (isBare, shift) = (false, 0);
        if (isBare
            && !(unit == TimeUnit.Weekend
            && tokens[start - 1].Text is not ("bon" or "good" or "nice" or "great" or "lovely" or "les" or "long")))
            return null;
        if (unit is not (TimeUnit.Week or TimeUnit.Weekend or TimeUnit.Month or TimeUnit.Year or TimeUnit.Quarter))
            return null;
        // "Le week-end en huit".
        if (tokens[next].Text == "en" && tokens[next + 1].Of(Term.Number) == 8)
            (shift, next) = ((shift ?? 0) + 1, next + 2);
        return (unit, shift ?? 0, next);
    }

    /// <summary>Which week a day of the week is said to be in: "of next week", "de la semaine prochaine".</summary>
    public (int Shift, int Next)? ReadOfWeek(int at)
    {
        while (tokens[at].Is(Term.Of) || tokens[at].Text is "," or "de" or "d")
            at++;
        return ReadUnit(at) is { Unit: TimeUnit.Week } week ? (week.Shift, week.Next) : null;
    }

    /// <summary>A year: "2027", "next year", "twenty twenty seven".</summary>
    public (int Year, int Next)? ReadYear(int at)
    {
        if (tokens[at].Text is "," && tokens[at + 1].Text.Length == 4)
            at++;
        if (tokens[at] is { Text: "-", IsGlued: true } && tokens[at + 1].Text.Length == 4)
            at++;
        if (tokens[at].Text is "in" or "de" or "en" or "of" && tokens[at + 1].IsFigures)
            at++;
        if (tokens[at].Of(Term.Number) is { } number)
        {
            if (number is > 2000 and < 2100)
                return (number, at + 1);
            if (number == 20 && !tokens[at].IsFigures && tokens[at + 1].Of(Term.Number) is { } rest and > 19 and < 40)
                return (2000 + rest, at + 2);
        }

        return ReadUnit(at) is { Unit: TimeUnit.Year } unit ? (now.Day.Year + unit.Shift, unit.Next) : null;
    }

    /// <summary>A month and the year that may follow it.</summary>
    public (PeriodDays Days, int Next) Month(int at, int month)
    {
        var year = ReadYear(at + 1);
        var which = year?.Year ?? (month < now.Day.Month ? now.Day.Year + 1 : now.Day.Year);
        var (from, to) = Calendar.Months(new DateOnly(which, month, 1), 1);
        return (new PeriodDays(from <= now.Day && now.Day <= to ? now.Day : from, to, TimeUnit.Month) { Start = from },
            year?.Next ?? at + 1);
    }

    // "Semaine 50", "S48", "week commencing 30 November", "la semaine du 30", "le week-end du 5".
    private (DaySpec, int)? ReadWeek(int at)
    {
        while (tokens[at].Is(Term.Article))
            at++;
        var isPhrase = tokens[at].Text == "en semaine" && tokens[at + 1].Is(Term.Number);
        if (!isPhrase && tokens[at].Of(Term.Unit) is not ((int)TimeUnit.Week or (int)TimeUnit.Weekend))
            return null;
        var unit = isPhrase ? TimeUnit.Week : (TimeUnit)tokens[at].Of(Term.Unit)!.Value;
        if (tokens[at + 1].Of(Term.Number) is { } number and > 0 and < 54 && !tokens[at + 2].Is(Term.Unit)
            && (tokens[at].Text.Length > 1 || tokens[at + 1].IsGlued))
        {
            var monday = MondayOf(now.Day.Year, number);
            monday = monday.AddDays(6) < now.Day ? MondayOf(now.Day.Year + 1, number) : monday;
            return (new PeriodDays(monday, monday.AddDays(6), TimeUnit.Week), at + 2);
        }

        var next = at + 1;
        if (tokens[next].Text is not ("du" or "de" or "of" or "commencing" or "beginning" or "starting" or "from"
            or "d" or "au" or "of the")
            && tokens[at].Text is not ("w c" or "wc") && !IsBeside(next))
            return null;
        while (tokens[next].Text is "du" or "de" or "of" or "of the" or "the" or "commencing" or "beginning"
            or "starting" or "from" or "l" or "d" or "on"
            || (next == at + 1 && IsBeside(next)))
            next++;
        if (tokens[next].Is(Term.Unit) || tokens[next].Is(Term.Next) || tokens[next].Is(Term.This))
            return null;
        var read = new DayParser(tokens, now).Read(next);
        if (read?.Day is null or PeriodDays { IsSeveral: true } || read.Day.Resolve(now.Day, null, null) is not { } day)
            return null;
        // "Le week-end du 5-6 décembre": the range says it better.
        if (unit == TimeUnit.Weekend && tokens[read.Next].Text is "-" or "au" or "et" or "/")
            return null;
        // "The week before Christmas".
        if (IsBeside(at + 1))
            day = (day.From.AddDays(tokens[at + 1].Text is "before" or "avant" or "d avant" ? -7 : 7), day.To);
        var first = Calendar.Monday(day.From).AddDays(unit == TimeUnit.Weekend ? 5 : 0);
        return (new PeriodDays(first, Calendar.Monday(day.From).AddDays(6), unit), read.Next);
    }

    private bool IsBeside(int at) => tokens[at].Text is "before" or "after" or "avant" or "apres" or "d apres"
        or "d avant";

    private static DateOnly MondayOf(int year, int week) =>
        DateOnly.FromDateTime(System.Globalization.ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));

    private (DaySpec, int)? ReadShifted(int at)
    {
        if (ReadUnit(at) is not { } unit || tokens[at].Text is "of" or "de" or "du" or "d")
            return null;
        var days = Calendar.Period(now.Day, unit.Unit, unit.Shift);
        return (days with { LooksBack = unit.Shift < 0 }, unit.Next);
    }

    // "En janvier", "next March", "in February 2028": a month alone may be a name.
    private (DaySpec, int)? ReadMonth(int at)
    {
        var before = tokens[at - 1];
        var start = at;
        while (tokens[at].Is(Term.Article) || (tokens[at].Is(Term.Of) && tokens[at].Text != "s"
            && tokens[at].Text != "o")
            || tokens[at].Is(Term.In) || tokens[at].Is(Term.Next) || tokens[at].Is(Term.This)
            || tokens[at].Text is "courant" or "debut" or "mois")
            at++;
        if (tokens[at].Of(Term.Month) is not { } month)
            return null;
        var (days, next) = Month(at, month);
        var isAnnounced = at > start || next > at + 1 || tokens[at + 1].Is(Term.Next) || before.Is(Term.Or)
            || before.Is(Term.By)
            || before.Is(Term.Before) || before.Is(Term.Until) || before.Is(Term.From) || before.Is(Term.Of)
            || before.Is(Term.After)
            || before.Text is "in" or "en" or "to" || (before.Text is "-" && tokens[at - 2].Is(Term.Month))
            || before.Is(Term.Between) || before.Is(Term.And) || before.Is(Term.To)
            || (tokens[at + 1].Text == "-" && tokens[at + 2].Is(Term.Month))
            || (before.Term == Term.End && tokens[at + 1].Term is Term.End or Term.Sign
            && tokens[at + 2].Term is Term.End);
        if (tokens[at].Text is "may" or "march" or "mars" or "mar" or "sept" && before.Term == Term.Other
            && at == start)
            isAnnounced = false;
        return isAnnounced ? (days, tokens[next].Is(Term.Next) && next == at + 1 ? next + 1 : next) : null;
    }

    private (DaySpec, int)? ReadNumberedYear(int at)
    {
        if (tokens[at - 1].Is(Term.In) || tokens[at - 1].Text is "en" or "avant" or "before" or "year" or "annee"
            or "until" or "apres" or "after" or "from")
        {
            if (tokens[at] is { IsFigures: true, Text.Length: 4 }
                && tokens[at].Of(Term.Number) is > 2000 and < 2100 and { } late)
                return (Year(late), at + 1);
        }

        return tokens[at].Is(Term.Of) && tokens[at + 1] is { IsFigures: true, Text.Length: 4 }
            && tokens[at].Text is "en" or "in"
            && tokens[at + 1].Of(Term.Number) is > 2000 and < 2100 and { } year
            ? (Year(year), at + 2)
            : null;
    }

    private static PeriodDays Year(int year) =>
        new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), TimeUnit.Year);

    private (DaySpec, int)? ReadQuarter(int at)
    {
        while (tokens[at].Is(Term.Article) || tokens[at].Text is "au")
            at++;
        if (tokens[at].Of(Term.Ordinal) is not { } which || which > 4
            || tokens[at + 1].Of(Term.Unit) != (int)TimeUnit.Quarter)
            return null;
        var next = at + 2;
        while (tokens[next].Is(Term.Of) || tokens[next].Text is "de")
            next++;
        var year = ReadYear(next);
        var first = new DateOnly(year?.Year ?? now.Day.Year, ((which - 1) * 3) + 1, 1);
        if (year is null && first.AddMonths(3) <= now.Day)
            first = first.AddYears(1);
        var (from, to) = Calendar.Months(first, 3);
        return (new PeriodDays(from, to, TimeUnit.Quarter), year?.Next ?? at + 2);
    }
}
