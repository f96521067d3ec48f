using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Ordinals, and the figures that no other rule has spoken.</summary>
internal static partial class NumberRules
{
    private const string Start = @"(?:^|[^\w.,-])";

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        .. locale == "fr"
            ? (SayingRule[])[new(FrenchOrdinal(), match => Ordinal(match, "fr"))]
            : [new(EnglishOrdinal(), match => Ordinal(match, "en")), new(Year(), match => YearOf(match))],
        new(Negative(), match => (locale == "fr" ? "moins " : "minus ")
            + Figure.Read(match.Groups["number"].Value, locale).InWords(locale)),
        new(Interval(), match => Figure.Read(match.Groups["from"].Value, locale).InWords(locale)
            + (locale == "fr" ? " à " : " to ")
            + Figure.Read(match.Groups["to"].Value, locale).InWords(locale)),
        new(Times(), match => locale == "fr" ? " fois " : " times "),
        new(Any(), match => Figure.Read(match.Value, locale).InWords(locale)),
        // "1m80" and the like: a figure that touches letters.
        new(Rest(), match => $" {NumberWords.Cardinal(match.Value, locale)} "),
    ];

    private static string? Ordinal(Match match, string locale)
    {
        var digits = match.Groups["number"].Value;
        if (digits.Length > 6 || NumberWords.ValueOf(digits) == 0)
            return null;
        var number = NumberWords.ValueOf(digits);
        return match.Groups["second"] is { Success: true } second
            ? second.Value.EndsWith('e') ? "seconde" : "second"
            : NumberWords.Ordinal(number, locale, match.Groups["feminine"].Success);
    }

    private static string YearOf(Match match) =>
        NumberWords.Year(NumberWords.ValueOf(match.Groups["it"].Value), "en");

    [GeneratedRegex(
        @"\b(?<number>[0-9]+)(?:(?<feminine>re|ère|ere)|(?<second>nde?)|er|e|ème|eme|ième)s?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchOrdinal();

    [GeneratedRegex(
        @"\b(?<number>[0-9]+)(?:st|nd|rd|th)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishOrdinal();

    [GeneratedRegex(
        @"\b(?:in|since|of|from|until|by|year|model|registered) (?<it>(?:19|20)[0-9]{2})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Year();

    [GeneratedRegex(
        "(?:^|[ (:])(?<it>[-−](?<number>" + Figure.Pattern + @"))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Negative();

    [GeneratedRegex(
        Start + "(?<it>(?<from>" + Figure.Pattern + ") ?[-–—] ?(?<to>" + Figure.Pattern + @"))(?:$|[^\w-])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Interval();

    [GeneratedRegex("[0-9]\uFFFC?(?<it> ?[*×] ?)[0-9]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex(
        @"\b" + Figure.Pattern + @"\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Any();

    [GeneratedRegex("[0-9]{1,12}", RegexOptions.NonBacktracking)]
    private static partial Regex Rest();
}
