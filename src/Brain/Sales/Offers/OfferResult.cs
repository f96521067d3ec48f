using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Offers;

/// <summary>What came of a request for an offer: one of the two.</summary>
/// <param name="Offer">The offer, without a number yet; null when it was refused.</param>
/// <param name="Refusal">Why there is none; null when there is.</param>
internal sealed record OfferResult(Offer? Offer, OfferRefusal? Refusal)
{
    /// <summary>
    /// The nearest figure that would be taken, in the unit of what was refused: seats, months, percent, days or
    /// payments. Null where none would, or none was refused.
    /// </summary>
    public decimal? Allowed { get; init; }
}

/// <summary>Why an offer is not made.</summary>
internal enum OfferRefusal
{
    /// <summary>There is no such plan.</summary>
    UnknownPlan,

    /// <summary>The plan is for more people.</summary>
    TooFewSeats,

    /// <summary>The plan is for fewer people.</summary>
    TooManySeats,

    /// <summary>It cannot be taken for so long.</summary>
    UnknownCommitment,

    /// <summary>A discount under nothing.</summary>
    NegativeDiscount,

    /// <summary>More than may be taken off all in all.</summary>
    DiscountOverLimit,

    /// <summary>The price would be under the plan's floor.</summary>
    BelowFloor,

    /// <summary>A trial under nothing.</summary>
    NegativeTrial,

    /// <summary>More days to try it than may be given.</summary>
    TrialOverLimit,

    /// <summary>More than everybody gets, though nobody has asked for it.</summary>
    NotNegotiated,

    /// <summary>No payment at all.</summary>
    TooFewInstalments,

    /// <summary>More payments than are taken.</summary>
    TooManyInstalments,
}
