using System.Globalization;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>Reads prices and quantities as shops write them. What could be meant in two ways is refused: a price is never guessed.</summary>
internal static class Amounts
{
    // numeric(12, 2)
    private const decimal Max = 9_999_999_999.99m;

    private static readonly (string Written, string Currency)[] Currencies =
    [
        ("€", "EUR"), ("EUR", "EUR"), ("CHF", "CHF"), ("£", "GBP"), ("GBP", "GBP"), ("$", "USD"), ("USD", "USD"), ("CAD", "CAD"),
    ];

    /// <summary>Reads <c>12.9</c>, <c>12,90 €</c>, <c>1 234,50</c>, <c>EUR 1,234.50</c>.</summary>
    /// <returns>The amount and null, or null and the reason.</returns>
    public static (decimal? Amount, string? Reason) ReadPrice(string text, string currency)
    {
        var digits = text.Trim();
        foreach (var (written, meant) in Currencies)
        {
            if (!digits.StartsWith(written, StringComparison.OrdinalIgnoreCase) && !digits.EndsWith(written, StringComparison.OrdinalIgnoreCase))
                continue;
            if (meant != currency)
                return (null, $"is in {meant}, but the workspace sells in {currency}");
            digits = digits.Replace(written, "", StringComparison.OrdinalIgnoreCase);
            break;
        }

        digits = string.Concat(digits.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\'' or '’')));
        var separator = digits.LastIndexOfAny([',', '.']);
        if (separator >= 0)
        {
            var decimals = digits.Length - separator - 1;
            var others = digits[..separator];
            if (decimals == 3 && !others.Contains(digits[separator] == ',' ? '.' : ',', StringComparison.Ordinal))
                return (null, $"'{Shown(text)}' could be thousands or decimals; write two decimals");
            digits = $"{others.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)}.{digits[(separator + 1)..]}";
        }

        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? Check(amount)
            : (null, $"'{Shown(text)}' is not a price");
    }

    /// <summary>Checks that a number can be a price.</summary>
    public static (decimal? Amount, string? Reason) Check(decimal amount) => amount switch
    {
        < 0 => (null, "a price cannot be negative"),
        > Max => (null, "a price cannot be that high"),
        _ when decimal.Round(amount, 2) != amount => (null, "a price has at most two decimals"),
        _ => (amount, null),
    };

    /// <summary>Reads a whole number of pieces. What was sold beyond the stock (a negative number) counts as none left.</summary>
    public static int? ReadQuantity(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pieces) ? Math.Max(0, pieces) : null;

    /// <summary>What was found, short enough for an error.</summary>
    public static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
