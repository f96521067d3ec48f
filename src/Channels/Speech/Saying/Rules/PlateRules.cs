using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Number plates, letter by letter: French ones of today and before 2009, British and some others.</summary>
internal static partial class PlateRules
{
    // Capitals behind a figure that are no part of a plate.
    private static readonly string[] NoSeries = ["HT", "TTC", "CV", "KM", "EUR", "TVA", "CC", "CH", "KG", "SMS", "RDV"];

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(French(), match => Plate(match.Value, locale)),
        new(British(), match => Plate(match.Value, locale)),
        new(FrenchBefore2009(), match =>
            NoSeries.Contains(match.Groups["series"].Value) ? null : Plate(match.Value, locale)),
        new(Abroad(), match => Plate(match.Value, locale)),
    ];

    /// <summary>
    /// A plate in words: <c>A B, cent vingt-trois, C D</c> in French, digit by digit in English.
    /// </summary>
    /// <param name="plate">Latin capitals and digits; whatever else stands between them is left out.</param>
    /// <param name="locale">The language.</param>
    public static string Plate(string plate, string locale) =>
        string.Join(", ", Group().Matches(plate).Select(group => char.IsAsciiDigit(group.Value[0])
            ? locale == "fr" && group.Length <= 4
                ? NumberWords.WithZeros(group.Value, locale)
                : NumberWords.Digits(group.Value, locale)
            : Letters.Spell(group.Value)));

    [GeneratedRegex("[A-Z]+|[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex(
        @"\b[A-HJ-NP-TV-Z]{2}[- ]?[0-9]{3}[- ]?[A-HJ-NP-TV-Z]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex French();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex British();

    [GeneratedRegex(
        @"\b[0-9]{2,4}[- ]?(?<series>[A-Z]{2,3})[- ]?(?:2[AB]|97[1-6]|[0-9]{2})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchBefore2009();

    [GeneratedRegex(
        @"\b[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}\b|\b[1-9]-[A-Z]{3}-[0-9]{3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Abroad();
}
