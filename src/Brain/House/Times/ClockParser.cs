namespace Gateway.Brain.House.Times;

/// <summary>Reads times of day: <c>14h30</c>, <c>midi et demi</c>, <c>half past two</c>, <c>3pm</c>,
/// <c>08:30</c>.</summary>
internal sealed class ClockParser(TimeTokens tokens)
{
    private const int HalfHour = 30;

    /// <summary>The time that begins at a token, or null.</summary>
    public PointItem? Read(int at)
    {
        var start = at;
        if (tokens[at].Is(Term.Article) && (tokens[at + 1].Is(Term.Number)
            || tokens[at + 1].Text is "quarter" or "half"))
            at++;
        var (clock, next) = ReadHour(at) ?? ReadFigures(at) ?? ReadRelative(at) ?? ReadSpoken(at) ?? default;
        if (next == 0)
            return null;
        if (tokens[next].Is(Term.OClock) || tokens[next].Text == "ish")
            next++;
        if (tokens[next].Text == "-" && tokens[next + 1].Text == "ish")
            next += 2;
        (clock, next) = Meridiem(clock, next);
        return new PointItem(start, next) { Clock = clock };
    }

    /// <summary>A number that may be an hour, or null: "at 3", "1030".</summary>
    public NumberItem? ReadBare(int at)
    {
        var token = tokens[at];
        if (token.Of(Term.Number) is not { } number)
            return null;
        if (token is { IsFigures: true, Text.Length: 4 } && number / 100 < 24 && number % 100 < 60)
            return new NumberItem(at, at + 1, ClockTime.Of(number / 100, number % 100, number / 100 >= 10));
        return number is > 0 and <= 31 && token.Text.Length < 3 + (token.IsFigures ? 0 : 9)
            ? new NumberItem(at, at + 1, ClockTime.Of(number, 0, token.Text[0] != '0')) { Day = number }
            : null;
    }

    // "14h30", "deux heures moins le quart", "midi et demi", "half past midday".
    private (ClockTime, int)? ReadHour(int at)
    {
        var token = tokens[at];
        if (token.Of(Term.NamedHour) is { } named)
        {
            var hour = ClockTime.Of(named, 0, false) with { IsMidnight = named == 0 };
            return MinutesAfter(hour, at + 1);
        }

        if (token.Of(Term.Number) is not { } number || !IsHourSign(at + 1))
            return null;
        // "Demain 25h" is no time, "48h" so long.
        if (number is > 24 and < 30 && (tokens[at - 1].Is(Term.At) || tokens[at - 1].Is(Term.RelativeDay)
            || tokens[at - 1].Is(Term.Weekday)))
            return (ClockTime.None, at + 2);
        if (number > 24 || IsLength(at))
            return null;
        return MinutesAfter(ClockTime.Of(number, 0, token.Text[0] != '0'), at + 2);
    }

    private bool IsHourSign(int at) => tokens[at].Of(Term.Unit) == (int)TimeUnit.Hour
        && tokens[at].Text is "h" or "heure" or "heures" or "eure" or "eures" or "heur" or "heurs" or "hrs" or "hr";

    // "Trois heures de route", "pendant 2 heures", "toutes les 2 heures": how long, not when.
    private bool IsLength(int at) =>
        tokens[at - 1].Text is "pendant" or "durant" or "en" or "prend" or "prendre" or "dure" or "durer"
            or "prendra" or "faut" or "tous les" or "toutes les" or "about" or "for"
        || (tokens[at + 2].Text == "de" && !tokens[at + 2].Is(Term.Am) && tokens[at + 3].Term == Term.Other)
        || (tokens[at + 1].Text is "hr" or "hrs" && !tokens[at].IsFigures)
        || (tokens[at + 1].Text is "hr" or "hrs" && tokens[at].Text.Length < 3);

    private (ClockTime, int) MinutesAfter(ClockTime hour, int at)
    {
        var token = tokens[at];
        if (token.Is(Term.Minus) && token.Text == "moins" && Amount(at + 1) is { } less)
            return (hour.Add(-less.Minutes), less.Next);
        if (token.Is(Term.And) && Amount(at + 1) is { Minutes: 15 or HalfHour } more)
            return (hour.Add(more.Minutes), more.Next);
        if (token.Text is "quart" or "demi" or "demie"
            || (token.Text is "un" or "trois" && tokens[at + 1].Text is "quart" or "quarts"))
            return Amount(at) is { } bare ? (hour.Add(bare.Minutes), bare.Next) : (hour, at);
        if (token.Of(Term.Number) is not { } minutes || (token.IsFigures && !token.IsGlued && token.Text.Length != 2)
            || IsHourSign(at + 1) || tokens[at + 1].Is(Term.Month))
            return (hour, at);
        if (token.IsFigures && !token.IsGlued && tokens[at - 1].End + 1 != token.Start)
            return (hour, at);
        return minutes > 59
            ? (token.IsGlued ? ClockTime.None : hour, token.IsGlued ? at + 1 : at)
            : (hour.Add(minutes), at + (tokens[at + 1].Of(Term.Unit) == (int)TimeUnit.Minute ? 2 : 1));
    }

    // A quarter, a half, or so many minutes.
    private (int Minutes, int Next)? Amount(int at)
    {
        while (tokens[at].Text is "le" or "un" or "une" or "a" or "la"
            && tokens[at + 1].Text is "quart" or "quarter" or "demie")
            at++;
        if (tokens[at].Text is "trois" or "3" && tokens[at + 1].Text is "quart" or "quarts")
            return (45, at + 2);
        if (tokens[at].Text is "quart" or "quarter")
            return (15, at + 1);
        if (tokens[at].Text is "demi" or "demie" or "half")
            return (HalfHour, at + 1);
        if (tokens[at].Of(Term.Number) is not { } minutes || minutes is <= 0 or >= 60)
            return null;
        return (minutes, at + (tokens[at + 1].Of(Term.Unit) == (int)TimeUnit.Minute ? 2 : 1));
    }

    // "08:30", "14.30", "0900 hrs", "1400 hours", "10h".
    private (ClockTime, int)? ReadFigures(int at)
    {
        var (token, sign, minute) = (tokens[at], tokens[at + 1], tokens[at + 2]);
        if (!token.IsFigures || token.Of(Term.Number) is not { } hour)
            return null;
        var isPair = minute is { IsGlued: true, IsFigures: true, Text.Length: 2 } && sign.IsGlued
            && minute.Is(Term.Number);
        if (isPair && sign.Text is ":" or "." && token.Text.Length <= 2
            && (sign.Text == ":" || IsDotted(at, minute.Value)))
            return (ClockTime.Of(hour, minute.Value, token.Text[0] != '0'), at + 3);
        if (token.Text.Length == 4 && (tokens[at + 1].Is(Term.OClock)
            || tokens[at + 1].Text is "hrs" or "hours" or "h"))
            return (ClockTime.Of(hour / 100, hour % 100, false), at + 2);
        if (token.Text.Length == 4 && token.Text[0] == '0' && !tokens[at + 1].IsGlued)
            return (ClockTime.Of(hour / 100, hour % 100, false), at + 1);
        // "1030am", "3pm", "8 o'clock".
        if (token.Text.Length is 3 or 4 && IsMeridiem(at + 1))
            return (ClockTime.Of(hour / 100, hour % 100, true), at + 1);
        return hour is > 0 and <= 24 && (IsMeridiem(at + 1) || IsClock(at + 1))
            ? (ClockTime.Of(hour, 0, true), at + 1) : null;
    }

    // "14.30" and "at 3.40" are times, "24.11" is a day and "1.50 m" neither.
    private bool IsDotted(int at, int minutes)
    {
        var hour = tokens[at].Value;
        if (hour > 24 || minutes > 59 || tokens[at + 3].Text is "." or "€" or "£" or "euros" or "eur" or "m" or "km"
            or "kg" or "cm")
            return false;
        if (tokens[at - 1].Text is "€" or "£" or "$")
            return false;
        return minutes > 12 || IsMeridiem(at + 3) || minutes == 0
            || (tokens.Vocabulary.CountsHoursBarely && tokens[at].Text[0] != '0'
                && (tokens[at - 1].Is(Term.At) || tokens[at - 1].Is(Term.Before) || tokens[at - 1].Is(Term.After)));
    }

    // "Half past two", "half two", "quarter to three", "twenty five to four", "ten minutes past 3".
    private (ClockTime, int)? ReadRelative(int at)
    {
        if (!tokens.Vocabulary.CountsHoursBarely || Amount(at) is not { } amount)
            return null;
        var next = amount.Next;
        var isHalf = amount.Minutes == HalfHour && tokens[at].Text == "half";
        var sign = tokens[next].Is(Term.Minus) && amount.Minutes <= HalfHour && !tokens[next].Is(Term.Until) ? -1
            : tokens[next].Is(Term.Past) ? 1
            : isHalf ? 0 : 2;
        // "3 to 10" may be hours; minutes come in fives or after their word.
        var isMinutes = tokens[at].Text is "quarter" or "half" or "a" or "the" || amount.Minutes % 5 == 0
            || next - at > 1;
        if (sign == 2 || !isMinutes)
            return null;
        next += sign == 0 ? 0 : 1;
        var hour = tokens[next].Of(Term.NamedHour) is { } named ? ClockTime.Of(named, 0, false)
            : tokens[next].Of(Term.Number) is { } number and > 0 and <= 12 && !tokens[next + 1].Is(Term.Month)
                && !tokens[next + 1].Is(Term.Unit) && !(sign == -1 && amount.Minutes == 10 && tokens[at].IsFigures)
            ? ClockTime.Of(number, 0, true)
            : ClockTime.None;
        return hour.IsInvalid ? null : (hour.Add(sign < 0 ? -amount.Minutes : amount.Minutes), next + 1);
    }

    // "Two thirty", "oh nine hundred", "eleven o'clock", "tenish".
    private (ClockTime, int)? ReadSpoken(int at)
    {
        var token = tokens[at];
        if (token.Text.Length > 4 && token.Text.EndsWith("ish", StringComparison.Ordinal)
            && tokens.Vocabulary.Numbers.Read(place => place == 0 ? token.Text[..^3]
            : "") is { Words: 1, IsOrdinal: false } about)
            return (ClockTime.Of(about.Number, 0, true), at + 1);
        if (token.Of(Term.Number) is not { } hour || token.IsFigures || !tokens.Vocabulary.CountsHoursBarely)
            return null;
        if (hour == 0 && tokens[at + 1].Of(Term.Number) is < 10 and { } small && tokens[at + 2].Text == "hundred")
            return (ClockTime.Of(small, 0, false), at + 3);
        if (tokens[at + 1].Text == "hundred" && hour is >= 10 and < 24 && (tokens[at + 2].Is(Term.Unit) || hour > 12))
            return (ClockTime.Of(hour, 0, false), at + 2);
        if (hour is > 0 and <= 23 && tokens[at + 1] is { IsFigures: false } minutes
            && minutes.Of(Term.Number) is { } count
            && (count is >= 10 and < 60 && !tokens[at + 2].Is(Term.Month) && !tokens[at + 2].Is(Term.Minus)
            && !tokens[at + 2].Is(Term.Past)) && (hour != 20 || count > 24))
            return (ClockTime.Of(hour, count, true), at + 2);
        if (hour is > 0 and <= 12 && tokens[at + 1].Text is "oh" && tokens[at + 2].Of(Term.Number) is { } odd and < 10)
            return (ClockTime.Of(hour, odd, true), at + 3);
        return hour is > 0 and <= 12 && (IsMeridiem(at + 1) || IsClock(at + 1))
            ? (ClockTime.Of(hour, 0, true), at + 1)
            : null;
    }

    private bool IsClock(int at) =>
        tokens[at].Text.StartsWith("o clock", StringComparison.Ordinal)
            || tokens[at].Text is "oclock" or "ish" or "on the dot"
        || (tokens[at].Text == "-" && tokens[at + 1].Text == "ish" && tokens[at + 1].IsGlued);

    private bool IsMeridiem(int at) => tokens[at].Is(Term.Am) || tokens[at].Is(Term.Pm);

    private (ClockTime, int) Meridiem(ClockTime clock, int at)
    {
        if (!IsMeridiem(at))
            return (clock, at);
        // "A night": eleven is late, two is early.
        var isAm = tokens[at].Is(Term.Am) || (tokens[at].Text == "at night" && clock.Minutes < 6 * 60);
        var fixedClock = clock.IsOpen ? clock.Fix(isAm) : clock;
        var next = at + 1;
        if (tokens[next].Text == "." && tokens[next].IsGlued)
            next++;
        if (tokens[next].Text == "-" && tokens[next + 1].Text == "ish")
            next += 2;
        return (fixedClock, next);
    }
}
