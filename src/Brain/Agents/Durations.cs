using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>
/// Finds how long a text says that something takes, from seconds to years: "2 à 4 jours", "within 48 h".
/// </summary>
internal static partial class Durations
{
    private const int Day = 24 * 60 * 60;

    private const string Unit =
        @"(?<unit>secondes?|seconds?|minutes?|mins?|heures?|hours?|jours?|jrs|days?|semaines?|weeks?|working days?|business days?|mois|months?|ans|ann[ée]es?|years?)";

    /// <summary>The durations that are stated, in seconds, with their places.</summary>
    public static IEnumerable<(Claim Claim, int At)> In(string text)
    {
        foreach (Match match in Spans().Matches(text))
        {
            // "7 jours sur 7" is always.
            var behind = text.AsSpan(match.Index + match.Length).TrimStart();
            if (behind.StartsWith("sur ", StringComparison.OrdinalIgnoreCase))
                continue;
            var seconds = SecondsOf(match.Groups["unit"] is { Success: true, Value: var unit } ? unit : "h");
            foreach (var group in (string[])["n", "m"])
            {
                if (match.Groups[group] is { Success: true } number)
                    yield return (new Claim(
                        ClaimKind.Duration, seconds * (decimal)int.Parse(
                            number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)), match.Index);
            }
        }
    }

    /// <summary>The seconds of a unit, by its name in French or English.</summary>
    public static int SecondsOf(string unit) => unit.ToLowerInvariant() switch
    {
        ['s', 'e', 'c', ..] => 1,
        ['m', 'i', ..] => 60,
        ['h', ..] => 60 * 60,
        ['m', 'o', ..] => 30 * Day,
        ['a', ..] or ['y', ..] => 365 * Day,
        ['s', ..] or ['w', 'e', ..] => 7 * Day,
        _ => Day,
    };

    // "9 h" alone is a time of day; behind such a word it is none. "24/7" and "7 jours sur 7" take no time.
    [GeneratedRegex(
        @"\b(?<n>[0-9]{1,4})(?:[ \u00A0]?(?:à|a|-|–|to|and|et|ou|or)[ \u00A0]?(?<m>[0-9]{1,4}))?[ \u00A0\u202F]?" + Unit
        + @"\b|\b(?:en|sous|dans|pendant|durant|in|within|for|toutes les|every)[ \u00A0](?<n>[0-9]{1,4})[ \u00A0\u202F]?h\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Spans();
}
