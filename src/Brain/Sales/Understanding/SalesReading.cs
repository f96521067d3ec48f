using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>What somebody wrote to the sales team, as the house model reads it.</summary>
internal sealed class SalesReading
{
    /// <summary>From this likelihood on an act is gone by.</summary>
    public const float Sure = 0.5f;

    private const string Objects = "obj.";
    private const float LeastSpan = 0.35f;
    private const float SureToObject = 0.6f;
    private const float SureOfAnother = 0.8f;

    private SalesReading(string text, string locale, IReadOnlyList<ReadClause> clauses) =>
        (Text, Locale, Clauses) = (text, locale, clauses);

    /// <summary>What was written.</summary>
    public string Text { get; }

    /// <summary>The language of the conversation, <c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; }

    /// <summary>Its clauses, in order; empty when it has no words.</summary>
    public IReadOnlyList<ReadClause> Clauses { get; }

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

    /// <summary>How likely it does one of some things.</summary>
    public float LikelihoodOf(Func<string, bool> acts) => Clauses.Count == 0
        ? 0
        : Clauses.Max(clause => clause.Acts.Where(act => acts(act.Key)).Sum(act => act.Value));

    /// <summary>Whether it surely does something.</summary>
    public bool Does(string act) => LikelihoodOf(one => one == act) >= Sure;

    /// <summary>
    /// Whether a person is wished for: as it was learned, or by words that say so where what was learned does not speak
    /// against it.
    /// </summary>
    /// <param name="heard">The message as every conversation's intents are heard in it.</param>
    public bool WantsPerson(Utterance heard) =>
        Does("person") || (heard.Is(Intents.Person)
            && Clauses.All(clause => clause.Act == "person" || clause.Certainty < SureOfAnother));

    /// <summary>The clauses that hold something against it, the surest first.</summary>
    public IEnumerable<(ObjectionCategory Category, ReadClause Clause)> Objections =>
        from clause in Clauses
        let category = CategoryOf(clause)
        where category is not null
        orderby clause.Certainty descending
        select (category.Value, clause);

    /// <summary>The first span of a kind; null when there is none.</summary>
    public string? Span(string kind, float least = LeastSpan) => Spans(kind, least).FirstOrDefault();

    /// <summary>The spans of a kind, in order.</summary>
    public IEnumerable<string> Spans(string kind, float least = LeastSpan) => Clauses
        .SelectMany(clause => clause.Spans)
        .Where(span => span.Kind == kind && span.Certainty >= least).Select(span => span.Text);

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
