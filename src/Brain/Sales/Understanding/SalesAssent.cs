namespace Gateway.Brain.Sales.Understanding;

/// <summary>
/// Whether somebody takes an offer, by what they mean and not by a word: "deal, where do I sign?" does, "ok, but it is
/// too expensive" and "yes, that's what I'm afraid of" do not.
/// </summary>
internal static class SalesAssent
{
    private const float SureToAccept = 0.7f;
    private const float MostDoubt = 0.2f;

    /// <summary>Whether it does, and holds nothing against it.</summary>
    public static bool IsIn(SalesReading reading) =>
        reading.LikelihoodOf(act => act == "accept") >= SureToAccept
        && reading.Clauses.All(clause => clause.Acts
            .Where(act => act.Key.StartsWith("obj.", StringComparison.Ordinal)
                || act.Key is "bargain" or "unsure" or "no" or "cancel" or "later" or "wait" or "person" or "correct")
            .Sum(act => act.Value) <= MostDoubt);
}
