namespace Gateway.Brain.Sales.Settings;

/// <summary>On which terms plans are sold.</summary>
public sealed record Terms
{
    /// <summary>Days that everyone may try it free of charge, 0 to 90.</summary>
    public required int TrialDays { get; init; }

    /// <summary>The most days that may be given to try it, not fewer than <see cref="TrialDays"/>.</summary>
    public required int MostTrialDays { get; init; }

    /// <summary>How long it can be taken for, the shortest first; at least one.</summary>
    public required IReadOnlyList<Commitment> Commitments { get; init; }

    /// <summary>The most payments that a year may be paid in, 1 to 12.</summary>
    public required int MostInstalments { get; init; }

    /// <summary>Days that an offer is valid, 1 to 90.</summary>
    public required int OfferDays { get; init; }

    /// <summary>Days that an offer for quick deciders is valid, at most <see cref="OfferDays"/>.</summary>
    public required int LimitedOfferDays { get; init; }
}

/// <summary>A time for which a plan can be taken.</summary>
/// <param name="Months">1 to 60.</param>
/// <param name="Discount">What it takes off the list price, in percent; never more than all that may be given.</param>
public sealed record Commitment(int Months, decimal Discount);

/// <summary>How far the agents may go by themselves.</summary>
public sealed record Limits
{
    /// <summary>The most that may be taken off the list price, all in all, in percent, 0 to 90.</summary>
    public required decimal MostDiscount { get; init; }

    /// <summary>An offer over this in a year is a person's; over 0, in the workspace's currency.</summary>
    public decimal YearlyValue { get; init; } = 10_000;

    /// <summary>The round of negotiation that is a person's, 1 to 10.</summary>
    public int MostNegotiations { get; init; } = 3;
}
