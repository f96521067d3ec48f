namespace Gateway.Brain.House.Times;

/// <summary>Reads times by how far off they are: <c>dans trois jours</c>, <c>2 hours ago</c>, <c>a week on
/// Tuesday</c>.</summary>
internal sealed class DurationParser(TimeTokens tokens, LocalNow now)
{
    // Nobody counts further, and the calendar ends.
    private const int LargestCount = 2_000;

    /// <summary>The moment or day that begins at a token, or null.</summary>
    public PointItem? Read(int at)
    {
        var token = tokens[at];
        if (token.Is(Term.Within) && Length(SkipDeterminer(at + 1)) is { } limit)
            return Point(at, limit, 1) with { Bound = Bound.Until };
        // "Dans l'heure", "within the hour", "sous huitaine".
        if ((token.Is(Term.In) || token.Is(Term.Within)) && token.Text is not "in"
            && tokens[at + 1].Text is "l" or "the"
            && tokens[at + 2].Of(Term.Unit) is (int)TimeUnit.Hour && !tokens[at + 3].Is(Term.Of))
            return Point(at, new Span(60, TimeUnit.Hour, at + 3), 1) with { Bound = Bound.Until };
        if (token.Text == "in the" && Length(at + 1) is { } stretch && Start(at, stretch) is { } weeks)
            return weeks;
        if (token.Is(Term.In))
        {
            if (tokens[at + 1].Text is "les" or "the" && tokens[at + 2].Is(Term.Number) && Length(at + 2) is { } bound)
                return Point(at, bound, 1) with { Bound = Bound.Until };
            if (Length(SkipDeterminer(at + 1)) is { } further)
                return Start(at, further) ?? Point(at, further with { Next = SkipTime(further.Next) }, 1);
        }

        if (token.Is(Term.Ago) && !tokens.Vocabulary.CountsHoursBarely && Length(SkipDeterminer(at + 1)) is { } past)
            return Point(at, past, -1);
        if (Length(at) is not { } length)
            return null;
        if (tokens[length.Next].Is(Term.Ago) && tokens.Vocabulary.CountsHoursBarely)
            return Point(at, length with { Next = length.Next + 1 }, -1);
        var next = length.Next;
        if (tokens[next].Text == "time" && tokens[next + 1].Is(Term.FromNow))
            next++;
        if (tokens[next].Is(Term.FromNow) && tokens[next].Text != "time")
            return Point(at, length with { Next = next + 1 }, 1);
        if (tokens[next].Text is "from" && tokens[next + 1].Of(Term.RelativeDay) is { } from)
            return new PointItem(at, next + 2) { Day = Day(now.Day.AddDays(from), length, 1) };
        return null;
    }

    /// <summary>A length of time and the day it is counted from: "a week on Tuesday", "two weeks tomorrow".</summary>
    public (DaySpec Day, int Next)? ReadOnDay(int at)
    {
        if (Length(at) is not { Unit: TimeUnit.Week or TimeUnit.Day } length)
            return null;
        var next = length.Next;
        while (tokens[next].Is(Term.On))
            next++;
        if (tokens[next].Is(Term.Of) || tokens[next].Text is "after" or "before" or "apres" or "avant")
            return Beside(next, length);
        if (length.Unit == TimeUnit.Week && tokens[next].Of(Term.Weekday) is { } weekday && next > length.Next)
            return (new WeekdayDay((DayOfWeek)weekday, length.Count), next + 1);
        return tokens[next].Of(Term.RelativeDay) is { } days and >= 0 && tokens.Vocabulary.CountsHoursBarely
            ? (Day(now.Day.AddDays(days), length, 1), next + 1)
            : null;
    }

    // "Deux jours après Noël", "a week before Christmas".
    private (DaySpec, int)? Beside(int at, Span length)
    {
        if (tokens[at].Text is not ("after" or "before" or "apres" or "avant"))
            return null;
        return new DayParser(tokens, now).Read(at + 1) is { Day: { } day } read
            && day.Resolve(now.Day, null, null) is { } found
            ? (Day(found.From, length, tokens[at].Text is "after" or "apres" ? 1 : -1), read.Next)
            : null;
    }

    // "In the two weeks starting tomorrow".
    private PointItem? Start(int at, Span length)
    {
        if (tokens[length.Next].Text is not ("starting" or "from") || length.Unit < TimeUnit.Day)
            return null;
        return new DayParser(tokens, now).Read(length.Next + 1) is { Day: { } day } read
            && day.Resolve(now.Day, null, null) is { } found
            ? new PointItem(at, read.Next)
            {
                Day = new PeriodDays(found.From, Calendar.Add(found.From, length.Count, length.Unit).AddDays(-1)),
            }
            : null;
    }

    private int SkipDeterminer(int at)
    {
        while (tokens[at].Text is "les" or "the" or "about" or "around" or "environ" or "another" or "a peu pres"
            or "encore" or "next"
            || (tokens[at].Is(Term.At) && tokens[at].Text is "environ" or "genre"))
            at++;
        return at;
    }

    private int SkipTime(int at) => tokens[at].Text == "time" || tokens[at].Is(Term.FromNow) ? at + 1 : at;

    private PointItem Point(int at, Span length, int sign)
    {
        if (length.Unit is not (TimeUnit.Hour or TimeUnit.Minute))
            return new PointItem(at, length.Next) { Day = Day(now.Day, length, sign) };
        var moment = now.Moment.AddMinutes(sign * length.Count);
        return new PointItem(at, length.Next)
        {
            Day = new PeriodDays(DateOnly.FromDateTime(moment), DateOnly.FromDateTime(moment)) { LooksBack = sign < 0 },
            Clock = new ClockTime((moment.Hour * 60) + moment.Minute, false),
        };
    }

    private static PeriodDays Day(DateOnly from, Span length, int sign)
    {
        var day = Calendar.Add(from, sign * length.Count, length.Unit);
        return new PeriodDays(day, day) { LooksBack = sign < 0 };
    }

    // "Trois jours", "une demi-heure", "2h30", "a couple of weeks", "quinze jours"; hours and less in minutes.
    private Span? Length(int at)
    {
        if (tokens[at].Text is "un" or "une" or "a" or "an"
            && (tokens[at + 1].Is(Term.Fraction) || tokens[at + 1].Is(Term.Weeks)))
            at++;
        if (tokens[at].Of(Term.Fraction) is { } minutes)
            return new Span(minutes, TimeUnit.Minute, at + 1);
        if (tokens[at].Of(Term.Weeks) is { } weeks)
            return new Span(weeks, TimeUnit.Week, at + 1);
        var isOne = tokens[at].Text is "a" or "an" or "une" or "un";
        var isBareWeek = tokens[at].Of(Term.Unit) == (int)TimeUnit.Week && tokens.Vocabulary.CountsHoursBarely
            && tokens[at + 1].Is(Term.On) && tokens[at + 2].Is(Term.Weekday);
        var number = isOne || isBareWeek ? 1 : tokens[at].Of(Term.Number);
        if (number is not { } count || count > LargestCount)
            return null;
        var next = isBareWeek ? at : at + 1;
        if (isOne && tokens[next].Text is "dizaine" or "vingtaine")
            (count, next) = (tokens[next].Value, tokens[next + 1].Text == "de" ? next + 2 : next + 1);
        if (tokens[next].Text is "couple")
            (count, next) = (2, next + 1);
        if (tokens[next].Text is "of" && count == 2)
            next++;
        if (tokens[next].Text is "petite" or "petites" or "petits" or "petit" or "good" or "full" or "more"
            or "bonne" or "bonnes")
            next++;
        if (tokens[next].Of(Term.Weeks) is { } several)
            return new Span(count * several, TimeUnit.Week, next + 1);
        if (tokens[next].Of(Term.Unit) is not { } value || (TimeUnit)value is TimeUnit.Weekend or TimeUnit.Quarter)
            return null;
        return (TimeUnit)value switch
        {
            TimeUnit.Minute => new Span(count, TimeUnit.Minute, next + 1),
            TimeUnit.Hour => Hours(count, next + 1),
            // "Huit jours" is a week, "quinze jours" two.
            TimeUnit.Day when tokens.Vocabulary == TimeVocabulary.French && count is 8 or 15
                && tokens[next].Text is "jours" or "j" or "jrs" =>
                new Span(count / 7, TimeUnit.Week, next + 1),
            var unit => new Span(count, unit, next + 1),
        };
    }

    private Span Hours(int count, int next)
    {
        if (tokens[next].Text is "et" or "and" && tokens[next + 1].Text is "demi" or "demie")
            return new Span((60 * count) + 30, TimeUnit.Minute, next + 2);
        if (tokens[next].Text is "et" && tokens[next + 1].Text is "quart")
            return new Span((60 * count) + 15, TimeUnit.Minute, next + 2);
        if (tokens[next].Text is "and" && tokens[next + 1].Text is "a" && tokens[next + 2].Text is "half" or "quarter")
            return new Span((60 * count) + (tokens[next + 2].Text == "half" ? 30 : 15), TimeUnit.Minute, next + 3);
        return tokens[next] is { IsFigures: true, IsGlued: true } minutes
            && minutes.Of(Term.Number) is { } more and < 60
            ? new Span((60 * count) + more, TimeUnit.Minute, next + 1)
            : new Span(60 * count, TimeUnit.Hour, next);
    }

    private sealed record Span(int Count, TimeUnit Unit, int Next);
}
