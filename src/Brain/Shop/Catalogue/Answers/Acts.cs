using System.Collections.Frozen;
using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>Acts of the corpora, as far as an answered question can have to do with them.</summary>
internal static class Acts
{
    private const float Least = 0.01f;

    private static readonly FrozenSet<string> Courtesies =
        FrozenSet.Create("greet", "thanks", "bye", "wait", "chat", "yes", "no");

    private static readonly FrozenSet<string> Goods = FrozenSet.Create(
        "seek", "gift", "price", "stock", "order", "compare", "advise", "pair", "photo", "list", "more", "cheaper",
        "similar", "basket", "drop");

    private static readonly FrozenSet<string> Asked = FrozenSet.Create(
        "restock", "status", "complaint", "pickup", "bargain", "dear", "person", "language", "cancel", "correct",
        "help", "identity");

    /// <summary>Whether it only keeps a talk going.</summary>
    public static bool IsCourtesy(string act) => Courtesies.Contains(act);

    /// <summary>Whether it is about goods: to find, to compare or to buy them.</summary>
    public static bool IsOfGoods(string act) =>
        Goods.Contains(act) || act.StartsWith("rank.", StringComparison.Ordinal);

    /// <summary>Whether shops answer it beforehand.</summary>
    public static bool IsAsked(string act) => Asked.Contains(act)
        || act.StartsWith("faq.", StringComparison.Ordinal) || act.StartsWith("detail.", StringComparison.Ordinal);

    /// <summary>How likely each act is in a text that stands by itself.</summary>
    public static IReadOnlyDictionary<string, float> Of(string text, string locale, UtteranceReader reader) =>
        Of(reader.Read(text, new Situation("none", "none", locale), _ => false));

    /// <summary>How likely each act is in these clauses together; courtesies count only where they are alone.</summary>
    public static IReadOnlyDictionary<string, float> Of(IReadOnlyList<ReadClause> clauses)
    {
        var acts = new Dictionary<string, float>();
        List<ReadClause> telling = [.. clauses.Where(clause => !IsCourtesy(clause.Act))];
        if (telling.Count == 0)
            telling = [.. clauses];
        foreach (var clause in telling)
        {
            Add(clause.Act, clause.Certainty / telling.Count);
            Add(clause.Second.Act, clause.Second.Certainty / telling.Count);
        }

        return acts.Where(act => act.Value >= Least).ToDictionary();

        void Add(string act, float likelihood) => acts[act] = acts.GetValueOrDefault(act) + likelihood;
    }
}
