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
            ClaimKind.Money, ClaimKind.Stock, ClaimKind.Percent, ClaimKind.Discount, ClaimKind.Number,
            ClaimKind.Date, ClaimKind.Time, ClaimKind.Slot, ClaimKind.Duration),
        OfThings = FrozenSet.Create(ClaimKind.Money, ClaimKind.Stock),
        OfGoods = FrozenSet.Create(
            StringComparer.Ordinal, "title", "description", "category", "options", "sentence", "compared"),
        OfContact = FrozenSet.Create(
            StringComparer.Ordinal, "lastName", "firstName", "phone", "address", "company", "vatNumber", "sought",
            "name"),
        Members = new Dictionary<string, ClaimKind>
        {
            ["amount"] = ClaimKind.Money,
            ["stock"] = ClaimKind.Stock,
            ["prospect"] = ClaimKind.Number,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a stock figure, a discount, a delivery cost, an order number, a date, a time or how long "
            + "something takes",
        Instead = context => ShopWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
