using System.Collections.Frozen;
using Gateway.Brain.Agents;

namespace Gateway.Brain.Shop;

/// <summary>What a shop's agent may not make up.</summary>
internal static class ShopClaims
{
    /// <summary>The rules: prices, pieces, percentages, order numbers, and when something comes or is open.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Stock, ClaimKind.Percent, ClaimKind.Number, ClaimKind.Date, ClaimKind.Time,
            ClaimKind.Slot),
        Members = new Dictionary<string, ClaimKind>
        {
            ["amount"] = ClaimKind.Money,
            ["stock"] = ClaimKind.Stock,
            ["prospect"] = ClaimKind.Number,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a stock figure, a discount, a delivery cost, an order number, a date or a time",
        Instead = context => ShopWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
