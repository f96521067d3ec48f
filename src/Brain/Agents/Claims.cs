using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>Finds what a reply claims and what facts support.</summary>
internal static partial class Claims
{
    private const int NearBy = 24;

    private const string Number =
        @"(?<n>[0-9]{1,3}(?:[ \u00A0\u202F.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?)";

    /// <summary>What a text in French or English states.</summary>
    public static IEnumerable<Claim> In(string text) => Find(text).Select(stated => stated.Claim);

    /// <summary>What a text in French or English states, and where.</summary>
    public static IEnumerable<(Claim Claim, int At)> Find(string text) => FindIn(AsRead.Of(text));

    /// <summary>The same of a text that is <see cref="AsRead"/> already.</summary>
    public static IEnumerable<(Claim Claim, int At)> FindIn(string read)
    {
        foreach (var stated in ContactClaims.In(read))
            yield return stated;
        var text = AsRead.WithoutLinks(read);
        foreach (var stated in Figures(text).Concat(SpelledClaims.In(text)).Concat(GiftClaims.In(text))
            .Concat(Promises.In(text)))
            yield return stated;
    }

    /// <summary>
    /// Of a text that is read already what is said of goods, and nothing besides: percentages and durations. Long texts
    /// describe goods, and looking for all else in them is most of what learning costs.
    /// </summary>
    public static IEnumerable<(Claim Claim, int At)> OfGoodsIn(string read) =>
        Percents(read).Concat(Durations.In(read)).Concat(SpelledClaims.In(read));

    private static IEnumerable<(Claim Claim, int At)> Figures(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
            yield break;
        foreach (Match match in Money().Matches(text))
            yield return (new Claim(ClaimKind.Money, Amount(match)), match.Index);
        foreach (Match match in Cents().Matches(text))
            yield return (new Claim(ClaimKind.Money, Amount(match) / 100), match.Index);
        foreach (Match match in BarePrice().Matches(text).Where(match => IsBare(text, match)))
            yield return (new Claim(ClaimKind.Money, Amount(match)), match.Groups["n"].Index);
        foreach (Match match in Stock().Matches(text).Where(match => !match.Groups["unit"].Success))
            yield return (new Claim(ClaimKind.Stock, Amount(match)), match.Index);
        foreach (Match match in Pieces().Matches(text))
        {
            yield return match.Groups["stock"].Success
                ? (new Claim(ClaimKind.Stock, Amount(match)), match.Index)
                : (new Claim(ClaimKind.Count, Amount(match), Word.Fold(match.Groups["what"].Value)), match.Index);
        }

        foreach (var stated in Percents(text))
            yield return stated;
        foreach (Match match in Reference().Matches(text))
            yield return (new Claim(ClaimKind.Number, Amount(match)), match.Index);
        foreach (var stated in Moments.In(text))
            yield return stated;
        foreach (var stated in Durations.In(text))
            yield return stated;
    }

    private static IEnumerable<(Claim Claim, int At)> Percents(string text) => Percent().Matches(text).Select(match =>
        (new Claim(IsTakenOff(text, match) ? ClaimKind.Discount : ClaimKind.Percent, Amount(match)), match.Index));

    // "Coûte 3 fois moins", "prix : 2 pour tout" and "costs 2 kg" are no prices; "coûte 3 seulement" is.
    private static bool IsBare(string text, Match match)
    {
        var behind = text.AsSpan(match.Index + match.Length).TrimStart(" \u00A0\u202F*");
        return behind.IsEmpty || behind[0] is '.' or ',' or ';' or '!' or '?' or ')' or '…' or '"' or '»' or '”'
            || BehindPrice().IsMatch(behind[..Math.Min(behind.Length, NearBy)]);
    }

    // "100 % coton" is no discount, "100 % de remise" is.
    private static bool IsTakenOff(string text, Match match)
    {
        var after = text.AsSpan(match.Index + match.Length);
        return TakenOff().IsMatch(after[..Math.Min(after.Length, NearBy)])
            || TakenOff().IsMatch(text.AsSpan(Math.Max(0, match.Index - NearBy), Math.Min(match.Index, NearBy)));
    }

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
        + @"[ \u00A0\u202F]?(?:\p{Sc}|(?:euros?|eur|dollars?|usd|pounds?|gbp|balles|bucks|quid|k€|chf|francs?)\b)"
        + @"|(?:\p{Sc}|\b(?:eur|usd|gbp|chf))[ \u00A0\u202F]?" + Number,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Money();

    [GeneratedRegex(
        Number + @"[ \u00A0\u202F]?(?:centimes?|cents?|pence|¢)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Cents();

    // What stands behind such a word is a price, with a currency or without.
    [GeneratedRegex(
        @"\b(?:coûte(?:nt|ra|ront)?|vaut|valent|vaudra|revient à|reviendra à|costs?|priced at|is yours for"
            + @"|(?:prix|price|tarif)(?: is| est| sera| would be)?)[ \u00A0:]{1,3}(?:(?:de|à|only|just|que|now"
            + @"|seulement|désormais|exactement|exactly) )?"
        + Number,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex BarePrice();

    [GeneratedRegex(
        @"^(?:seulement|only|tout rond|tout compris|chacune?|each|l[ae] (?:pièce|paire)|l[’']unité|apiece"
            + @"|a piece|today|aujourd|in total|au total|by|per|par|pour (?:vous|toi)|for you)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex BehindPrice();

    // "Nous avons 450 hamacs", "there are 38 sets of Rivage bowls in stock".
    [GeneratedRegex(
        @"\b(?:avons|on a|have|has|are|got|y a|y en a|reste(?:nt)?|disposons de|remain)[ \u00A0](?:(?:encore"
            + @"|actuellement|still|exactly|exactement|about|environ|over|plus de)[ \u00A0])?"
        + Number + @"[ \u00A0](?<what>\p{L}+)\b(?<stock>(?:[ \u00A0]\p{L}+){0,8}[ \u00A0](?:en stock|in stock|in the warehouse|en réserve)\b)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\bstock[^0-9.!?]{0,12}" + Number + @"|\b(?:reste|only|left|remaining)[^0-9.!?]{0,16}" + Number
        + @"\b(?<unit>[ \u00A0\u202F]?(?:€|£|\$|%|euro))?|" + Number
        + @"[ \u00A0\u202F](?:\p{L}+ ){0,3}(?:en stock|in stock|left|disponibles?|available|remaining|restante?s?)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Stock();

    [GeneratedRegex(
        @"\b(?:remises?|r[ée]ductions?|rabais|ristournes?|promotions?|promo|soldes?|off|discounts?|less"
            + @"|cheaper|moins cher)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TakenOff();

    [GeneratedRegex(
        Number + @"[ \u00A0\u202F]?(?:%|pour[ -]?cents?\b|per ?cent\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Percent();

    // Behind its name and a sign that it is one: "commande 2 vases" names none.
    [GeneratedRegex(@"\b(?:commande|order|dossier|file|booking|r[ée]servation|rendez-vous|r[ée]f[ée]rence)[ \u00A0]?"
        + @"(?:num[ée]ro[ \u00A0:]|number[ \u00A0:]|n[°ºo][ \u00A0.]?|no\.?[ \u00A0]|#"
        + @"|:[ \u00A0]?)[ \u00A0]?#?(?<n>[0-9]{2,12})\b"
        + @"|\b(?:num[ée]ro|n[°º]|number)[ \u00A0](?:de[ \u00A0]|of[ \u00A0])?(?:commande|order|dossier|file"
        + @"|booking|r[ée]servation)"
        + @"[ \u00A0]?(?:est|is|:)?[ \u00A0]?#?(?<n>[0-9]{2,12})\b"
        + @"|\b(?:commande|order|dossier|booking|r[ée]servation)[ \u00A0](?:(?:number|num[ée]ro)[ \u00A0](?:is"
        + @"|est)[ \u00A0])?(?<n>[0-9]{4,12})\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
