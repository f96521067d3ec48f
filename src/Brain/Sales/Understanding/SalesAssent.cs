using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
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
    private const float Possible = 0.25f;

    private static readonly FrozenSet<string> Fears = FrozenSet.Create(
        StringComparer.Ordinal, "afraid", "fear", "fears", "worries", "worry", "worried", "doubt", "peur", "crains",
        "craint", "inquiete", "inquietude", "mefie", "doute", "problem", "probleme");

    private static readonly string[] Terms = ["people", "seats", "price", "percent", "plan", "term"];

    /// <summary>
    /// What a message says to an offer that waits: true when it takes just that, false when a yes in it is none, null
    /// when a plain yes would decide.
    /// </summary>
    /// <param name="reading">The message.</param>
    /// <param name="readBack">What was read back.</param>
    public static bool? Of(SalesReading reading, string readBack) =>
        Seems(reading) switch
        {
            true when NamesOtherTerms(reading, readBack) => null,
            var seems => seems,
        };

    /// <summary>The same, whatever was read back.</summary>
    public static bool? Seems(SalesReading reading) =>
        IsSure(reading) ? true : IsDoubted(reading) ? false : null;

    private static bool IsSure(SalesReading reading) =>
        reading.LikelihoodOf(act => act == "accept") >= SureToAccept
        && reading.Clauses.All(clause => clause.Acts
            .Where(act => act.Key.StartsWith("obj.", StringComparison.Ordinal)
                || act.Key is "bargain" or "unsure" or "no" or "cancel" or "later" or "wait" or "person" or "correct"
                    or "enterprise" or "stop" or "plan")
            .Sum(act => act.Value) <= MostDoubt);

    // "Yes, that's exactly what I'm afraid of."
    private static bool IsDoubted(SalesReading reading) =>
        reading.LikelihoodOf(act => act.StartsWith("obj.", StringComparison.Ordinal) || act is "bargain" or "later")
            >= SomeDoubt
        || Word.In(reading.Text).Any(word => Fears.Contains(word.Text))
        || Parting.IsForGood(reading.Text) || Parting.IsForLater(reading.Text);

    // A figure, or a name, may be of another offer than the one that was read back.
    private static bool NamesOtherTerms(SalesReading reading, string readBack)
    {
        var said = Word.In(readBack).Select(word => word.Text).ToHashSet();
        var rest = ContactDetails.Read(reading.Text, [], mayName: false, mayLocate: false).Rest;
        return Terms.SelectMany(kind => reading.Spans(kind, Possible)).SelectMany(Word.In)
            .Concat(Word.In(rest).Where(word => char.IsAsciiDigit(word.Text[0])))
            .Any(word => !said.Contains(word.Text) && !Fillers.Words.Contains(word.Text));
    }
}
