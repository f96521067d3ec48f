namespace Gateway.Brain.House.Times;

/// <summary>Reads points, bounds and ranges from a row of items.</summary>
internal sealed class ComponentParser(IReadOnlyList<TimeItem> items, TimeTokens tokens, DateOnly today)
{
    private const int WidestGap = 3;

    /// <summary>The component that begins at an item, or null.</summary>
    public TimeComponent? Read(int at)
    {
        if (At(at) is CycleItem cycle)
            return new TimeComponent(at, at + 1, new SaidPoint()) { Cycle = cycle.Cycle };
        if (At(at) is WholeItem whole)
            return new TimeComponent(at, at + 1, new SaidPoint()) { Whole = whole.Value };
        return ReadBetween(at) ?? ReadOpen(at) ?? ReadPlain(at);
    }

    // "Entre 14h et 16h", "from 9 to 12", "du 3 au 10".
    private TimeComponent? ReadBetween(int at)
    {
        if (At(at) is not MarkItem mark || !(mark.Is(Term.Between) || mark.Is(Term.From)))
            return null;
        (SaidPoint Point, int Next)? from = At(at + 1) is WholeItem { Value: AtOnce }
            ? (new SaidPoint(new PeriodDays(today, today)), at + 2)
            : ReadPoint(at + 1, takesNumber: true);
        if (from is not { } begin || ReadEnd(begin, mark.Is(Term.Between)) is not { } end)
            return null;
        return new TimeComponent(at, end.Next, begin.Point, end.Point);
    }

    // "Après 18h", "by the end of the month", "not before 5".
    private TimeComponent? ReadOpen(int at)
    {
        if (At(at) is not MarkItem mark)
            return null;
        var bound = mark switch
        {
            _ when mark.Is(Term.Between) => Bound.None,
            _ when mark.Is(Term.From) => mark.Token.Of(Term.From) == 0 ? Bound.From : Bound.None,
            _ when mark.Is(Term.Before) => Bound.Before,
            _ when mark.Is(Term.By) || mark.Is(Term.Until) => Bound.Until,
            _ when mark.Is(Term.After) => Bound.After,
            _ => Bound.None,
        };
        if (bound == Bound.None)
            return null;
        var next = at + 1;
        // "But not before", "until after", "by before": the second word of two decides.
        while (At(next) is GapItem { Cost: 0 })
            next++;
        if (ReadPoint(next, takesNumber: tokens.Vocabulary.CountsHoursBarely) is not { } read)
            return null;
        // "Since Monday" looks back.
        if (mark.Token.Text is "since" or "depuis" or "depuis le" && read.Point.Day is WeekdayDay weekday)
            return new TimeComponent(at, read.Next, read.Point with { Day = weekday with { LooksBack = true } },
                Bound: bound);
        // "Passé 19h", but "je passe demain".
        if (mark.Token.Text is "passe" or "passee" or "passes" && read.Point is { Clock: null } or { Day: not null })
            return null;
        return new TimeComponent(at, read.Next, read.Point, Bound: bound);
    }

    private TimeComponent? ReadPlain(int at)
    {
        var start = at;
        var isAt = false;
        while (At(at) is MarkItem mark && (mark.Is(Term.At) || mark.Token.Of(Term.From) == 1))
            (isAt, at) = (mark.Is(Term.At) && mark.Token.Text != "for", at + 1);
        if (At(at) is GapItem)
            return null;
        if (ReadPoint(at, isAt && tokens.Vocabulary.CountsHoursBarely) is not { } from)
            return null;
        if (ReadEnd(from, isBetween: false) is { } to)
            return new TimeComponent(start, to.Next, from.Point, to.Point);
        var bound = At(at) is PointItem { Bound: not Bound.None } bounding ? bounding.Bound : Bound.None;
        var next = from.Next;
        while (At(next) is GapItem { Cost: 0 } or MarkItem { Token.Text: "," })
            next++;
        if (At(next) is MarkItem suffix && At(next + 1) is not (PointItem or NumberItem)
            && (suffix.Is(Term.OrLater) || suffix.Is(Term.OrEarlier)))
        {
            bound = suffix.Is(Term.OrLater) ? Bound.From : Bound.Until;
            return new TimeComponent(start, next + 1, from.Point, Bound: bound);
        }

        return new TimeComponent(start, from.Next, from.Point, Bound: bound);
    }

    // The end of a range, of the same kind as its beginning.
    private (SaidPoint Point, int Next)? ReadEnd((SaidPoint Point, int Next) from, bool isBetween)
    {
        var at = from.Next;
        while (At(at) is GapItem { Cost: 0 } or MarkItem { Token.Text: "," } && At(at + 1) is MarkItem)
            at++;
        if (At(at) is not MarkItem mark)
            return null;
        var isSeparator = mark.Is(Term.To) || mark.Token.Text is "-" or "a" || (mark.Is(Term.Until) && !isBetween)
            || (isBetween && mark.Is(Term.And));
        if (!isSeparator || ReadPoint(at + 1, takesNumber: from.Point.Clock is not null) is not { } to)
            return null;
        // "Dimanche à 9h" is no range, "lundi à jeudi" is.
        var isSame = (from.Point.Clock is not null && to.Point.Clock is not null)
            || (from.Point.Day is not null && to.Point.Day is not null && from.Point.Clock is null);
        return isSame ? to : null;
    }

    // What says something of one point, side by side: "demain matin", "9h mardi", "Tuesday at 2".
    private (SaidPoint Point, int Next)? ReadPoint(int at, bool takesNumber)
    {
        while (At(at) is MarkItem mark && mark.Is(Term.At) || At(at) is GapItem { Cost: 0 })
            (at, takesNumber) = (at + 1, takesNumber || (At(at) is MarkItem && tokens.Vocabulary.CountsHoursBarely));
        if (Said(at, takesNumber) is not { } point)
            return null;
        var next = at + 1;
        while (true)
        {
            var (ahead, gap, isAt) = (next, 0, false);
            while (ahead < items.Count && gap <= WidestGap && Skips(ahead, ref isAt))
                gap += items[ahead++] is GapItem { Cost: var cost } ? cost : 0;
            if (gap > WidestGap || Said(ahead, isAt && tokens.Vocabulary.CountsHoursBarely) is not { } more
                || At(ahead) is PointItem { Bound: not Bound.None } || BeginsRange(ahead, point)
                || point.Join(more, today) is not { } joined)
                return (point, next);
            (point, next) = (joined, ahead + 1);
        }
    }

    private bool Skips(int at, ref bool isAt)
    {
        if (items[at] is GapItem)
            return true;
        if (items[at] is not MarkItem mark)
            return false;
        isAt |= mark.Is(Term.At);
        return mark.Is(Term.At) || mark.Token.Text == "," || mark.Token.Of(Term.From) == 1
            || (mark.Token.Text == "-" && At(at + 1) is PointItem { Day: null });
    }

    // "Friday 9 to 5": the nine begins a range and is not that of Friday alone.
    private bool BeginsRange(int at, SaidPoint before)
    {
        if (before.Clock is not null || Said(at, true)?.Clock is null)
            return false;
        var end = at + 1;
        return At(end) is MarkItem mark && (mark.Is(Term.To) || mark.Token.Text is "-" or "a" || mark.Is(Term.Until))
            && Said(end + 1, true) is { Clock: not null, Day: null };
    }

    private SaidPoint? Said(int at, bool takesNumber)
    {
        if (At(at) is PointItem point)
            return new SaidPoint(point.Day, point.Clock, point.Part);
        if (At(at) is not NumberItem number)
            return null;
        if (IsDayBeside(at))
            return new SaidPoint(new DateDay(number.Day));
        // "Nov 24 to 27".
        if (tokens.Vocabulary.CountsHoursBarely && number.Day > 0 && At(at - 1) is MarkItem mark && Joins(mark)
            && At(at - 2) is PointItem { Day: DateDay { Month: not null, Weekday: null }, Clock: null }
            && StandsAlone(at))
            return new SaidPoint(new DateDay(number.Day));
        if (number.Clock.IsInvalid)
            return null;
        return (takesNumber && StandsAlone(at)) || IsHourBeside(at) ? new SaidPoint(Clock: number.Clock) : null;
    }

    // "24-27 Nov", "from 3 to 10 December", "les 5 et 6 décembre": the month follows with the last of them.
    private bool IsDayBeside(int at)
    {
        if (At(at) is not NumberItem { Day: > 0 } || At(at + 1) is not MarkItem mark
            || !(Joins(mark) || mark.Token.Text == ","))
            return false;
        return At(at + 2) is PointItem { Day: DateDay { Month: not null, Weekday: null }, Clock: null }
            || (At(at + 2) is NumberItem && IsDayBeside(at + 2));
    }

    // "2 or 3 pm", "8-10am", "entre 12 et 14h", "Mon 9-5", "two in the afternoon".
    private bool IsHourBeside(int at)
    {
        if (At(at + 1) is PointItem { Part: not null, Day: null } && tokens.Vocabulary.CountsHoursBarely)
            return true;
        if (!tokens.Vocabulary.CountsHoursBarely && At(at + 1) is not MarkItem)
            return false;
        // "3 on Friday", "10 tomorrow".
        if (tokens.Vocabulary.CountsHoursBarely
            && (At(at + 1) is PointItem { Day: PeriodDays { IsSeveral: false }, Clock: null }
            || (At(at + 1) is GapItem { Cost: 0 } && tokens[items[at].Next].Text == "on"
            && At(at + 2) is PointItem { Day: not null })))
            return true;
        if (At(at - 1) is MarkItem before && before.Is(Term.Or) && StandsAlone(at)
            && (At(at - 2) is PointItem { Clock: not null }
            || (At(at - 2) is NumberItem && (At(at - 3) is MarkItem { Token: var token } && token.Is(Term.At)
            || At(at - 3) is GapItem { Cost: 0 } && At(at - 4) is PointItem || At(at + 1) is PointItem))))
            return true;
        if (At(at + 1) is not MarkItem mark)
            return false;

        if (!Joins(mark))
            return false;
        if (At(at + 2) is PointItem { Clock: not null } next)
            return next.Bound == Bound.None;
        return At(at + 2) is NumberItem && StandsAlone(at + 2)
            && (!mark.Is(Term.Or) || tokens.Vocabulary.CountsHoursBarely)
            && (At(at - 1) is PointItem { Day: not null }
            || (At(at - 1) is GapItem { Cost: 0 } && At(at - 2) is PointItem { Day: not null })
                || (At(at - 1) is null && At(at + 3) is null && !mark.Is(Term.Or)
                && tokens.Vocabulary.CountsHoursBarely) || At(at + 3) is PointItem { Day: not null }
                || (At(at + 3) is GapItem { Cost: 0 } && At(at + 4) is PointItem { Day: not null }));
    }

    private static bool Joins(MarkItem mark) =>
        mark.Is(Term.To) || mark.Is(Term.Until) || mark.Is(Term.Or) || mark.Is(Term.And)
            || mark.Token.Text is "-" or "a";

    // A number before a noun counts something.
    private bool StandsAlone(int at)
    {
        var token = tokens[items[at].Next];
        return token.Term switch
        {
            Term.Unit or Term.Fraction or Term.Weeks => false,
            Term.Other => SentenceWords.Contains(token.Text),
            Term.Sign => token.Text is not ("%" or "€" or "£" or "$" or "/" or "+" or "°"),
            Term.Number => false,
            _ => true,
        };
    }

    private TimeItem? At(int at) => at >= 0 && at < items.Count ? items[at] : null;

    private static readonly HashSet<string> SentenceWords =
    [
        "is", "would", "works", "work", "suits", "will", "if", "i", "we", "ok", "it", "you", "could", "can", "as",
            "with", "because",
        "my", "should", "looks", "sounds", "was", "when", "cos", "coz", "thanks", "cheers", "mate", "m8", "he",
            "she", "they", "im",
        "works", "that", "who", "where", "until", "which", "she's", "si", "je", "on", "c", "ca", "vous", "svp",
            "whatever", "whichever",
        "sir", "luv", "love", "u", "do", "are", "there", "best", "fine", "good", "great", "possible", "alright",
            "yeah", "yes", "by", "and",
    ];
}
