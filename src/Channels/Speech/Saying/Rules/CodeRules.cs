using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>References and codes, sign by sign, and names that are letters and figures.</summary>
internal static partial class CodeRules
{
    private const int LongestInModel = 3;

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(BritishPostcode(), match => locale == "fr" ? null : Code(match.Value, locale)),
        new(Reference(), match => Code(match.Value, locale)),
        new(Announced(), match => IsCode(match.Groups["it"].Value) ? Code(match.Groups["it"].Value, locale) : null),
        new(Mixed(), match => IsMixed(match.Value) ? Model(match.Value, locale) : null),
        new(LongNumber(), match => Code(match.Groups["it"].Value, locale)),
    ];

    /// <summary>Each sign by itself, with a pause where it has a mark.</summary>
    public static string Code(string code, string locale) =>
        string.Join(", ", Piece().Matches(code).Select(piece => char.IsAsciiDigit(piece.Value[0])
            ? NumberWords.Digits(piece.Value, locale)
            : piece.Length > 3 && piece.Value.Any(Letters.IsVowel) ? piece.Value : Letters.Spell(piece.Value)));

    // C3, XC60, i20: letters, then a number.
    private static string Model(string name, string locale) =>
        string.Join(' ', Piece().Matches(name).Select(piece => char.IsAsciiDigit(piece.Value[0])
            ? piece.Length > LongestInModel
                ? NumberWords.Digits(piece.Value, locale)
                : NumberWords.WithZeros(piece.Value, locale)
            : piece.Length > LongestInModel ? piece.Value : Letters.Spell(piece.Value)));

    private static bool IsCode(string text) => text.Length >= 4 && text.Any(char.IsAsciiDigit);

    private static bool IsMixed(string text) => text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter)
        && !Suffixed().IsMatch(text);

    [GeneratedRegex("[A-Za-z]+|[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex BritishPostcode();

    [GeneratedRegex(@"\b[A-Z]{1,4}-?[0-9]{4,}(?:-[0-9A-Z]+)*\b|\b[A-Z]{2,4}(?:-[0-9A-Z]*[0-9][0-9A-Z]*)+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"\b(?:code|réf\.?|référence|dossier|commande|réservation|ref\.?|reference|order|booking|file)(?: est| is)? ?(?::|n°|no\.?)? ?(?<it>[0-9A-Z][0-9A-Z-]*[0-9A-Z])\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Announced();

    [GeneratedRegex(@"\b[A-Za-z]{1,4}[0-9]{1,6}[A-Za-z0-9]{0,8}\b|\b[0-9]{1,6}[A-Z]{1,4}[A-Z0-9]{0,8}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Mixed();

    // A unit behind a figure makes no code of it.
    [GeneratedRegex(
        "^[0-9]+(?:CV|V|A|W|L|G|M|K|KG|KM|CC|KWH|KW|EUR|MM|CM)$|^(?:m2|m3|cm2|cm3|km2)$|^[0-9]+[a-z]",
        RegexOptions.NonBacktracking)]
    private static partial Regex Suffixed();

    // Not the thousands of a longer number.
    [GeneratedRegex(
        @"(?:^[ .,]?|[^0-9 .,]|[^0-9][ .,])\b(?<it>[0-9]{8,}|0[0-9]{2,})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LongNumber();
}
