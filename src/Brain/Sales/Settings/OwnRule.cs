using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Settings;

/// <summary>A rule of the workspace's own about who speaks. All that it names must hold.</summary>
public sealed record OwnRule
{
    /// <summary>What the ledger calls it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Who speaks then: one of the team, or of the workspace's own speakers.</summary>
    public required string Agent { get; init; }

    /// <summary>Within which bounds the score is; null: any.</summary>
    public Bounds? Score { get; init; }

    /// <summary>What type the lead is of; null: any.</summary>
    public LeadType? Type { get; init; }

    /// <summary>What the firm does, whatever its accents and capitals; null: anything.</summary>
    public string? Sector { get; init; }

    /// <summary>Within which bounds the number of people is who work there; null: any.</summary>
    public Bounds? People { get; init; }

    /// <summary>Within which bounds the yearly value of the offer is that stands; null: any, or no offer.</summary>
    public Bounds? YearlyValue { get; init; }

    /// <summary>What is held against the offer and not dealt with; null: anything, or nothing.</summary>
    public ObjectionCategory? Objection { get; init; }
}

/// <summary>From and to, both included.</summary>
/// <param name="Min">The least, or null.</param>
/// <param name="Max">The most, or null; not less than the least.</param>
public sealed record Bounds(decimal? Min, decimal? Max)
{
    /// <summary>Whether a figure lies within; what is unknown does not.</summary>
    public bool Hold(decimal? value) => value is { } figure && !(figure < Min) && !(figure > Max);
}
