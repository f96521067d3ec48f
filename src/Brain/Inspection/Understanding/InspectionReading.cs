using Gateway.Brain.House.Learning;
using Gateway.Brain.Inspection.State;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>What somebody wrote to a centre, as the house model reads it.</summary>
internal sealed class InspectionReading : MessageReading
{
    /// <summary>Name of what was learned.</summary>
    public const string Model = "House.inspection.model";

    /// <summary>From this likelihood on what is asked is answered: to tell too much does no harm.</summary>
    public const float SureEnough = 0.3f;

    private const string Details = "detail.";

    private InspectionReading(string text, string locale, IReadOnlyList<ReadClause> clauses)
        : base(text, locale, clauses)
    {
    }

    /// <summary>The clauses that ask something of the centre or of the law, in order.</summary>
    public IEnumerable<ReadClause> Questions =>
        Clauses.Where(clause => clause.Act.StartsWith(Details, StringComparison.Ordinal));

    /// <summary>Reads a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="situation">Where the conversation stood.</param>
    public static InspectionReading Of(string text, Situation situation) =>
        new(text, situation.Locale, UtteranceReader.Load(Model).Read(text, situation, []));

    /// <summary>Where a conversation stands, as the corpora name it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="isProposed">Whether something was read back and waits for a yes.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static Situation Situated(InspectionState state, bool isProposed, string locale)
    {
        var asked = isProposed
            ? "confirm"
            : state.Asked switch
            {
                [Ask.Vehicle, ..] or [Ask.Energy, ..] => "vehicle",
                [Ask.When, ..] => "when",
                [Ask.Slot, ..] => "slot",
                [Ask.Plate, ..] or [Ask.Brand, ..] => "plate",
                [Ask.Name, ..] => "name",
                [Ask.Phone, ..] => "phone",
                [Ask.Code, ..] => "code",
                _ => state.Known.Count > 0 ? "more" : state.IsBooking ? "more" : "need",
            };
        var about = state.Offered.Count > 0 || state.Draft.SlotId is not null
            ? "slots"
            : state.Known.Count > 0 ? "appointment" : "none";
        return new Situation(asked, about, locale);
    }
}
