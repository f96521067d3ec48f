using System.ComponentModel;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Tools;

/// <summary>What an offer is asked for.</summary>
internal sealed record MakeOfferArguments
{
    [Description("Id of the plan; left out, the one that fits best is taken.")]
    public string? Plan { get; init; }

    [Description("People who would use it; left out, what the contact said is taken.")]
    public int? Seats { get; init; }

    [Description("Commitment in months, one of the terms; left out, the shortest.")]
    public int? CommitmentMonths { get; init; }

    [Description("Discount besides the commitment's own, in percent.")]
    public decimal ExtraDiscount { get; init; }

    [Description("Days to try it; left out, as many as everyone has.")]
    public int? TrialDays { get; init; }

    [Description("Payments that a year is paid in.")]
    public int Instalments { get; init; } = 1;
}

/// <summary>What came of it.</summary>
internal sealed record OfferMade
{
    /// <summary>The offer, which is read back below the answer and waits for a yes; null when there is none.</summary>
    public OfferShown? Offer { get; init; }

    /// <summary>Why there is none; null when there is, when something is asked for, and when a person takes
    /// over.</summary>
    public OfferRefusal? Refusal { get; init; }

    /// <summary>The nearest figure that would be taken; or null.</summary>
    public decimal? Allowed { get; init; }

    /// <summary>What is needed first: <see cref="Ask.Seats"/>, or nothing.</summary>
    public IReadOnlyList<string> AskFor { get; init; } = [];

    /// <summary>Why a person takes over; null when none does.</summary>
    public EscalationReason? Escalated { get; init; }
}
