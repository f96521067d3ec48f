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

        foreach (Match match in NotCharged().Matches(read))
        {
            if (match.Groups["of"].Success
                || (!match.Groups["uncharged"].Success && Negation.IsBefore(read, match.Index)))
                continue;
            // By how it is said: that sending again is "at our expense" makes nothing else free.
            foreach (var how in (string[])["uncharged", "borne", "extra"])
            {
                if (match.Groups[how].Success)
                    yield return (new Claim(ClaimKind.Free, 0, how), match.Index);
            }
        }

        foreach (Match match in HalfPrice().Matches(read).Where(match => !Negation.IsBefore(read, match.Index)))
            yield return (new Claim(ClaimKind.Discount, Half), match.Index);
        foreach (Match match in Deal().Matches(read).Where(match => !Negation.IsBefore(read, match.Index)))
            yield return (new Claim(ClaimKind.Deal, 0), match.Index);
        foreach (Match match in PriceOf().Matches(read).Concat(Granted().Matches(read)))
        {
            if (!match.Groups["own"].Success && !Negation.IsBefore(read, match.Index))
                yield return (new Claim(ClaimKind.Deal, 0), match.Index);
        }
    }

    // Whatever the group "of" holds is no price: "feel free", "BPA-free", "free to choose".
    [GeneratedRegex(
        @"\b(?:gratuite?s?|gratuitement|gratos|gratis|offert[es]{0,2}|pour rien|sans frais|sans rien payer"
            + @"|cadeau de la maison|aux frais de la maison|on the house|free of charge|no charge|without charge"
            + @"|at no (?:extra )?cost|complimentary|for nothing|gratuitous"
            + @"|(?:je|on|nous) (?:vous |te )?(?:en )?(?:fais|fait|faisons|ferai|fera|ferons) cadeau"
            + @"|(?:my|our) treat|(?:our )?gift (?:from us|to you))\b"
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

    // "You won't be charged yet" and "vous ne serez pas débité deux fois" say when, or how often.
    [GeneratedRegex(
        @"(?<of>\b(?:won[’']t|will not|don[’']t|never|are not|aren[’']t|is not|isn[’']t) (?:be )?(?:charge|bill"
            + @"|invoice)d? (?:you )?(?:\p{L}+ ){0,2}(?:until|till|before|yet|now|twice|more|again|extra|unless)\b"
        + @"|\b(?:pas|jamais) (?:vous )?(?:être )?(?:facturée?s?|débitée?s?) (?:\p{L}+ ){0,2}(?:avant|tant"
            + @"|deux fois|plus|maintenant|encore)\b"
        + @"|\bne (?:vous |te |l[ae] |les )*factur(?:e|ons|erai|erons|era) (?:pas|rien|jamais) (?:\p{L}+ ){0,2}"
            + @"(?:avant|tant|deux fois|plus|maintenant|encore)\b)"
        + @"|(?<uncharged>\b(?:won[’']t|will not|never|are not|aren[’']t|is not|isn[’']t) (?:be )?(?:charged|billed"
            + @"|invoiced)\b|\b(?:won[’']t|will not|don[’']t|never) (?:charge|bill|invoice) (?:you|for)\b"
            + @"|\b(?:won[’']t|will not|don[’']t) (?:have to )?pay (?:anything|a (?:thing|penny|cent))\b"
            + @"|\b(?:pas|jamais) (?:vous )?(?:être )?(?:facturée?s?|débitée?s?)\b"
            + @"|\bne (?:vous |te |l[ae] |les )*factur(?:e|ons|erai|erons|era) (?:pas|rien|jamais)\b"
            + @"|\bne (?:payez|paierez|paies) rien\b)"
        + @"|(?<borne>\b(?:is|are|it[’']s|that[’']s|be) on (?:us|me)\b|\b(?:est|sont|c[’']est|sera|seront) pour nous"
            + @"[ \u00A0\u202F]?(?:$|[.,;!…])|\bà (?:notre|ma) charge\b|\bat (?:our|my) (?:own )?expense\b"
            + @"|\b(?:prenons|prends|prendrons|prendrai) en charge (?:\p{L}+[ ’']){0,3}(?:frais|coûts?|prix|port"
            + @"|livraison|installation|formation)\b|\b(?:i|we)(?: will|[’']ll)? (?:cover|pay|absorb|foot) "
            + @"(?:\p{L}+ ){0,3}(?:costs?|fees?|bill|shipping|delivery|setup|postage)\b)"
        + @"|(?<extra>\bsans (?:aucun )?(?:supplément|surcoût|coût supplémentaire)\b"
            + @"|\b(?:at no|no|without|without any) (?:extra|additional) charge\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NotCharged();

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

    // One thing granted at what another costs: "je vous mets le Pro au tarif Starter".
    [GeneratedRegex(
        @"\b(?:je|on|nous) (?:vous |te )(?:mets|met|mettons|mettrai|laisse|laissons|fais|fait|faisons|passe|passons"
            + @"|donne|donnons|accorde|accordons|cède|cédons) [^.!?]{1,60}[ \u00A0]au (?:tarif|prix) (?:(?<own>(?:de"
            + @"|du|plein|annuel|mensuel|normal|habituel|public|actuel|en|indiqué|affiché|standard|catalogue|unique"
            + @"|courant|suivant|ci|juste)\b)|\p{L})"
        + @"|\b(?:i|we)(?: will|[’']ll| can)? (?:give|put|let|offer|do) [^.!?]{1,60} (?:at|for|on) (?:the )?(?:(?<own>"
            + @"full|list|normal|usual|regular|same|standard|current|public|annual|yearly|monthly|best|exact|right"
            + @"|the|a)|\p{L}+) (?:price|rate|pricing)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Granted();
}
