using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Negotiation;

/// <summary>What is done about an objection: one of the two.</summary>
/// <param name="Step">What is said to it; null when a person takes over.</param>
/// <param name="Escalation">Why a person takes over; null when something can be said to it.</param>
internal sealed record NegotiationOutcome(NegotiationStep? Step, EscalationReason? Escalation);

/// <summary>A way to answer an objection, with the figures it is answered with.</summary>
/// <param name="Category">What the objection is about.</param>
/// <param name="Strategy">The way.</param>
/// <param name="Offer">The offer that takes the place of the one that stands, without a number yet; null where it
/// stays.</param>
internal sealed record NegotiationStep(ObjectionCategory Category, Strategy Strategy, Offer? Offer)
{
    /// <summary>Id of the feature spoken of, or null.</summary>
    public string? Feature { get; init; }

    /// <summary>Name of the competitor or tool spoken of, as the workspace has it; or null.</summary>
    public string? Competitor { get; init; }
}

/// <summary>What an objection says besides its category.</summary>
internal sealed record ObjectionFacts
{
    /// <summary>The discount that is asked for, in percent; null: none in figures.</summary>
    public decimal? AskedDiscount { get; init; }

    /// <summary>Id of the feature that is missed; or null.</summary>
    public string? Feature { get; init; }

    /// <summary>What they call the product that they use or look at; or null.</summary>
    public string? Competitor { get; init; }
}
