using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>
/// Finds what a text promises in the business's name, and the standards it says are met. A promise is known by what it
/// is about, so that a business's own "we refund it, as you prefer" supports "you will be refunded".
/// </summary>
internal static partial class Promises
{
    /// <summary>What is promised, by what it is about, with its place.</summary>
    /// <param name="read">A text as it is read.</param>
    public static IEnumerable<(Claim Claim, int At)> In(string read)
    {
        foreach (Match match in Standards().Matches(read))
            yield return (Of(new string([.. match.Value.Where(char.IsLetterOrDigit)]).ToLowerInvariant()), match.Index);
        foreach (Match match in Promised().Matches(read))
        {
            // "I can promise nothing" promises nothing; "never hacked" denies something already.
            if (match.Groups["not"].Success)
                continue;
            if (!match.Groups["safe"].Success && Negation.IsBefore(read, match.Index))
                continue;
            foreach (var about in (string[])["refund", "word", "exception", "amends", "match", "lasts", "safe", "keep"])
            {
                if (match.Groups[about].Success)
                    yield return (Of(about), match.Index);
            }
        }
    }

    private static Claim Of(string about) => new(ClaimKind.Promise, 0, about);

    [GeneratedRegex(
        // Money back.
        @"(?<refund>\b(?:je|on|nous) (?:vous |te |le |la |les |l[’'])?(?:en )?(?:rembours(?:e|erai|erons|era"
            + @"|ons|ez)|recrédite(?:rai|rons|ra)?)\b"
        + @"|\b(?:vous (?:serez|êtes|allez être|seriez)|sera|seront|est|sommes) (?:\p{L}+ )?(?:intégralement "
        + @"|entièrement |totalement )?remboursée?s?\b"
        + @"|\bsatisfaits? ou remboursée?s?\b|\b(?:i|we)(?: will|[’']ll| can|[’']re going to)? refund\b"
        + @"|\byou(?: will|[’']ll|[’']re going to| are going to)? (?:be |get (?:it |all of it "
        + @"|everything )?)(?:fully |completely )?(?:refunded|reimbursed|a (?:full )?refund|your money back)"
        + @"|\b(?:je|on|nous) (?:vous |te )(?:en |l[ae] |les )?(?:rend(?:s|ons|rai|ra|rons)?|restitu\p{L}+"
            + @"|revers\p{L}+) (?:(?:absolument |aussi )?(?:la totalité|l[’']intégralité|tout|votre argent|ton argent"
            + @"|l[’']argent|chaque (?:centime|euro)|le montant|la somme|vos sous))\b"
        + @"|\bevery (?:single )?(?:penny|cent|euro|pound|dollar) back\b|\b(?:i|we)(?: will|[’']ll)? (?:give|pay"
            + @"|send|hand) (?:you )?(?:it all|everything|the (?:full |whole )?(?:amount|price|sum)) back\b"
        + @"|\bget (?:everything|it all|all of it|the (?:full |whole )?(?:amount|price|sum)) back\b"
        + @"|\bmoney[ -]back\b|\b(?:will|is|are) (?:be )?(?:fully )?(?:refunded|reimbursed)\b)"
        // One's word.
        + @"|(?<word>\b(?:je|on|nous) (?:vous |te |le |l[’'])*(?:garanti(?:s|t|rai|rons|ssons)|promets"
        + @"|promettons|promet|jure|certifi(?:e|ons))\b"
        + @"|\bje m[’']engage\b|\bnous nous engageons\b|\b(?:vous avez )?ma parole\b|\b(?:i|we)(?: can| do| will"
        + @"|[’']ll| hereby)? (?:guarantee|promise|swear|certify|warrant)\b(?<not> (?:nothing|no|none)\b)?|\b(?:you have|i give you) (?:my"
        + @"|our) word\b|(?:,|–|%) guaranteed\b|\bguaranteed to\b|\bc[’']est garanti\b)"
        // Against the rule.
        + @"|(?<exception>\b(?:je|on|nous) (?:vous )?(?:fais|faisons|fait|ferai|ferons|fera|accorde|accordons"
        + @"|accorderons) (?:volontiers )?(?:une exception|un geste|une faveur)\b"
        + @"|\bà titre exceptionnel\b|\b(?:i|we)(?: will|[’']ll| can| are going to|[’']re going to)? (?:gladly "
        + @"|happily )?(?:make|grant|do)(?: you)? an exception\b|\bas an exception\b|\bwaive[ds]?\b|\bwe(?: will"
        + @"|[’']ll) bend\b)"
        // Something in return.
        + @"|(?<amends>\b(?:bon d[’']achat|carte cadeau|avoir) (?:de|d[’']un montant)\b|\b(?:je|on"
        + @"|nous) (?:vous )?(?:dédommag|indemnis|compens)\p{L}+|\b(?:i|we)(?: will|[’']ll)? (?:compensate"
        + @"|credit you|send you a (?:voucher|gift card|replacement))\b)"
        // The price of elsewhere, or of for ever.
        + @"|(?<match>\b(?:je|on|nous) (?:vous )?(?:m[’']aligne(?:rai)?|s[’']aligne|nous alignons"
        + @"|rembours\p{L}+ la différence)\b|\b(?:i|we)(?: will|[’']ll| can)? (?:match|beat) (?:any|that|the"
        + @"|their|his)\b)"
        + @"|(?<lasts>\b(?:prix|tarif|price|rate) (?:\p{L}+ ){0,2}(?:bloqué|gelé|garanti|à vie|locked|frozen"
        + @"|for life|forever)\b|\b(?:à vie|pour toujours|for life|lifetime)\b|\bnever (?:go up|increase|rise)\b"
        + @"|\bn[’']augmenter(?:a|ont) jamais\b)"
        // What no one can know.
        + @"|(?<safe>\b(?:jamais|never) (?:\p{L}+ ){0,2}(?:pirat|hack|breach|panne|fuite|down\b)\p{L}*"
        + @"|\bimpossible à pirater\b|\bunhackable\b|\b(?:zéro|zero) (?:panne|downtime|fuite|risk|risque)\b"
        + @"|\b(?:de bout en bout|end[- ]to[- ]end)\b|\bpenalt(?:y|ies)\b|\bpénalités?\b)"
        // What is held for someone.
        + @"|(?<keep>\b(?:je|on|nous) (?:vous )?(?:les |la |le |l[’']|en )?(?:mets|mettons|garde"
        + @"|gardons) (?:\p{L}+ ){0,3}(?:de côté|au chaud)\b|\b(?:i|we)(?:[’']ve| have| will|[’']ll)? (?:(?:put"
        + @"|set) (?:\p{L}+ ){0,4}aside|(?:reserved?|hold|held) (?:\p{L}+ ){0,4}for you)\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Promised();

    [GeneratedRegex(
        @"\b(?:iso(?:[ /]?iec)?[ -]?[0-9]{4,5}|soc[ -]?[123]|hds|secnumcloud|pci[ -]dss|hipaa|fedramp|tisax|hitrust)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Standards();
}
