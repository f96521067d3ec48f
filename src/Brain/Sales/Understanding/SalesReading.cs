using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>What somebody wrote to the sales team, as the house model reads it.</summary>
internal sealed class SalesReading : MessageReading
{
    private const string Objects = "obj.";
    private const float SureToObject = 0.6f;

    private SalesReading(string text, string locale, IReadOnlyList<ReadClause> clauses) : base(text, locale, clauses)
    {
    }

    /// <summary>Reads what the contact wrote in this turn, in its place.</summary>
    /// <param name="turn">The request to the house model.</param>
    /// <param name="sales">Where the conversation stands.</param>
    public static SalesReading Of(HouseTurn turn, SalesState sales) =>
        Of(turn.Heard.Text, Situated(sales, turn.Facts.Proposed is { IsInBackground: false }, turn.Facts.Locale));

    /// <summary>Reads a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="situation">Where the conversation stood.</param>
    public static SalesReading Of(string text, Situation situation) =>
        new(text, situation.Locale, UtteranceReader.Load("House.sales.model").Read(text, situation, []));

    /// <summary>Where a conversation stands, as the corpora name it.</summary>
    /// <param name="sales">The state.</param>
    /// <param name="isProposed">Whether an offer waits for a yes.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static Situation Situated(SalesState sales, bool isProposed, string locale)
    {
        var asked = sales.Asked switch
        {
            [Ask.Seats, ..] => "size",
            [Ask.Name or Ask.Email or Ask.Phone, ..] => "contact",
            [Ask.When or Ask.MayWrite, ..] => "later",
            _ => isProposed ? "offer" : sales.Standing is not null ? "objection" : sales.Type is null ? "need" : "more",
        };
        return new Situation(
            asked, sales.Converted ? "won" : sales.Standing is not null ? "offer" : "none", locale);
    }

    /// <summary>The clauses that hold something against it, the surest first.</summary>
    public IEnumerable<(ObjectionCategory Category, ReadClause Clause)> Objections =>
        from clause in Clauses
        let category = CategoryOf(clause)
        where category is not null
        orderby clause.Certainty descending
        select (category.Value, clause);

    private static ObjectionCategory? CategoryOf(ReadClause clause)
    {
        var objects = clause.Acts.Where(act => act.Key.StartsWith(Objects, StringComparison.Ordinal)).ToList();
        var bargains = clause.Acts.GetValueOrDefault("bargain");
        if (objects.Sum(act => act.Value) + bargains < SureToObject
            || (clause.Act != "bargain" && !clause.Act.StartsWith(Objects, StringComparison.Ordinal)))
            return null;
        var best = objects.Count > 0 ? objects.MaxBy(act => act.Value) : default;
        return best.Key is null || best.Value < bargains
            ? ObjectionCategory.Price
            : best.Key switch
            {
                "obj.price" => ObjectionCategory.Price,
                "obj.features" => ObjectionCategory.Features,
                "obj.timing" => ObjectionCategory.Timing,
                "obj.authority" => ObjectionCategory.Authority,
                "obj.competition" => ObjectionCategory.Competition,
                _ => ObjectionCategory.Trust,
            };
    }
}
