using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Judges;

/// <summary>What a judge has read of the contact. Only what they said; what is not known is left out.</summary>
[Description("What the contact said of themselves. Leave out whatever they did not say.")]
internal sealed record LeadReading
{
    [Description("Given name.")]
    public string? FirstName { get; init; }

    [Description("Family name.")]
    public string? LastName { get; init; }

    [Description("Name of their firm.")]
    public string? Company { get; init; }

    [Description("What the firm does, in one to three words.")]
    public string? Sector { get; init; }

    [Description("People who work at the firm.")]
    public int? People { get; init; }

    [Description("People who would use the product.")]
    public int? Seats { get; init; }

    [Description("What the contact does there.")]
    public string? Role { get; init; }

    [Description("Whether the contact decides on the purchase.")]
    public bool? IsDecisionMaker { get; init; }

    [Description("E-mail address, as they wrote it.")]
    public string? Email { get; init; }

    [Description("Telephone number, as they wrote it.")]
    public string? Phone { get; init; }

    [Description("What is a trouble for them today, in a few words each.")]
    public IReadOnlyList<string> PainPoints { get; init; } = [];

    [Description("Ids of the features that they ask about or need.")]
    public IReadOnlyList<string> Interests { get; init; } = [];

    [Description("What they need and no plan has: a development, a contract or a set-up of their own.")]
    public IReadOnlyList<string> CustomNeeds { get; init; } = [];

    [Description("The tool or competitor that they use or look at.")]
    public string? CurrentTool { get; init; }

    [Description("What they may spend in a year; 0 when they said that they have no budget.")]
    public decimal? YearlyBudget { get; init; }

    [Description("In how many months they want to begin; 0 for now.")]
    public int? MonthsToStart { get; init; }

    [Description("What they have shown of their intention in the last message.")]
    public IReadOnlyList<Signal> Signals { get; init; } = [];

    [Description("Why, in a sentence.")]
    public string? Reasoning { get; init; }

    [Description("What is worth knowing for the sales people, a sentence each, in English.")]
    public IReadOnlyList<string> Insights { get; init; } = [];
}
