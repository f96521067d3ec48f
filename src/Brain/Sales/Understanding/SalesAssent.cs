using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>
/// Whether somebody takes an offer, by what they mean and not by a word: "deal, where do I sign?" does, "ok, but it is
/// too expensive" and "yes, that's what I'm afraid of" do not.
/// </summary>
internal static class SalesAssent
{
    private const float SureToAccept = 0.7f;
    private const float MostDoubt = 0.2f;

    private const float SomeDoubt = 0.35f;

    /// <summary>What a message says to an offer that waits: true when it takes it, false when a yes in it is none, null
    /// when a plain yes would decide.</summary>
    public static bool? Of(SalesReading reading) => IsIn(reading) ? true : IsDoubted(reading) ? false : null;

    // "Yes, that's exactly what I'm afraid of."
    private static bool IsDoubted(SalesReading reading) =>
        reading.LikelihoodOf(act => act.StartsWith("obj.", StringComparison.Ordinal) || act is "bargain" or "later")
            >= SomeDoubt
        || Word.In(reading.Text).Any(word => Fears.Contains(word.Text))
        || Parting.IsForGood(reading.Text) || Parting.IsForLater(reading.Text);

    private static readonly FrozenSet<string> Fears = FrozenSet.Create(
        StringComparer.Ordinal, "afraid", "fear", "fears", "worries", "worry", "worried", "doubt", "peur", "crains",
        "craint", "inquiete", "inquietude", "mefie", "doute", "problem", "probleme");

    /// <summary>Whether it does, and holds nothing against it.</summary>
    public static bool IsIn(SalesReading reading) =>
        reading.LikelihoodOf(act => act == "accept") >= SureToAccept
        && reading.Clauses.All(clause => clause.Acts
            .Where(act => act.Key.StartsWith("obj.", StringComparison.Ordinal)
                || act.Key is "bargain" or "unsure" or "no" or "cancel" or "later" or "wait" or "person" or "correct")
            .Sum(act => act.Value) <= MostDoubt);
}
