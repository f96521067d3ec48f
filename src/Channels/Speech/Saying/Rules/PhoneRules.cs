using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Telephone numbers: in pairs in French, by groups of single digits in English.</summary>
internal static partial class PhoneRules
{
    private const int LeastDigits = 8;
    private const int MostDigits = 15;
    private const int FrenchDigits = 10;
    private const int LongestGroup = 5;

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(French(), match => Number(match.Value, locale)),
        new(Abroad(), match => Number(match.Value, locale)),
        new(British(), match => Number(match.Value, locale)),
    ];

    /// <summary>A number in words.</summary>
    /// <param name="written">With or without +, blanks, hyphens, points and brackets.</param>
    /// <param name="locale">The language.</param>
    /// <returns>Null when it has too few digits, or too many.</returns>
    public static string? Number(string written, string locale)
    {
        // "+33 (0)6 …": the zero is dialled at home only.
        var number = written.Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        if (digits.Length is < LeastDigits or > MostDigits)
            return null;
        var isAbroad = number.TrimStart().StartsWith('+');
        if (isAbroad && digits.StartsWith("33", StringComparison.Ordinal) && digits.Length == FrenchDigits + 1)
            return $"plus {NumberWords.Cardinal(33, locale)}, {Groups([digits[2..3], .. Pairs(digits[3..])], locale)}";
        if (!isAbroad && digits.Length == FrenchDigits && locale == "fr")
            return Groups(Pairs(digits), locale);
        string[] groups = [.. Written().Matches(number).Select(group => group.Value)];
        groups = groups is [_]
            ? [.. ByThree(digits, isAbroad ? 2 : digits.Length % 3 == 2 ? 5 : 3)]
            : [.. groups.SelectMany(group => group.Length > LongestGroup ? ByThree(group, 3) : [group])];
        return (isAbroad ? "plus " : "") + Groups(groups, locale);
    }

    private static string Groups(IEnumerable<string> groups, string locale) =>
        string.Join(", ", groups.Select(group => locale == "fr" && group.Length <= 2
            ? NumberWords.WithZeros(group, locale)
            : Spoken(group, locale)));

    private static string Spoken(string digits, string locale) => locale == "fr"
        ? NumberWords.Digits(digits, locale)
        : NumberWords.Digits(digits, locale).Replace("zero", "oh", StringComparison.Ordinal);

    private static IEnumerable<string> Pairs(string digits) => digits.Chunk(2).Select(pair => new string(pair));

    private static IEnumerable<string> ByThree(string digits, int first)
    {
        yield return digits[..first];
        for (var at = first; at < digits.Length;)
        {
            // No group of a single digit at the end.
            var length = digits.Length - at is 4 ? 4 : Math.Min(3, digits.Length - at);
            yield return digits.Substring(at, length);
            at += length;
        }
    }

    [GeneratedRegex(@"(?:\+33 ?(?:\(0\) ?)?|\b0)[1-9](?:[ .-]?[0-9]{2}){4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex French();

    [GeneratedRegex(@"\+[0-9]{1,3}(?:[ .-]?\(?[0-9]{1,12}\)?){1,6}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Abroad();

    [GeneratedRegex(@"\b0[0-9]{2,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex British();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
