using Gateway.Brain.Settings;

namespace Gateway.Brain.Sales.Settings;

/// <summary>What is sold, in one of its sizes.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; unique.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Price">For one seat and month by the price list, in the workspace's currency; over 0.</param>
/// <param name="Floor">The least that a seat and month may be sold for; over 0, at most the price.</param>
/// <param name="LeastSeats">At least 1.</param>
/// <param name="MostSeats">Not fewer than that; null: no limit.</param>
/// <param name="Features">Ids of what it has.</param>
/// <param name="Pitch">What is said for it.</param>
public sealed record Plan(
    string Id, LocalText Name, decimal Price, decimal Floor, int LeastSeats, int? MostSeats,
    IReadOnlyList<string> Features, LocalText Pitch)
{
    /// <summary>Whether so many people can be on it.</summary>
    public bool Takes(int seats) => seats >= LeastSeats && (MostSeats is null || seats <= MostSeats);

    /// <summary>A price with a discount, to the cent.</summary>
    /// <param name="price">Without it.</param>
    /// <param name="percent">What is taken off, 0 to 100.</param>
    public static decimal Reduce(decimal price, decimal percent) =>
        decimal.Round(price * (100 - percent) / 100, 2, MidpointRounding.AwayFromZero);

    /// <summary>Whether it has a feature.</summary>
    public bool Has(string feature) => Features.Contains(feature);
}

/// <summary>Something that the product does, or will do.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; unique.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Text">What it does, in a sentence or two.</param>
/// <param name="Comes">When it is to be there; null: it is there.</param>
public sealed record Feature(string Id, LocalText Name, LocalText Text, DateOnly? Comes);
