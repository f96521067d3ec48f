using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Agents;

/// <summary>Finds what a reply claims and what facts support.</summary>
internal static partial class Claims
{
    private const string Number =
        @"(?<n>[0-9]{1,3}(?:[ \u00A0\u202F.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?)";

    /// <summary>What a text in French or English states.</summary>
    public static IEnumerable<Claim> In(string text)
    {
        text = Numerals.Fold(text);
        foreach (Match match in Money().Matches(text))
            yield return new Claim(ClaimKind.Money, Amount(match));
        foreach (Match match in Stock().Matches(text).Where(match => !match.Groups["unit"].Success))
            yield return new Claim(ClaimKind.Stock, Amount(match));
        foreach (Match match in Percent().Matches(text))
            yield return new Claim(ClaimKind.Percent, Amount(match));
        foreach (Match match in Reference().Matches(text))
            yield return new Claim(ClaimKind.Number, Amount(match));
        foreach (var claim in Moments.In(text))
            yield return claim;
    }

    /// <summary>What a JSON value supports.</summary>
    /// <param name="facts">A tool's result, or a state.</param>
    /// <param name="members">From a member's name to the kind of its number.</param>
    public static IEnumerable<Claim> In(
        JsonElement facts, IReadOnlyDictionary<string, ClaimKind> members) => facts.ValueKind switch
        {
            JsonValueKind.Object => facts.EnumerateObject().SelectMany(member => In(member, members)),
            JsonValueKind.Array => facts.EnumerateArray().SelectMany(item => In(item, members)),
            JsonValueKind.String =>
                Moments.TryReadIso(facts.GetString()!, out var moment) ? moment : In(facts.GetString()!),
            _ => [],
        };

    private static IEnumerable<Claim> In(JsonProperty member, IReadOnlyDictionary<string, ClaimKind> members) =>
        member.Value.ValueKind == JsonValueKind.Number && members.TryGetValue(member.Name, out var kind)
            ? [new Claim(kind, member.Value.GetDecimal())]
            : In(member.Value, members);

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
        return decimal.TryParse(
            $"{whole}.{cents}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : decimal.MaxValue;
    }

    [GeneratedRegex(
        Number
        + @"[ \u00A0\u202F]?(?:€|£|\$|(?:euros?|eur|dollars?|usd|pounds?|gbp|balles)\b)|(?:€|£|\$|\b(?:eur|usd|gbp))[ \u00A0\u202F]?" + Number,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Money();

    [GeneratedRegex(@"\bstock[^0-9.!?]{0,12}" + Number + @"|\b(?:reste|only|left|remaining)[^0-9.!?]{0,16}" + Number
        + @"\b(?<unit>[ \u00A0\u202F]?(?:€|£|\$|%|euro))?|" + Number
        + @"[ \u00A0\u202F](?:\p{L}+ ){0,3}(?:en stock|in stock|left|disponibles?|available|remaining|restante?s?)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Stock();

    [GeneratedRegex(
        Number + @"[ \u00A0\u202F]?(?:%|pour[ -]?cents?\b|per ?cent\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Percent();

    // Behind its name and a sign that it is one: "commande 2 vases" names none.
    [GeneratedRegex(@"\b(?:commande|order|dossier|file|booking|r[ée]servation|rendez-vous|r[ée]f[ée]rence)[ \u00A0]?"
        + @"(?:num[ée]ro[ \u00A0:]|number[ \u00A0:]|n[°ºo][ \u00A0.]?|no\.?[ \u00A0]|#|:[ \u00A0]?)[ \u00A0]?#?(?<n>[0-9]{2,12})\b"
        + @"|\b(?:num[ée]ro|n[°º]|number)[ \u00A0](?:de[ \u00A0]|of[ \u00A0])?(?:commande|order|dossier|file|booking|r[ée]servation)"
        + @"[ \u00A0]?(?:est|is|:)?[ \u00A0]?#?(?<n>[0-9]{2,12})\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
