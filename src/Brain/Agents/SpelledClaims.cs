using System.Buffers;
using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// Finds the figures that a text states in words: "trois euros", "fifty per cent", "deux heures", "treize moulins en
/// stock", "IV euros".
/// </summary>
internal static class SpelledClaims
{
    // "Treize moulins à poivre Tournis en stock".
    private const int MostBetween = 8;

    private static readonly SearchValues<char> Stops = SearchValues.Create(",;:.!?");

    private static readonly FrozenSet<string> Money = Set("""
        euro euros eur dollar dollars usd pound pounds gbp balles bucks quid franc francs
        """);

    private static readonly FrozenSet<string> Cents = Set("centime centimes cent cents pence");

    private static readonly FrozenSet<string> Percent = Set("pourcent pourcents percent");

    private static readonly FrozenSet<string> Units = Set("""
        secondes seconds minute minutes heure heures hour hours jour jours day days semaine semaines week weeks mois
        month months an ans annee annees year years
        """);

    private static readonly FrozenSet<string> Pieces = Set(
        "exemplaire exemplaires piece pieces copy copies unit units");

    private static readonly FrozenSet<string> Left = Set("left remaining restant restante restants restantes");

    /// <summary>The figures, with their places.</summary>
    /// <param name="text">A text as it is read.</param>
    public static IEnumerable<(Claim Claim, int At)> In(string text)
    {
        var words = Word.In(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (char.IsAsciiDigit(words[i].Text[0]))
                continue;
            var (value, count) = SpokenNumber.Read(words, i, text);
            if (count == 0)
                continue;
            foreach (var claim in Of(text, words, i, i + count, value))
                yield return (claim, words[i].Start);
            i += count - 1;
        }
    }

    private static IEnumerable<Claim> Of(string text, IReadOnlyList<Word> words, int from, int next, decimal value)
    {
        var unit = next < words.Count ? words[next].Text : "";
        var after = next + 1 < words.Count ? words[next + 1].Text : "";
        var sign = SignBehind(text, words[next - 1].End);
        if (Money.Contains(unit) || sign is '€' or '$' or '£')
            yield return new Claim(
                ClaimKind.Money, value + CentsAt(words, Money.Contains(unit) ? next + 1 : next, text));
        else if (Cents.Contains(unit) && !IsPerCent(words[from].Text, unit))
            yield return new Claim(ClaimKind.Money, value / 100);
        else if (Percent.Contains(unit) || sign == '%' || (unit is "pour" or "per" && after is "cent" or "cents"))
            yield return new Claim(ClaimKind.Percent, value);
        // "Un jour" is some day, "a week" any.
        else if (Units.Contains(unit) && (value > 1 || unit is "heure" or "hour"))
            yield return new Claim(ClaimKind.Duration, value * Durations.SecondsOf(unit));
        else if (IsStock(text, words, from, next))
            yield return new Claim(ClaimKind.Stock, value);
    }

    // "Trois euros cinquante", "three euros and fifty cents".
    private static decimal CentsAt(IReadOnlyList<Word> words, int at, string text)
    {
        if (at < words.Count && words[at].Text is "et" or "and")
            at++;
        var (cents, count) = at < words.Count ? SpokenNumber.Read(words, at, text) : (0, 0);
        if (count == 0)
            return 0;
        var isNamed = at + count < words.Count && Cents.Contains(words[at + count].Text);
        // A figure that begins something else, "trois euros deux fois", is none of it.
        var isAlone = at + count == words.Count || !Units.Contains(words[at + count].Text);
        return isNamed || (cents is >= 10 and < 100 && isAlone) ? cents / 100 : 0;
    }

    private static bool IsPerCent(string number, string unit) => unit is "cent" && number is "pour" or "per";

    private static bool IsStock(string text, IReadOnlyList<Word> words, int from, int next)
    {
        var before = from > 0 ? words[from - 1].Text : "";
        var first = next < words.Count ? words[next].Text : "";
        // "Il ne reste plus qu'un seul exemplaire", "only three left", "trois pièces disponibles".
        if (Left.Contains(first)
            || (before is "reste" or "restent" or "qu" or "que" or "only"
                && (Pieces.Contains(first) || first is "seul" or "seule"))
            || (Pieces.Contains(first) && next + 1 < words.Count
                && words[next + 1].Text is "left" or "disponibles" or "disponible" or "available" or "restants"))
            return true;
        for (var i = next; i < Math.Min(words.Count - 1, next + MostBetween); i++)
        {
            // What stands in another clause is said of something else.
            // The words of a short form stand all at the same place.
            if (words[i].Start > words[i - 1].End
                && text.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End).IndexOfAny(Stops) >= 0)
                return false;
            if (words[i].Text is "en" or "in" && words[i + 1].Text == "stock")
                return IsHad(words, from);
        }

        return false;
    }

    // "Une lampe en stock" is some lamp; "il reste une lampe en stock" is one.
    private static bool IsHad(IReadOnlyList<Word> words, int from) =>
        words[from].Text is not ("un" or "une" or "one" or "a")
        || (from > 0 && words[from - 1].Text is "reste" or "qu" or "only" or "just" or "exactement" or "exactly");

    // "(trois) €", "three €".
    private static char SignBehind(string text, int end)
    {
        while (end < text.Length && text[end] is ' ' or '\u00A0' or '\u202F' or ')' or '*')
            end++;
        return end < text.Length && text[end] is '€' or '$' or '£' or '%' ? text[end] : '\0';
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.Ordinal);
}
