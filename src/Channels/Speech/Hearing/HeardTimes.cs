using System.Globalization;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Times of the day in words: <c>neuf heures et quart</c>, <c>half past nine</c>.</summary>
internal static class HeardTimes
{
    private static readonly string[] FrenchAt =
        ["a", "vers", "des", "avant", "apres", "jusqu'", "pour", "entre"];

    private static readonly string[] EnglishAt =
        ["at", "around", "about", "by", "before", "after", "until", "till", "to", "from", "between"];

    /// <summary>Reads the time that begins at a word.</summary>
    /// <returns><c>9h15</c> in French, <c>9:15</c> in English.</returns>
    public static Rewriting Read(HeardWords words, int at, string locale) =>
        locale == "fr" ? French(words, at) : English(words, at);

    private static Rewriting French(HeardWords words, int at)
    {
        var (hour, next) = (0L, 0);
        if (words[at].Text is "midi" or "minuit")
        {
            (hour, next) = (words[at].Text == "midi" ? 12 : 0, at + 1);
            // Noon is known as it is.
            return Minutes(words, next, "fr") is { Words: > 0 } minutes
                ? Written(hour, minutes.Value, next + minutes.Words - at, "fr")
                : default;
        }

        var number = FrenchNumbers.Read(words, at, NumberReading.Plain);
        if (number.Words == 0 || number.Value > 24 || words[at + number.Words].Text is not ("heure" or "heures"))
            return default;
        (hour, next) = (number.Value, at + number.Words + 1);
        var isAt = IsAt(words, at, FrenchAt);
        if (words[at - 1].Text is "dans" or "pendant" or "depuis" or "durant" or "toutes" or "les" or "en" && !isAt)
            return default;
        // "Il y a deux heures", "une heure et demie".
        if ((words[at - 1].Text == "a" && words[at - 2].Text == "y") || (number.Value == 1 && !isAt))
            return default;
        if (words[next].Text is "de" or "d'" && !isAt)
            return default;
        var (minute, length) = Minutes(words, next, "fr");
        return Written(hour, minute, next + length - at, "fr");
    }

    private static (int Value, int Words) Minutes(HeardWords words, int at, string locale)
    {
        if (words[at].HasPauseBefore)
            return (0, 0);
        if (words[at].Text == "et" && words[at + 1].Text is "demie" or "demi")
            return (30, 2);
        if (words[at].Text == "et" && words[at + 1].Text == "quart")
            return (15, 2);
        if (words[at].Text == "moins")
        {
            if (words[at + 1].Text == "le" && words[at + 2].Text == "quart")
                return (-15, 3);
            if (words[at + 1].Text == "quart")
                return (-15, 2);
            var less = FrenchNumbers.Read(words, at + 1, NumberReading.Plain);
            return less is { Words: > 0, Value: > 0 and < 30 } ? ((int)-less.Value, less.Words + 1) : (0, 0);
        }

        var (value, length) = DigitRun.One(words, at, locale, NumberReading.Plain) is { Words: > 0 } read
            && long.TryParse(read.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? (minutes, read.Words)
            : (0, 0);
        return length > 0 && value is > 0 and < 60 ? ((int)value, length) : (0, 0);
    }

    private static Rewriting English(HeardWords words, int at)
    {
        if (Relative(words, at) is { Words: > 0 } relative)
            return relative;
        var (hour, length) = EnglishNumbers.Read(words, at, NumberReading.Plain);
        if (length > 0 && hour is > 1200 and <= 2300 && hour % 100 == 0 && IsAt(words, at, EnglishAt))
            return Written(hour / 100, 0, length, "en");
        // "Nine thirty" is read as two numbers, "twenty oh five" too.
        if (length == 0 || hour > 24)
            return default;
        var next = at + length;
        if (words[next].Text == "oclock" || words[next].Text == "o'clock")
            return Written(hour, 0, length + 1, "en");
        if (words[next].HasPauseBefore)
            return default;
        var (minute, more) = words[next].Text is "oh" or "o" or "zero"
            ? EnglishNumbers.Read(words, next + 1, NumberReading.Plain) is { Words: > 0, Value: < 10 } units
                ? ((int)units.Value, units.Words + 1)
                : (0, 0)
            : EnglishNumbers.Read(words, next, NumberReading.Plain) is { Words: > 0, Value: >= 10 and < 60 } tens
                ? ((int)tens.Value, tens.Words)
                : (0, 0);
        var half = HalfDay(words, next + more);
        var isCertain = IsAt(words, at, EnglishAt) || half > 0 || minute is 15 or 30 or 45;
        return more > 0 && isCertain && EnglishNumbers.Read(words, next + more, NumberReading.Plain).Words == 0
            && EnglishNumbers.Read(words, at - 1, NumberReading.Plain).Words == 0
            ? Written(hour, minute, length + more, "en")
            : more == 0 && half > 0 ? new Rewriting(length, hour.ToString(CultureInfo.InvariantCulture)) : default;
    }

    // "Half past nine", "quarter to ten", "ten past nine", "half nine".
    private static Rewriting Relative(HeardWords words, int at)
    {
        var from = words[at].Text is "a" && words[at + 1].Text == "quarter" ? at + 1 : at;
        var (minute, next) = words[from].Text switch
        {
            "half" => (30, from + 1),
            "quarter" => (15, from + 1),
            _ when EnglishNumbers.Read(words, from, NumberReading.Plain) is
            { Words: > 0, Value: 5 or 10 or 20 or 25 } number => ((int)number.Value, from + number.Words),
            _ => (0, from),
        };
        if (minute == 0)
            return default;
        if (words[next].Text == "minutes")
            next++;
        var way = words[next].Text switch { "past" => 1, "to" => -1, _ => 0 };
        // "From ten to twelve" is a time span.
        if (way == 0 && minute == 30 && words[from].Text == "half"
            && EnglishNumbers.Read(words, next, NumberReading.Plain) is { Words: > 0, Value: >= 1 and <= 12 } bare
            && IsAt(words, at, EnglishAt))
            return Written(bare.Value, 30, next + bare.Words - at, "en");
        if (way == 0 || (way < 0 && words[at - 1].Text is "from" or "between"))
            return default;
        var (hour, length) = EnglishNumbers.Read(words, next + 1, NumberReading.Plain);
        return length > 0 && hour is >= 1 and <= 12
            ? Written(hour, way * minute, next + 1 + length - at, "en")
            : default;
    }

    private static bool IsAt(HeardWords words, int at, string[] prepositions) =>
        prepositions.Contains(words[at - 1].Text) && words[at - 2].Text != "y";

    private static int HalfDay(HeardWords words, int at) =>
        words[at].Text is "am" or "pm" ? 1 : words[at].Text is "a" or "p" && words[at + 1].Text == "m" ? 2 : 0;

    private static Rewriting Written(long hour, int minute, int words, string locale)
    {
        var isBefore = minute < 0;
        if (isBefore)
            (hour, minute) = ((hour + 23) % 24, minute + 60);
        // "Quarter to one" is before one at noon, for all that is said.
        if (hour == 0 && locale != "fr" && isBefore)
            hour = 12;
        return new Rewriting(words, locale == "fr"
            ? string.Create(CultureInfo.InvariantCulture, $"{hour}h{(minute == 0 ? "" : $"{minute:00}")}")
            : string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}"));
    }
}
