using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Dates in figures and abbreviations.</summary>
internal static partial class DateRules
{
    private const string FrenchMonth =
        "(?<month>janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
        + @"|(?:janv?|févr?|fevr?|avr|juil|sept?|oct|nov|déc|dec)(?:\.|\b))";

    private const string EnglishMonth =
        "(?<month>January|February|March|April|May|June|July|August|September|October|November|December"
        + @"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b))";

    private const string FrenchWeekday =
        @"(?<weekday>(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.?),? )?";

    private const string EnglishWeekday =
        @"(?<weekday>(?:Mon|Tues?|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,? )?(?:[Tt]he )?";

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(Iso(), match => Numeric(match, locale)),
        new(Numeric(), match => Numeric(match, locale)),
        .. locale == "fr"
            ? (SayingRule[])
            [
                new(FrenchInWords(), match => InWords(match, locale)),
                new(FrenchDays(), match => Days(match, locale)),
                new(FrenchShortDay(), match => Calendar.WeekdayNamed(match.Value, locale)),
            ]
            :
            [
                new(EnglishInWords(), match => InWords(match, locale)),
                new(EnglishMonthFirst(), match => InWords(match, locale)),
                new(EnglishDays(), match => Days(match, locale)),
                new(EnglishShortDay(), match => Calendar.WeekdayNamed(match.Value, locale)),
            ],
        new(Fraction(), match => FractionOf(match.Groups["it"].Value, locale)),
        new(DayAndMonth(), match => DayAndMonthOf(match, locale)),
    ];

    private static string? Numeric(Match match, string locale)
    {
        var (day, month, year) = (IntOf(match, "day"), IntOf(match, "month"), IntOf(match, "year"));
        if (year < 100)
            year += 2000;
        if (month is < 1 or > 12 || year is < 1000 or > 2999 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        // What comes behind the T of a date is its time.
        return Calendar.Day(day, month, locale, year)
            + (match.Groups["time"].Success ? locale == "fr" ? " à " : " at " : "");
    }

    private static string? InWords(Match match, string locale)
    {
        var day = IntOf(match, "day");
        if (day is < 1 or > 31 || Calendar.MonthNamed(match.Groups["month"].Value, locale) is not { } month)
            return null;
        var weekday = Calendar.WeekdayNamed(match.Groups["weekday"].Value, locale) is { } name
            ? match.Value[0] is 'l' or 'm' or 'j' or 'v' or 's' or 'd' ? $"{name} " : $"{Capital(name)} "
            : "";
        int? year = match.Groups["year"].Success ? IntOf(match, "year") : null;
        return weekday + Calendar.Day(day, month, locale, year);
    }

    private static string? Days(Match match, string locale)
    {
        if (Calendar.WeekdayNamed(match.Groups["from"].Value, locale) is not { } first
            || Calendar.WeekdayNamed(match.Groups["to"].Value, locale) is not { } last)
            return null;
        return locale == "fr" ? $"du {first} au {last}" : $"{first} to {last}";
    }

    private static string? DayAndMonthOf(Match match, string locale)
    {
        var (day, month) = (IntOf(match, "day"), IntOf(match, "month"));
        // "24/7" and "7/7" are always open.
        return day is < 1 or > 31 || month is < 1 or > 12 || (day, month) is (24, 7) or (7, 7)
            ? null
            : Calendar.Day(day, month, locale);
    }

    private static string FractionOf(string written, string locale) => (written, locale) switch
    {
        ("1/2" or "½", "fr") => "un demi",
        ("1/3", "fr") => "un tiers",
        ("1/4" or "¼", "fr") => "un quart",
        ("2/3", "fr") => "deux tiers",
        ("3/4" or "¾", "fr") => "trois quarts",
        ("1/2" or "½", _) => "a half",
        ("1/3", _) => "a third",
        ("1/4" or "¼", _) => "a quarter",
        ("2/3", _) => "two thirds",
        _ => "three quarters",
    };

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static int IntOf(Match match, string group) =>
        int.Parse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\b(?<year>[12][0-9]{3})-(?<month>[01][0-9])-(?<day>[0-3][0-9])(?:(?<time>T)|\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"\b(?:[Tt]he )?(?<day>[0-3]?[0-9])[/.](?<month>[01]?[0-9])[/.](?<year>(?:[12][0-9])?[0-9]{2})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numeric();

    [GeneratedRegex(
        @"\b" + FrenchWeekday + @"(?<day>[0-3]?[0-9])(?:er)? " + FrenchMonth + @"(?: (?<year>[12][0-9]{3})\b)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchInWords();

    [GeneratedRegex(
        @"\b" + EnglishWeekday + "(?<day>[0-3]?[0-9])(?:st|nd|rd|th)? (?:of )?" + EnglishMonth
        + @"(?:,? (?<year>[12][0-9]{3})\b)?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishInWords();

    [GeneratedRegex(
        @"\b" + EnglishWeekday + EnglishMonth + @" (?<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?:,? (?<year>[12][0-9]{3})\b)?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishMonthFirst();

    [GeneratedRegex(
        @"\b(?:du )?(?<from>(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi|anche)?)\.? ?[-–—] ?(?<to>(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi|anche)?)\b\.?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchDays();

    [GeneratedRegex(
        @"\b(?<from>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\.? ?[-–—] ?(?<to>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\b\.?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishDays();

    [GeneratedRegex(
        @"\b(?<it>(?:lun|mar|mer|jeu|ven|sam|dim)\.|Lun|Mer|Jeu|Ven|Sam|Dim)(?:[ ,:]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchShortDay();

    [GeneratedRegex(
        @"\b(?<it>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.|Tue|Wed|Thu|Fri)(?:[ ,:]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishShortDay();

    [GeneratedRegex(
        @"(?:^|[^0-9/,.])(?<it>1/2|1/3|1/4|2/3|3/4|½|¼|¾)(?:$|[^0-9/])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"(?:^|[^0-9/,.])(?<it>(?:\b[Tt]he )?(?<day>[0-3]?[0-9])/(?<month>[01]?[0-9]))(?:$|[^0-9/])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DayAndMonth();
}
