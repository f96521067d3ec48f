using System.Collections.Frozen;
using Gateway.Brain.Agents;
using Gateway.Brain.Sales.Scene;

namespace Gateway.Brain.Sales;

/// <summary>What a sales team's agents may not make up.</summary>
internal static class SalesClaims
{
    /// <summary>The rules: prices, discounts, and when something comes or ends.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Percent, ClaimKind.Number, ClaimKind.Date, ClaimKind.Time, ClaimKind.Slot),
        Members = new Dictionary<string, ClaimKind>
        {
            ["amount"] = ClaimKind.Money,
            ["discount"] = ClaimKind.Percent,
            ["commitmentDiscount"] = ClaimKind.Percent,
            ["extraDiscount"] = ClaimKind.Percent,
            ["number"] = ClaimKind.Number,
            ["currentOffer"] = ClaimKind.Number,
            ["acceptedOffer"] = ClaimKind.Number,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a discount, the number of an offer, a date or a time",
        Instead = context => SalesWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
