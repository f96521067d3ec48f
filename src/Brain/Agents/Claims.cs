using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Agents;

/// <summary>What kind of figure a text states.</summary>
internal enum ClaimKind
{
    /// <summary>An amount of money.</summary>
    Money,

    /// <summary>How many pieces there are.</summary>
    Stock,

    /// <summary>A percentage, be it a discount or a fabric.</summary>
    Percent,
}

/// <summary>A figure that a text states.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Figure">The figure.</param>
internal readonly record struct Claim(ClaimKind Kind, decimal Figure);

/// <summary>Finds the figures that a reply states and those that stand in facts.</summary>
internal static partial class Claims
{
    private const string Number = @"(?<n>[0-9]{1,3}(?:[ \u00A0\u202F.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?)";

    /// <summary>The figures stated in a text in French or English.</summary>
    public static IEnumerable<Claim> In(string text)
    {
        text = Numerals.Fold(text);
        foreach (Match match in Money().Matches(text))
            yield return new Claim(ClaimKind.Money, Amount(match));
        foreach (Match match in Stock().Matches(text).Where(match => !match.Groups["unit"].Success))
            yield return new Claim(ClaimKind.Stock, Amount(match));
        foreach (Match match in Percent().Matches(text))
            yield return new Claim(ClaimKind.Percent, Amount(match));
    }

    /// <summary>The figures that stand in a JSON value: amounts of money, members named stock, and what its texts state.</summary>
    public static IEnumerable<Claim> In(JsonElement facts) => facts.ValueKind switch
    {
        JsonValueKind.Object => facts.EnumerateObject().SelectMany(In),
        JsonValueKind.Array => facts.EnumerateArray().SelectMany(In),
        JsonValueKind.String => In(facts.GetString()!),
        _ => [],
    };

    private static IEnumerable<Claim> In(JsonProperty member) => (member.Name, member.Value.ValueKind) switch
    {
        ("amount", JsonValueKind.Number) => [new Claim(ClaimKind.Money, member.Value.GetDecimal())],
        ("stock", JsonValueKind.Number) => [new Claim(ClaimKind.Stock, member.Value.GetDecimal())],
        _ => In(member.Value),
    };

    private static decimal Amount(Match match)
    {
        var digits = match.Groups["n"].Value.Replace("\u00A0", "", StringComparison.Ordinal)
            .Replace("\u202F", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var separator = digits.LastIndexOfAny(['.', ',']);
        // Three digits after the last separator are thousands, fewer are cents: the same in both languages.
        var hasCents = separator >= 0 && digits.Length - separator - 1 is 1 or 2;
        var whole = new string([.. (hasCents ? digits[..separator] : digits).Where(char.IsAsciiDigit)]);
        var cents = hasCents ? digits[(separator + 1)..] : "0";
        // A figure that no amount can be is a claim all the same, and one that nothing supports.
        return decimal.TryParse($"{whole}.{cents}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : decimal.MaxValue;
    }

    [GeneratedRegex(Number + @"[ \u00A0\u202F]?(?:€|£|\$|(?:euros?|eur|dollars?|usd|pounds?|gbp|balles)\b)|(?:€|£|\$|\b(?:eur|usd|gbp))[ \u00A0\u202F]?" + Number,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Money();

    [GeneratedRegex(@"\bstock[^0-9.!?]{0,12}" + Number + @"|\b(?:reste|only|left|remaining)[^0-9.!?]{0,16}" + Number
        + @"\b(?<unit>[ \u00A0\u202F]?(?:€|£|\$|%|euro))?|" + Number
        + @"[ \u00A0\u202F](?:\p{L}+ ){0,3}(?:en stock|in stock|left|disponibles?|available|remaining|restante?s?)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Stock();

    [GeneratedRegex(Number + @"[ \u00A0\u202F]?(?:%|pour[ -]?cents?\b|per ?cent\b)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Percent();
}
