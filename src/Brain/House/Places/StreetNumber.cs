using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Gateway.Brain.House.Places;

/// <summary>Where the house number stands in a street: before its name or behind it.</summary>
internal static partial class StreetNumber
{
    /// <summary>The number's place, or null when there is none.</summary>
    public static Place? In(string? street) => street is null ? null
        : Leading().Match(street) is { Success: true } leading ? new Place(leading.Index, leading.Length)
        : Inner().Match(street) is { Success: true } inner
            ? new Place(inner.Groups["number"].Index, inner.Groups["number"].Length)
        : null;

    /// <summary>The street with another number, which it is given at its beginning when it has none.</summary>
    public static string With(string street, string number) => In(street) is { } place
        ? $"{street[..place.Start]}{number}{street[(place.Start + place.Length)..]}"
        : $"{number} {street}";

    /// <summary>The street without its number.</summary>
    public static string Without(string street) => In(street) is { } place
        ? $"{street[..place.Start]}{street[(place.Start + place.Length)..]}".Trim()
        : street;

    [GeneratedRegex(
        @"^[0-9]{1,5}(?:[-/][0-9]{1,4})?(?:[A-Za-z]\b| ?(?:bis|ter|quater)\b)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Leading();

    // "rue du Marché 8", "Villa 45, Sicap": the number of a place that has its number behind it.
    [GeneratedRegex(
        @"(?:^villa |^lot |, villa |, rue | n°| )(?<number>[0-9]{1,4}(?: ?[A-Za-z]|/[0-9]{1,4}| (?:bis|ter))?)(?:,|$)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Inner();

    /// <summary>A piece of a street.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Start, int Length)
    {
        /// <summary>The piece itself.</summary>
        public string Of(string street) => street.Substring(Start, Length);
    }
}
