using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>Finds the figures that a text states in words: "trois euros", "fifty per cent", "deux heures".</summary>
internal static class SpelledClaims
{
    private static readonly FrozenSet<string> Money = FrozenSet.Create(
        StringComparer.Ordinal, "euro", "euros", "dollar", "dollars", "pound", "pounds", "balles");

    private static readonly FrozenSet<string> Percent = FrozenSet.Create(
        StringComparer.Ordinal, "pourcent", "pourcents", "percent");

    private static readonly FrozenSet<string> Units = FrozenSet.Create(
        StringComparer.Ordinal, "secondes", "seconds", "minute", "minutes", "heure", "heures", "hour", "hours",
        "jour", "jours", "day", "days", "semaine", "semaines", "week", "weeks", "mois",
        "month", "months", "ans", "annees", "years");

    /// <summary>The figures, with their places.</summary>
    public static IEnumerable<(Claim Claim, int At)> In(string text)
    {
        var words = Word.In(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (char.IsAsciiDigit(words[i].Text[0]))
                continue;
            var (value, count) = NumberWords.Read(words, i);
            if (count == 0 || i + count >= words.Count)
                continue;
            var unit = words[i + count].Text;
            var isPerCent = unit is "pour" or "per" && i + count + 1 < words.Count
                && words[i + count + 1].Text is "cent" or "cents";
            if (Money.Contains(unit))
                yield return (new Claim(ClaimKind.Money, value), words[i].Start);
            else if (Percent.Contains(unit) || isPerCent)
                yield return (new Claim(ClaimKind.Percent, value), words[i].Start);
            // "Un jour" is some day, "a week" any.
            else if (Units.Contains(unit) && (value > 1 || unit is "heure" or "hour"))
                yield return (
                    new Claim(ClaimKind.Duration, value * (decimal)Durations.SecondsOf(unit)), words[i].Start);
            i += count - 1;
        }
    }
}
