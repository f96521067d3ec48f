namespace Gateway.Brain.House.Times;

/// <summary>Reads dates: <c>24/11</c>, <c>le 3</c>, <c>December the third</c>, <c>the last Friday in
/// November</c>.</summary>
internal sealed class DateParser(TimeTokens tokens, LocalNow now)
{
    private const int LongestMonth = 31;

    private readonly PeriodParser _periods = new(tokens, now);

    /// <summary>A date in figures alone: <c>24/11/2026</c>, <c>05.12</c>, <c>2026-11-24</c>.</summary>
    public (DaySpec Day, int Next)? ReadNumeric(int at)
    {
        var (first, sign, second) = (tokens[at], tokens[at + 1], tokens[at + 2]);
        if (!first.IsFigures || !second.IsFigures || !sign.IsGlued || !second.IsGlued
            || sign.Text is not ("/" or "." or "-")
            || !second.Is(Term.Number) || !first.Is(Term.Number) || tokens[at - 1] is { IsFigures: true })
            return null;
        var hasThird = tokens[at + 3].Text == sign.Text && tokens[at + 3].IsGlued
            && tokens[at + 4] is { IsFigures: true, IsGlued: true };
        if (hasThird && first.Text.Length == 4)
            return (Date(tokens[at + 4].Value, second.Value, first.Value), at + 5);
        if (first.Text.Length > 2 || second.Text.Length > 2)
            return null;
        if (hasThird && tokens[at + 4].Text.Length is 2 or 4)
        {
            var year = tokens[at + 4].Value;
            return (Date(first.Value, second.Value, year < 100 ? 2000 + year : year), at + 5);
        }

        return hasThird ? null : ReadDayAndMonth(at);
    }

    /// <summary>A date in words, or the day of a month: <c>3 December</c>, <c>le 3</c>, <c>the 20th</c>.</summary>
    /// <param name="at">Where the number or the month stands.</param>
    public (DaySpec Day, int Next)? ReadDate(int at)
    {
        if (ReadMonthFirst(at) is { } date)
            return date;
        var token = tokens[at];
        if (DayNumber(at) is not { } day)
            return null;
        var next = at + 1;
        while (tokens[next].Is(Term.Of) || tokens[next].Text is "of" or "de" or "du"
            || (tokens[next] is { Text: "-", IsGlued: true } && tokens[next + 1].Is(Term.Month)))
            next++;
        if (tokens[next].Of(Term.Month) is { } month && !IsMonthElsewhere(next, at + 1))
            return WithYear(day, month, null, next + 1);
        if (next > at + 1 && _periods.ReadUnit(next - 1) is { Unit: TimeUnit.Month }
            || _periods.ReadUnit(next) is { Unit: TimeUnit.Month })
        {
            var period = _periods.ReadUnit(next) ?? _periods.ReadUnit(next - 1)!.Value;
            var within = Calendar.Period(now.Day, TimeUnit.Month, period.Shift);
            return (new DateDay(day, within.Start.Month, within.Start.Year), period.Next);
        }

        return IsDayOfMonth(at, token) ? (new DateDay(day), at + 1) : null;
    }

    /// <summary>The date behind a day of the week: "mardi 24", "Thursday the 3rd of December".</summary>
    public (DaySpec Day, int Next)? ReadBesideWeekday(int at, DayOfWeek weekday)
    {
        while (tokens[at].Is(Term.Article) || tokens[at].Text is "," or "on")
            at++;
        if (ReadNumeric(at) is { Day: DateDay figures } found)
            return (figures with { Weekday = weekday }, found.Next);
        if (ReadMonthFirst(at) is { Day: DateDay first } named)
            return (first with { Weekday = weekday }, named.Next);
        if (DayNumber(at) is not { } day)
            return null;
        var next = at + 1;
        while (tokens[next].Text is "of" or "de")
            next++;
        if (tokens[next].Of(Term.Month) is { } month)
            return WithYear(day, month, weekday, next + 1);
        // "Mardi 9 h", "Tuesday 10-12", "Monday 3pm" are hours.
        var isHour = tokens[at + 1].Is(Term.Unit) || tokens[at + 1].Text is ":" or "." or "/" or "-" or "à"
            || tokens[at + 1].Is(Term.Am) || tokens[at + 1].Is(Term.Pm)
            || (tokens[at + 1].Is(Term.To) && tokens[at + 1].Text is not ("au" or "aux"))
            || tokens[at + 1].Is(Term.OClock);
        var isOrdinal = tokens[at].Is(Term.Ordinal) || tokens[at - 1].Text is "le" or "the";
        if (isHour && !isOrdinal && !(tokens[at + 1].Is(Term.At) && !tokens[at + 1].Is(Term.Unit)))
            return null;
        if (!isOrdinal && tokens.Vocabulary.CountsHoursBarely && day <= 12 && !tokens[at + 1].Is(Term.At))
            return null;
        return (new DateDay(day, Weekday: weekday), at + 1);
    }

    /// <summary>"The first Monday in December", "le dernier jour du mois".</summary>
    public (DaySpec Day, int Next)? ReadNthWeekday(int at)
    {
        var which = tokens[at].Is(Term.Last) ? -1 : tokens[at].Of(Term.Ordinal) ?? 0;
        if (which is < -1 or 0 or > 5)
            return null;
        var isDay = tokens[at + 1].Of(Term.Unit) == (int)TimeUnit.Day;
        if (tokens[at + 1].Of(Term.Weekday) is null && !isDay)
            return null;
        var next = at + 2;
        while (tokens[next].Is(Term.Of) || tokens[next].Text is "in" or "du" or "de" or "d" or "the" or "l")
            next++;
        var month = tokens[next].Of(Term.Month) is { } named
            ? _periods.Month(next, named)
            : _periods.ReadUnit(next) is { Unit: TimeUnit.Month or TimeUnit.Year } unit
            ? (Calendar.Period(now.Day, unit.Unit, unit.Shift), unit.Next)
            : tokens[next].Of(Term.Unit) is (int)TimeUnit.Month or (int)TimeUnit.Year
            ? (Calendar.Period(now.Day, (TimeUnit)tokens[next].Of(Term.Unit)!.Value, 0), next + 1)
            : default((PeriodDays, int)?);
        if (month is not { } found)
            return null;
        var (period, end) = found;
        if (isDay)
        {
            var edge = which < 0 ? period.To : period.Start.AddDays(which - 1);
            return (new PeriodDays(edge, edge), end);
        }

        var day = Calendar.Nth(
            period.Start.Year, period.Start.Month, (DayOfWeek)tokens[at + 1].Of(Term.Weekday)!.Value, which);
        return day is { } exact ? (new PeriodDays(exact, exact), end) : (new NoDay(), end);
    }

    private (DaySpec, int)? ReadDayAndMonth(int at)
    {
        var (day, month) = (tokens[at].Value, tokens[at + 2].Value);
        var (sign, next) = (tokens[at + 1].Text, at + 3);
        var isAnnounced = tokens[at - 1].Is(Term.Article) || tokens[at - 1].Is(Term.On)
            || tokens[at - 1].Text is "du" or "au"
            || tokens[at - 1].Is(Term.Weekday);
        if (sign == "-" && !(isAnnounced && month is >= 10 and <= 12 && tokens[at + 2].Text.Length == 2
            && !tokens[next].Is(Term.Month)))
            return null;
        if (sign == ".")
        {
            var isClosed = tokens[next].Text == "." && tokens[next].IsGlued;
            var isPadded = tokens[at + 2].Text.Length == 2
                && (tokens[at].Text[0] == '0' || tokens[at + 2].Text[0] == '0' || isAnnounced || day > 12);
            return (isClosed || isPadded) && month <= 12 ? (Date(day, month, null), isClosed ? next + 1 : next) : null;
        }

        // "3/4 length", "1/2 heure", "205/55".
        var isShare = day < month && day < 4 && month < 6 && !isAnnounced
            && (tokens[next].Term == Term.Other || tokens[next].Is(Term.Of) || tokens[next].Is(Term.Unit));
        return isShare || tokens[next].IsGlued && tokens[next].Term == Term.Other ? null
            : (Date(day, month, null), next);
    }

    private (DaySpec Day, int Next)? ReadMonthFirst(int at)
    {
        if (tokens[at].Of(Term.Month) is not { } month || !tokens.Vocabulary.CountsHoursBarely)
            return null;
        var next = tokens[at + 1].Text is "the" ? at + 2 : at + 1;
        return DayNumber(next) is { } day && !(tokens[next].Is(Term.Number) && IsMeridiemOrHour(next + 1))
            ? WithYear(day, month, null, next + 1)
            : null;
    }

    private bool IsMeridiemOrHour(int at) =>
        tokens[at].Is(Term.Am) || tokens[at].Is(Term.Pm) || tokens[at].Text is ":" || tokens[at].Is(Term.OClock);

    private int? DayNumber(int at) =>
        tokens[at].Text.Length < 3 || !tokens[at].IsFigures || tokens[at].Is(Term.Ordinal)
            ? tokens[at].Of(Term.Ordinal) ?? tokens[at].Of(Term.Number)
            : null;

    private (DaySpec Day, int Next) WithYear(int day, int month, DayOfWeek? weekday, int next)
    {
        // "Le 15 octobre dernier".
        if (tokens[next].Is(Term.Last) && Calendar.Date(now.Day.Year, month, day) is { } past)
        {
            past = past < now.Day ? past : past.AddYears(-1);
            return (new PeriodDays(past, past) { LooksBack = true }, next + 1);
        }

        var year = _periods.ReadYear(next);
        DaySpec date = Date(day, month, year?.Year) is DateDay known ? known with { Weekday = weekday } : new NoDay();
        return (date, year?.Next ?? next);
    }

    private static DaySpec Date(int day, int month, int? year) =>
        month is < 1 or > 12 || day is < 1 or > LongestMonth ? new NoDay() : new DateDay(day, month, year);

    // "Le 3 mars" but not "the 3rd, May I ...".
    private bool IsMonthElsewhere(int at, int next) => tokens[at].Text == "may" && at > next
        && !tokens[at - 1].Is(Term.Of);

    // A number behind an article is a day of the month unless something is counted or a street begins.
    private bool IsDayOfMonth(int at, TimeToken token)
    {
        var (before, after) = (tokens[at - 1], tokens[at + 1]);
        if (token.Value > LongestMonth || after.Is(Term.Unit) || after.Is(Term.Fraction)
            || after.Text is "%" or "€" or "£" or "/" or ":"
            || after.Is(Term.Weekday) || NotDays.Contains(after.Text) || token.Text.Length > 2 && token.IsFigures
            && token.Is(Term.Number))
            return false;
        var isFrench = !tokens.Vocabulary.CountsHoursBarely;
        var isPlural = after.Term == Term.Other && after.Text.Length > 4 && after.Text[^1] is 's' or 'x'
            && !NotPlurals.Contains(after.Text);
        var hasArticle = isFrench
            ? before.Text is "le" or "du" or "au" or "les" or "ce"
            || before.Text.EndsWith(" le", StringComparison.Ordinal)
                || before.Text.EndsWith(" du", StringComparison.Ordinal)
                || before.Text.EndsWith(" au", StringComparison.Ordinal)
            : before.Text is "the" || before.Text.EndsWith(" the", StringComparison.Ordinal);
        // Of the days of a month, only the first is counted so in French.
        if (isFrench && token.Is(Term.Ordinal) && token.Value != 1)
            return false;
        if (token.Is(Term.Ordinal))
        {
            return token.IsFigures
                ? (hasArticle || !isFrench) && after.Term != Term.Other || hasArticle && !isPlural && isFrench
                    || (!isFrench && hasArticle && IsSentenceWord(after.Text))
                : hasArticle && (!isFrench || after.Is(Term.To) || before.Is(Term.From))
                && after.Term is not (Term.Other or Term.Article);
        }

        return isFrench && hasArticle && !isPlural && (token.IsFigures || after.Term != Term.Other)
            && !(after.Term == Term.Other && after.IsGlued);
    }

    private static bool IsSentenceWord(string word) =>
        word is "is" or "would" or "works" or "suits" or "will" or "if" or "i" or "we" or "ok" or "it" or "you"
            or "could"
            or "can" or "as" or "with" or "because" or "my" or "should" or "looks" or "sounds" or "was" or "im"
            or "that";

    private static readonly HashSet<string> NotDays =
    [
        "rue", "avenue", "av", "bd", "bld", "boulevard", "place", "chemin", "impasse", "allee", "route", "quai",
            "bis", "ter",
        "euros", "balles", "cm", "km", "mm", "kg", "portes", "places", "pneus", "time", "one", "floor", "hand",
            "gear", "street",
        "road", "avenue", "lane", "close", "person", "car", "door", "row", "party", "name", "thing", "quid",
            "pounds", "fois",
        "litres", "pieces", "personnes", "saisons", "roues",
    ];

    private static readonly HashSet<string> NotPlurals =
        ["alors", "dans", "apres", "jsuis", "sinon", "dispos", "devrais", "pourrais", "serais", "prefererais",
            "aurais", "voudrais", "merci", "ouais", "aimerais", "avez", "etes"];
}
