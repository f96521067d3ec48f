using System.Globalization;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Prices, dates and numbers in what is said freely; words that are no figures stay words.</summary>
internal static class HeardAmounts
{
    private const int LeastAlone = 17;

    private static readonly string[] Months =
    [
        "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
        "decembre",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    private static readonly string[] Counted =
    [
        "euro", "euros", "kilometre", "kilometres", "km", "pour", "ans", "chevaux", "litres", "kilos", "places",
        "portes",
        "pounds", "pound", "dollars", "miles", "percent", "per", "years", "kilometers",
    ];

    private static readonly string[] Ordinals =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    /// <summary>Reads the amount that begins at a word.</summary>
    public static Rewriting Read(HeardWords words, int at, string locale)
    {
        if (Date(words, at, locale) is { Words: > 0 } date)
            return date;
        var (value, length) = locale == "fr"
            ? FrenchNumbers.Read(words, at, NumberReading.Plain)
            : EnglishNumbers.Read(words, at, NumberReading.Plain);
        if (length == 0)
            return Year(words, at, locale);
        if (Year(words, at, locale) is { Words: > 0 } year)
            return year;
        if (Price(words, at, value, length, locale) is { Words: > 0 } price)
            return price;
        if (Decimal(words, at, value, length, locale) is { Words: > 0 } number)
            return number;
        return IsFigure(words, at, value, length)
            ? new Rewriting(length, value.ToString(CultureInfo.InvariantCulture))
            : default;
    }

    // "Un rendez-vous", "one of them", "mille mercis" and "pour cent" are words.
    private static bool IsFigure(HeardWords words, int at, long value, int length)
    {
        if (length == 1 && words[at].Text is "cent" or "cents" or "mille" or "mil" or "hundred" or "thousand")
            return false;
        var behind = words[at + length].Text;
        if (behind is "fois" or "times")
            return false;
        var isCounted = Counted.Contains(behind) && words[at].Text is not ("un" or "une" or "one" or "a");
        return value >= LeastAlone || isCounted || words[at - 1].Text is "numero" or "number";
    }

    private static Rewriting Date(HeardWords words, int at, string locale)
    {
        if (locale == "fr")
        {
            if (words[at].Text == "premier" && Months.Contains(words[at + 1].Text))
                return new Rewriting(1, "1er");
            var (day, length) = FrenchNumbers.Read(words, at, NumberReading.Plain);
            return length > 0 && day is >= 1 and <= 31 && Months.Contains(words[at + length].Text)
                && words[at].Text is not ("une")
                ? new Rewriting(length, day.ToString(CultureInfo.InvariantCulture))
                : default;
        }

        var (number, taken) = Ordinal(words, at);
        var isOfMonth = Months.Contains(words[at - 1].Text)
            || (words[at - 1].Text == "the" && Months.Contains(words[at - 2].Text))
            || (words[at + taken].Text == "of" && Months.Contains(words[at + taken + 1].Text))
            || Months.Contains(words[at + taken].Text);
        if (number == 0 || !isOfMonth)
            return default;
        var ending = (number % 10, number / 10) switch
        {
            (1, not 1) => "st",
            (2, not 1) => "nd",
            (3, not 1) => "rd",
            _ => "th",
        };
        return new Rewriting(taken, string.Create(CultureInfo.InvariantCulture, $"{number}{ending}"));
    }

    private static (int Number, int Words) Ordinal(HeardWords words, int at)
    {
        if (Array.IndexOf(Ordinals, words[at].Text) is >= 0 and var place)
            return (place + 1, 1);
        var tens = words[at].Text switch { "twenty" => 20, "thirty" => 30, _ => 0 };
        if (tens > 0 && Array.IndexOf(Ordinals, words[at + 1].Text) is >= 0 and < 9 and var unit)
            return (tens + unit + 1, 2);
        return words[at].Text == "thirtieth" ? (30, 1) : (0, 0);
    }

    // "Nineteen ninety-nine", "twenty eighteen".
    private static Rewriting Year(HeardWords words, int at, string locale)
    {
        if (locale == "fr" || words[at].Text is not ("nineteen" or "twenty") || words[at + 1].HasPauseBefore)
            return default;
        var century = words[at].Text == "nineteen" ? 19 : 20;
        var (rest, length) = EnglishNumbers.Read(words, at + 1, NumberReading.Plain);
        return length > 0 && rest is >= 10 and <= 99
            ? new Rewriting(length + 1, string.Create(CultureInfo.InvariantCulture, $"{century}{rest}"))
            : default;
    }

    // "Soixante-dix-neuf euros quatre-vingt-dix", "twelve pounds fifty".
    private static Rewriting Price(HeardWords words, int at, long value, int length, string locale)
    {
        var sign = words[at + length].Text switch
        {
            "euro" or "euros" => "€",
            "pound" or "pounds" or "livre" or "livres" => "£",
            _ => "",
        };
        if (sign.Length == 0)
            return default;
        var next = at + length + 1;
        var isAnd = words[next].Text is "et" or "and";
        var (cents, more) = words[next].HasPauseBefore ? (0, 0) : locale == "fr"
            ? FrenchNumbers.Read(words, next + (isAnd ? 1 : 0), NumberReading.Plain)
            : EnglishNumbers.Read(words, next + (isAnd ? 1 : 0), NumberReading.Plain);
        var hasName = words[next + (isAnd ? 1 : 0) + more].Text
            is "centime" or "centimes" or "pence" or "penny" or "cents" or "p";
        var isCents = more > 0 && cents is > 0 and < 100 && (hasName || (!isAnd && cents >= 10));
        var amount = isCents
            ? string.Create(CultureInfo.InvariantCulture, $"{value}{(locale == "fr" ? "," : ".")}{cents:00}")
            : value.ToString(CultureInfo.InvariantCulture);
        var end = isCents ? next + (isAnd ? 1 : 0) + more + (hasName ? 1 : 0) : next;
        return new Rewriting(end - at, locale == "fr" ? $"{amount}\u00A0{sign}" : $"{sign}{amount}");
    }

    private static Rewriting Decimal(HeardWords words, int at, long value, int length, string locale)
    {
        if (words[at + length].Text != (locale == "fr" ? "virgule" : "point"))
            return default;
        var digits = DigitRun.Read(words, at + length + 1, locale, NumberReading.Plain);
        return digits.Words == 0
            ? default
            : new Rewriting(length + 1 + digits.Words, value.ToString(CultureInfo.InvariantCulture)
                + (locale == "fr" ? "," : ".") + digits.Text);
    }
}
