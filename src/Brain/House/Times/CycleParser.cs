namespace Gateway.Brain.House.Times;

/// <summary>Reads what comes again: <c>tous les mardis</c>, <c>every two weeks</c>, <c>weekdays</c>.</summary>
internal sealed class CycleParser(TimeTokens tokens)
{
    /// <summary>The recurrence that begins at a token, or null.</summary>
    public CycleItem? Read(int at)
    {
        if (tokens[at].Of(Term.EveryWeeks) is { } weeks)
            return new CycleItem(at, at + 1, new Recurrence(TimeUnit.Week, weeks));
        if (tokens[at].Of(Term.EveryUnit) is { } unit)
            return new CycleItem(at, at + 1, new Recurrence((TimeUnit)unit, 1));
        // "Un mardi sur deux".
        if (tokens[at].Text is "un" or "1" && Weekday(at + 1) is { } weekday && tokens[at + 2].Text == "sur")
            return new CycleItem(at, at + 4, new Recurrence(TimeUnit.Week, tokens[at + 3].Of(Term.Number)
                ?? 2, weekday));
        return ReadDayOfMonth(at) ?? ReadEvery(at) ?? ReadPlural(at) ?? ReadUsual(at);
    }

    // "Tous les mardis", "every Tuesday", "chaque jour", "every 2 weeks", "every other Friday".
    private CycleItem? ReadEvery(int at)
    {
        if (!tokens[at].Is(Term.Every))
            return null;
        var next = at + 1;
        while (tokens[next].Is(Term.Article) || tokens[next].Text is "single" or "last" or "jours de")
            next++;
        if (Weekday(next) is { } day)
            return To(at, day, next + 1);
        if (tokens[next].Is(Term.EveryWeekday) || tokens[next].Of(Term.Unit) is (int)TimeUnit.Weekend
            or (int)TimeUnit.WorkingDay)
            return Days(at, next + 1, tokens[next].Of(Term.EveryWeekday)
                ?? (tokens[next].Of(Term.Unit) == (int)TimeUnit.Weekend ? 1 : 0));
        if (tokens[next].Text is "other" or "second" or "2nd" && Weekday(next + 1) is { } other)
            return new CycleItem(at, next + 2, new Recurrence(TimeUnit.Week, 2, other));
        if (tokens[next].Text is "other" or "second"
            && tokens[next + 1].Of(Term.Unit) is { } second and >= (int)TimeUnit.Day)
            return new CycleItem(at, next + 2, new Recurrence((TimeUnit)second, 2));
        // "Tous les soirs": a part of every day.
        if (tokens[next].Is(Term.DayPart) || (tokens[next].Text.EndsWith('s') && IsPart(tokens[next].Text)))
            return tokens[at].Text is "any" ? null : new CycleItem(at, next, new Recurrence(TimeUnit.Day, 1));
        var count = tokens[next].Of(Term.Number);
        if (count is not null)
            next++;
        if (tokens[next].Of(Term.Unit) is { } unit and >= (int)TimeUnit.Day)
        {
            // "Any day next week" is no recurrence.
            if (tokens[at].Text is "any")
                return null;
            return (TimeUnit)unit == TimeUnit.Day && count is 8 or 15
                ? new CycleItem(at, next + 1, new Recurrence(TimeUnit.Week, count.Value / 7))
                : new CycleItem(at, next + 1, new Recurrence((TimeUnit)unit, count ?? 1));
        }

        return tokens[next].Is(Term.Weeks)
            ? new CycleItem(at, next + 1, new Recurrence(TimeUnit.Week, tokens[next].Of(Term.Weeks)!.Value))
            : null;
    }

    private static bool IsPart(string word) => word is "matins" or "soirs" or "midis" or "mornings" or "evenings"
        or "nights" or "afternoons";

    // "Le premier de chaque mois", "tous les 15 du mois", "the fifteenth of each month".
    private CycleItem? ReadDayOfMonth(int at)
    {
        var next = at;
        var isEvery = tokens[next].Is(Term.Every);
        while (tokens[next].Is(Term.Article) || (isEvery && next == at) || tokens[next].Is(Term.On))
            next++;
        if ((tokens[next].Of(Term.Ordinal) ?? tokens[next].Of(Term.Number)) is not { } day || day is < 1 or > 31)
            return null;
        next++;
        while (tokens[next].Is(Term.Of) || tokens[next].Text is "du" or "de" or "of")
            next++;
        var isEach = tokens[next].Is(Term.Every);
        if (isEach)
            next++;
        while (tokens[next].Is(Term.Article))
            next++;
        return (isEvery && next > at + 2 || isEach) && tokens[next].Of(Term.Unit) == (int)TimeUnit.Month
            && (isEach || tokens[next - 1].Text is "du" or "of" or "the" or "of the")
            ? new CycleItem(at, next + 1, new Recurrence(TimeUnit.Month, 1, DayOfMonth: day))
            : null;
    }

    // "Les mardis", "Thursdays", "weekends, every one of them".
    private CycleItem? ReadPlural(int at)
    {
        var next = tokens[at].Is(Term.Article) || tokens[at].Is(Term.On) ? at + 1 : at;
        // "Monday mornings".
        if (Weekday(next) is { } each && IsPart(tokens[next + 1].Text))
            return new CycleItem(at, next + 1, new Recurrence(TimeUnit.Week, 1, each));
        if (tokens[next].Of(Term.Weekdays) is { } day)
            return To(at, (DayOfWeek)day, next + 1);
        if (tokens[next].Of(Term.EveryWeekday) is not { } which || tokens[next + 1].Is(Term.Number)
            || (which == 1 && tokens[next].Text == "week ends" && next == at))
            return null;
        return Days(at, next + 1, which);
    }

    // "Le samedi d'habitude", "le vendredi matin, toutes les semaines".
    private CycleItem? ReadUsual(int at)
    {
        var next = tokens[at].Is(Term.Article) ? at + 1 : at;
        if (tokens[next].Of(Term.Weekday) is not { } day || !tokens[at].Is(Term.Article))
            return null;
        for (var near = 1; near < 5; near++)
        {
            if ((near > 0 && tokens[next + near].Is(Term.Usually)) || tokens[at - near].Is(Term.Usually))
                return new CycleItem(at, next + 1, new Recurrence(TimeUnit.Week, 1, (DayOfWeek)day));
        }

        return null;
    }

    private DayOfWeek? Weekday(int at) =>
        (DayOfWeek?)(tokens[at].Of(Term.Weekday) ?? tokens[at].Of(Term.Weekdays));

    // "Tous les jours du lundi au vendredi", "every Monday to Friday".
    private CycleItem To(int at, DayOfWeek first, int next)
    {
        var isRange = tokens[next].Is(Term.To) || tokens[next].Text is "-" or "a" or "au";
        return isRange && Weekday(tokens[next + 1].Is(Term.Article) ? next + 2 : next + 1) is { } last
            ? new CycleItem(at, tokens[next + 1].Is(Term.Article) ? next + 3
            : next + 2, new Recurrence(TimeUnit.Week, 1, first, last))
            : new CycleItem(at, next, new Recurrence(TimeUnit.Week, 1, first));
    }

    private static CycleItem Days(int at, int next, int which) => new(at, next, which == 0
        ? new Recurrence(TimeUnit.Week, 1, DayOfWeek.Monday, DayOfWeek.Friday)
        : new Recurrence(TimeUnit.Week, 1, DayOfWeek.Saturday, DayOfWeek.Sunday));
}
