using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>Which kind of visit somebody speaks of.</summary>
internal static partial class VisitWords
{
    /// <summary>The kind that is named; null when none is.</summary>
    /// <param name="text">What was written.</param>
    public static VisitKind? In(string text)
    {
        var folded = string.Join(' ', Word.In(Readable.Of(text)).Select(word => word.Text));
        if (Revisit().IsMatch(folded))
            return VisitKind.Revisit;
        if (Complementary().IsMatch(folded))
            return VisitKind.Complementary;
        if (Voluntary().IsMatch(folded))
            return VisitKind.Voluntary;
        return Periodic().IsMatch(folded) ? VisitKind.Periodic : null;
    }

    [GeneratedRegex(
        @"\b(?:contre? ?visites?|contre? ?vis?ite|contrevisite|contre v|2e visite|deuxieme visite|2eme visite|seconde visite|2e passage|2eme passage|deuxieme passage|re ?passage|re ?visits?|re ?tests?|re ?tested|re ?inspection|second (?:visit|check|test|inspection)|follow up (?:visit|inspection|test))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Revisit();

    [GeneratedRegex(
        @"\b(?:complementaires?|complementary|pollution (?:seule|only|check|test|annuelle)|(?:annual|yearly) (?:pollution|emissions?)|antipollution|anti pollution|controle (?:de la )?pollution|(?:juste|que) (?:la |le )?(?:controle )?pollution|controle pollution|visite pollution|emissions? (?:only|check|test))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Complementary();

    [GeneratedRegex(
        @"\b(?:volontaires?|voluntary|avant (?:un |l )?achats?|avant d acheter|before (?:i (?:buy|commit)|buying)|(?:looked|look|check(?:ed)?|vetted|inspected) (?:it )?(?:over )?before|faire verifier (?:avant|une)|verifier (?:une|la) (?:voiture|auto|occasion)|thinking of buying|je (?:veux|vais|voudrais|compte) acheter|pre purchase|pre achat|controle volontaire|bilan (?:complet|general))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Voluntary();

    [GeneratedRegex(
        @"\b(?:controle techniques?|controle tech|ct|visite periodique|periodique|periodic|mot|roadworthiness|technical (?:control|inspection|check)|controle)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Periodic();
}
