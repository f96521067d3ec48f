using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Times of the day, and from when to when.</summary>
internal static partial class TimeRules
{
    private const string Hour = "(?:2[0-4]|[01]?[0-9])";
    private const string Minute = "[0-5][0-9]";
    private const string HalfDay = @"[ap]\.?m\b\.?";

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        .. locale == "fr" ? French() : English(),
        new(Colon(), match => Single(match, locale)),
    ];

    private static IEnumerable<SayingRule> French() =>
    [
        new(AroundTheClock(), match => match.Groups["days"].Success
            ? "sept jours sur sept"
            : "vingt-quatre heures sur vingt-quatre"),
        new(SevenDays(), "vingt-quatre heures sur vingt-quatre, sept jours sur sept"),
        new(FrenchInterval(), match => Interval(match, "à", "fr")),
        new(FrenchTime(), match => Single(match, "fr")),
    ];

    private static IEnumerable<SayingRule> English() =>
    [
        new(SevenDays(), "twenty-four seven"),
        new(EnglishInterval(), match => Interval(match, "to", "en")),
        new(EnglishHalfDay(), match => Single(match, "en")),
        new(FrenchTime(), match => Single(match, "en")),
    ];

    private static string? Interval(Match match, string to, string locale)
    {
        if (Said(match, "from", locale) is not { } from || Said(match, "to", locale) is not { } until)
            return null;
        return $"{from} {to} {until}";
    }

    private static string? Single(Match match, string locale) => Said(match, "at", locale);

    private static string? Said(Match match, string name, string locale)
    {
        var hour = IntOf(match.Groups[name + "Hour"].Value);
        var minute = match.Groups[name + "Minute"] is { Success: true } written ? IntOf(written.Value) : 0;
        if (hour == 24 && minute > 0)
            return null;
        var half = match.Groups[name + "Half"] is { Success: true } told
            ? char.ToLowerInvariant(told.Value[0]) == 'a' ? " a m" : " p m"
            : "";
        return Clock.Time(hour, minute, locale, half.Length > 0) + half;
    }

    private static int IntOf(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\b(?:24 ?h ?(?:/|sur) ?24(?: ?h)?|(?<days>7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j)?))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex AroundTheClock();

    [GeneratedRegex(@"\b24/7\b", RegexOptions.NonBacktracking)]
    private static partial Regex SevenDays();

    [GeneratedRegex(
        @"\b(?<fromHour>" + Hour + @")(?:(?: ?h ?|:)(?<fromMinute>" + Minute + @")?)? ?(?:-|–|—|à|a) ?"
        + "(?<toHour>" + Hour + @")(?: ?h(?: ?(?<toMinute>" + Minute + "))?|:(?<toMinute>" + Minute + @"))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FrenchInterval();

    [GeneratedRegex(
        @"\b(?<atHour>" + Hour + ") ?h(?: ?(?<atMinute>" + Minute + @"))?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FrenchTime();

    [GeneratedRegex(
        @"\b(?<fromHour>" + Hour + "):(?<fromMinute>" + Minute + ")(?: ?(?<fromHalf>" + HalfDay + "))? ?(?:-|–|—|to) ?"
        + "(?<toHour>" + Hour + "):(?<toMinute>" + Minute + ")(?: ?(?<toHalf>" + HalfDay + @")|\b)"
        + @"|\b(?<fromHour>" + Hour + ")(?::(?<fromMinute>" + Minute + "))?(?: ?(?<fromHalf>" + HalfDay + "))?"
        + " ?(?:-|–|—|to) ?"
        + "(?<toHour>" + Hour + ")(?::(?<toMinute>" + Minute + "))? ?(?<toHalf>" + HalfDay + ")",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex EnglishInterval();

    [GeneratedRegex(
        @"\b(?<atHour>" + Hour + ")(?:[:.](?<atMinute>" + Minute + @"))? ?(?<atHalf>[ap]\.?m\b\.?)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex EnglishHalfDay();

    [GeneratedRegex(
        @"\b(?<atHour>" + Hour + "):(?<atMinute>" + Minute + @")(?::[0-9]{2})?(?:Z|[+]0[0-9]:00|\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Colon();
}
