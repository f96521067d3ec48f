using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>
/// Reads prices and quantities as shops write them. What could be meant in two ways is refused: a price is never
/// guessed.
/// </summary>
internal static partial class Amounts
{
    // numeric(12, 2)
    private const decimal Max = 9_999_999_999.99m;

    private static readonly (string Written, string Currency)[] Currencies =
    [
        ("€", "EUR"), ("EUR", "EUR"), ("CHF", "CHF"), ("£", "GBP"), ("GBP", "GBP"), ("$", "USD"), ("USD", "USD"),
        ("CAD", "CAD"),
    ];

    /// <summary>Reads <c>12.9</c>, <c>12,90 €</c>, <c>1 234,50</c>, <c>EUR 1,234.50</c>.</summary>
    /// <returns>The amount and null, or null and the reason.</returns>
    public static (decimal? Amount, string? Reason) ReadPrice(string text, string currency)
    {
        var digits = Numerals.Fold(text).Trim();
        foreach (var (written, meant) in Currencies)
        {
            if (!digits.StartsWith(written, StringComparison.OrdinalIgnoreCase)
                && !digits.EndsWith(written, StringComparison.OrdinalIgnoreCase))
                continue;
            if (meant != currency)
                return (null, $"is in {meant}, but the workspace sells in {currency}");
            digits = digits.Replace(written, "", StringComparison.OrdinalIgnoreCase);
            break;
        }

        digits = string.Concat(
            digits.Select(letter => char.IsWhiteSpace(letter) || letter is '\'' or '’' ? ' ' : letter)).Trim();
        if (ThousandsOrDecimals().IsMatch(digits))
            return (null, $"'{Shown(text)}' could be thousands or decimals; write two decimals");
        var match = Price().Match(digits);
        if (!match.Success)
            return (null, $"'{Shown(text)}' is not a price");
        var whole = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit));
        return decimal.TryParse(
            $"{whole}.{match.Groups["decimals"].Value}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var amount)
            ? Check(amount)
            : (null, "a price cannot be that high");
    }

    /// <summary>Checks that a number can be a price.</summary>
    public static (decimal? Amount, string? Reason) Check(decimal amount) => amount switch
    {
        < 0 => (null, "a price cannot be negative"),
        > Max => (null, "a price cannot be that high"),
        _ when decimal.Round(amount, 2) != amount => (null, "a price has at most two decimals"),
        _ => (amount, null),
    };

    /// <summary>
    /// Reads a whole number of pieces. What was sold beyond the stock (a negative number) counts as none left.
    /// </summary>
    public static int? ReadQuantity(string text) =>
        int.TryParse(
            Numerals.Fold(text).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pieces)
            ? Math.Max(0, pieces)
            : null;

    /// <summary>
    /// Whether an inventory policy says that a thing is sold on when none is left: <c>continue</c> in one export,
    /// <c>TRUE</c> in another.
    /// </summary>
    public static bool IsSoldBeyondStock(string policy) =>
        policy.Trim().Equals("continue", StringComparison.OrdinalIgnoreCase)
            || policy.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What was found, short enough for an error.</summary>
    public static string Shown(string text) => WellFormed.Shorten(text, 41);

    // Thousands are apart by a blank, or by whichever of dot and comma does not stand before the decimals.
    [GeneratedRegex(
        """
        ^(?<whole>[0-9]+|[0-9]{1,3}(\x20[0-9]{3})+)([.,](?<decimals>[0-9]{1,2}))?$
        |^(?<whole>[0-9]{1,3}(\.[0-9]{3})+),(?<decimals>[0-9]{1,2})$
        |^(?<whole>[0-9]{1,3}(,[0-9]{3})+)\.(?<decimals>[0-9]{1,2})$
        """,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Price();

    [GeneratedRegex("^[0-9]{1,3}[.,][0-9]{3}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ThousandsOrDecimals();
}
