using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>
/// Finds prices that are said without a figure: free, half price, two for one, the price of another thing.
/// </summary>
internal static partial class GiftClaims
{
    private const int Half = 50;

    /// <summary>What is stated, with its place.</summary>
    /// <param name="read">A text as it is read.</param>
    public static IEnumerable<(Claim Claim, int At)> In(string read)
    {
        foreach (Match match in Free().Matches(read))
        {
            if (match.Groups["of"].Success || Negation.IsBefore(read, match.Index) && !match.Groups["nothing"].Success)
                continue;
            yield return (new Claim(ClaimKind.Free, 0), match.Index);
        }

        foreach (Match match in HalfPrice().Matches(read).Where(match => !Negation.IsBefore(read, match.Index)))
            yield return (new Claim(ClaimKind.Discount, Half), match.Index);
        foreach (Match match in Deal().Matches(read).Where(match => !Negation.IsBefore(read, match.Index)))
            yield return (new Claim(ClaimKind.Deal, 0), match.Index);
        foreach (Match match in PriceOf().Matches(read))
        {
            if (!match.Groups["own"].Success && !Negation.IsBefore(read, match.Index))
                yield return (new Claim(ClaimKind.Deal, 0), match.Index);
        }
    }

    // Whatever the group "of" holds is no price: "feel free", "BPA-free", "free to choose".
    [GeneratedRegex(
        @"\b(?:gratuite?s?|gratuitement|gratos|gratis|offert[es]{0,2}|pour rien|sans frais|sans rien payer"
            + @"|cadeau de la maison|aux frais de la maison|on the house|free of charge|no charge|without charge"
            + @"|at no (?:extra )?cost|complimentary|for nothing|gratuitous)\b"
        + @"|\b(?:je|on|nous) (?:vous |te )?(?:l[’']|les? |la )?offr(?:e|ons)\b"
        + @"|(?<nothing>\b(?:ne |n[’'])?(?:vous )?coûte(?:nt|ra|ront)? rien\b|\bcosts? (?:you )?nothing\b"
        + @"|\brien à payer\b|\bnothing to pay\b)"
        + @"|(?<of>\b(?:feel|felt|hands|bpa|lead|gluten|sugar|lint|fuss|duty|stress|phthalate|paraben|pvc"
        + @"|wrinkle|crease|drip|toll|chlorine|rust|plastic|scratch|interest|tax|vat|worry)[ -]free\b|-free\b"
        + @"|\bfree(?:ly|dom|lance|standing|time)\b|\bfree (?:to|time|slot|hand|will|space|of (?:bpa|any|lead"
        + @"|plastic)|from (?:bpa|any|lead|plastic|chemicals)|for (?:a |the )?(?:call|chat|meeting))\b)"
        + @"|\bfree\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Free();

    [GeneratedRegex(
        @"\b(?:moitié[ -]prix|(?:à|a|de) moitié (?:du )?prix|la moitié du prix|half[ -]?price[ds]?|half off"
            + @"|half the price|half as much|(?:prix|tarifs?|prices?|coût) (?:\p{L}+ ){0,3}(?:divisée?s? par (?:deux"
            + @"|2)|halved|cut in half|coupée?s? en (?:deux|2))|(?:deux|2) fois moins chère?s?|twice as cheap"
            + @"|(?:prix|price) (?:is |est )?(?:halved|réduite? de moitié))\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HalfPrice();

    [GeneratedRegex(
        @"\b(?:(?:deux|trois|quatre|two|three|four|[2-9]) (?:pour|for) (?:le prix d[’'](?:une?|[1-9])"
            + @"|the price of (?:one|two|[1-9])|une?\b|one\b|deux\b|two\b|[1-9]\b)|buy (?:one|two|[1-9])[, ]+get"
            + @"|bogo|une? achetée?[ ,=]+une? |(?:le|la|the) (?:deuxième|seconde?|2e|2ème|second"
            + @"|2nd) (?:one )?(?:(?:est|is|vous est|comes?) )?(?:à )?(?:offerte?|gratuite?|free|moitié|half))",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Deal();

    // The price of itself is none of another: "au prix de 14,90 €", "at the price of the season".
    [GeneratedRegex(
        @"\b(?<own>(?:pour|au|for|at) (?:le |the )?(?:prix|price|tarif) (?:de |of |d[’'])(?:[0-9€$£]|vente"
            + @"|base|départ|gros|lancement|liste|la liste|catalogue|the list|sale|list))"
        + @"|\b(?:pour|au|for|at) (?:le |the )?(?:même |same )?(?:prix|price|tarif) (?:de |of |d[’']|du |des "
        + @"|que |as )\p{L}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PriceOf();
}
