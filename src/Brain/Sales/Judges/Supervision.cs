using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Judges;

/// <summary>What the supervisor sees in the contact's last message and in how it goes.</summary>
internal sealed record Supervision
{
    [Description("What the last message says of the contact; null when it says nothing.")]
    public LeadReading? Lead { get; init; }

    [Description("What they object to; null when they object to nothing.")]
    public ObjectionCategory? Objection { get; init; }

    [Description("The objection in their words.")]
    public string? ObjectionWords { get; init; }

    [Description("The discount that they ask for, in percent, when they name a figure.")]
    public decimal? AskedDiscount { get; init; }

    [Description("Id of the feature that they miss or ask about.")]
    public string? Feature { get; init; }

    [Description("The competitor or tool that they compare with, as they call it.")]
    public string? Competitor { get; init; }

    [Description("True when they ask to talk to a person.")]
    public bool WantsPerson { get; init; }

    [Description("What they need and no plan has, in a few words each.")]
    public IReadOnlyList<string> CustomNeeds { get; init; } = [];

    [Description("True when they do not want it at all.")]
    public bool Declines { get; init; }

    [Description("True when they want to be written to later.")]
    public bool Later { get; init; }

    [Description("How they feel.")]
    public Sentiment? Sentiment { get; init; }

    [Description("How likely they buy, 0 to 100.")]
    public int Probability { get; init; }

    [Description("Who should answer: sales-seller, sales-negotiator or sales-nurture.")]
    public string? NextAgent { get; init; }

    [Description("Why, in a sentence.")]
    public string? Reasoning { get; init; }
}
