using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop;

/// <summary>Questions that only ask how long, or for how much, of what was just told.</summary>
internal static class FollowUp
{
    private static readonly FrozenSet<string> HowLong = Set(
        "temps tps delai delais long longtemps jours jour heures quand when soon days day hours period time pret prete ready");

    private static readonly FrozenSet<string> HowMuch = Set(
        "combien cb cout coute prix payant payante cher gratuit gratuite much cost costs price charge free");

    private static readonly FrozenSet<string> Durations = Set(
        "jours jour heures heure semaines mois ans days day hours hour weeks months years minutes");

    private static readonly FrozenSet<string> Amounts = Set(
        "gratuit gratuite gratuits offert offerte free frais euros eur charge");

    /// <summary>Whether an answer holds what the question asks for: a length of time, or an amount.</summary>
    public static bool IsAnsweredBy(string question, string answer)
    {
        var asked = Word.In(question).Select(word => word.Text).ToList();
        var told = Word.In(answer).Select(word => word.Text).ToList();
        // "How much time" asks for time.
        return asked.Exists(HowLong.Contains) ? told.Exists(Durations.Contains)
            : asked.Exists(HowMuch.Contains)
                && (told.Exists(Amounts.Contains) || answer.Contains('€', StringComparison.Ordinal));
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
