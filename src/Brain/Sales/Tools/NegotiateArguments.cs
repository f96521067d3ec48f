using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Tools;

/// <summary>What the contact holds against it.</summary>
internal sealed record NegotiateArguments
{
    [Description("What the objection is about.")]
    public required ObjectionCategory Category { get; init; }

    [Description("The objection in the contact's words.")]
    public required string Words { get; init; }

    [Description("The discount that they ask for, in percent, when they name a figure.")]
    public decimal? AskedDiscount { get; init; }

    [Description("Id of the feature that they miss.")]
    public string? Feature { get; init; }

    [Description("The competitor or tool that they compare with, as they call it.")]
    public string? Competitor { get; init; }
}

/// <summary>What can be said to it: all of it by code, and nothing else.</summary>
internal sealed record Negotiated
{
    /// <summary>The way that is gone; null when a person takes over.</summary>
    public Strategy? Strategy { get; init; }

    /// <summary>The offer that takes the place of the one before; it is read back below the answer. Null where it
    /// stays.</summary>
    public OfferShown? Offer { get; init; }

    /// <summary>What the feature is called and does; or null.</summary>
    public string? Feature { get; init; }

    /// <summary>When the feature comes; null where it is there.</summary>
    public DateOnly? Comes { get; init; }

    /// <summary>What is to be said of the competitor; or null.</summary>
    public string? Competitor { get; init; }

    /// <summary>A customer that may be told of; or null.</summary>
    public string? Reference { get; init; }

    /// <summary>What is needed first: <see cref="Ask.Seats"/>, or nothing.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>Why a person takes over; null when none does.</summary>
    public EscalationReason? Escalated { get; init; }
}
