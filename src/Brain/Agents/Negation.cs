using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>Whether a text says that something is not so.</summary>
internal static partial class Negation
{
    private const int NearBy = 40;

    // So much more is looked at, so that what denies nothing is seen whole.
    private const int Beyond = 40;

    /// <summary>Whether what begins at a place is said not to be so, or is not to be had.</summary>
    /// <param name="read">A text as it is read.</param>
    /// <param name="at">Where it begins.</param>
    public static bool IsBefore(string read, int at)
    {
        var from = Math.Max(0, at - NearBy);
        var start = Math.Max(0, from - Beyond);
        // "Don't worry it is free" denies nothing.
        var before = Idle().Replace(read[start..at], match => new string('_', match.Length))[(from - start)..];
        // What another clause denies is not denied here.
        var clause = before.LastIndexOfAny([',', ';', ':', '.', '!', '?', '–', '—']);
        if (Joins().Matches(before) is [.., var join])
            clause = Math.Max(clause, join.Index + join.Length - 1);
        if (clause >= 0)
            before = before[(clause + 1)..];
        // A word that the piece begins within is not read.
        if (from > 0 && clause < 0 && before.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank)
            before = before[blank..];
        return Not().IsMatch(before) && !Only().IsMatch(before);
    }

    [GeneratedRegex(
        @"\b(?:ne|pas|not|cannot|never|jamais|aucune?|no longer|unable|impossible|neither|ni)\b|\bn[’']|n[’']t\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Not();

    [GeneratedRegex(
        @"\b(?:mais|car|et|puisqu[e’']|parce qu[e’']|but|and|because|since)(?:[ \u00A0\u202F]|\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Joins();

    // What calms or reminds.
    [GeneratedRegex(
        @"\b(?:ne )?(?:vous inquiétez|t[’']inquiètes?|vous en faites|t[’']en fais|vous tracassez|te tracasses?"
            + @"|vous souciez) (?:donc |surtout )?pas\b|\b(?:n[’'])?(?:ayez|aie) (?:pas |aucune |nulle )?"
            + @"(?:de )?(?:peur|craintes?|inquiétudes?)\b|\b(?:pas|aucun) besoin de vous (?:inquiéter|en faire)\b"
        + @"|\b(?:pas de|aucun) (?:soucis?|problèmes?|doutes?)\b|\b(?:n[’'])?(?:oubliez|oublie) pas\b"
        + @"|\b(?:do not|don[’']t|need not|needn[’']t|never|not to|(?:do not|don[’']t) (?:need|have) to)"
            + @" (?:you )?(?:worry|fret|fear)\b|\bno need to \p{L}+\b|\bnever mind\b|\bnot a problem\b"
        + @"|\b(?:do not|don[’']t) forget\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Idle();

    [GeneratedRegex(
        @"\b(?:not only|not just|non seulement|pas seulement|pas que|pourquoi pas|why not|n[’']h[ée]sitez pas)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Only();
}
