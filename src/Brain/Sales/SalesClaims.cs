using System.Collections.Frozen;
using Gateway.Brain.Agents;
using Gateway.Brain.Sales.Scene;

namespace Gateway.Brain.Sales;

/// <summary>What a sales team's agents may not make up.</summary>
internal static class SalesClaims
{
    /// <summary>The rules: prices, discounts, when something comes or ends, and how long it takes.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Percent, ClaimKind.Discount, ClaimKind.Number, ClaimKind.Date, ClaimKind.Time,
            ClaimKind.Slot, ClaimKind.Duration),
        OfContact = FrozenSet.Create(
            StringComparer.Ordinal, "objected", "comparedWith", "firstName", "lastName", "company", "sector", "role",
            "email", "phone", "painPoints", "customNeeds", "currentTool", "insights", "context", "when"),
        Members = new Dictionary<string, ClaimKind>
        {
            ["amount"] = ClaimKind.Money,
            ["discount"] = ClaimKind.Discount,
            ["commitmentDiscount"] = ClaimKind.Discount,
            ["extraDiscount"] = ClaimKind.Discount,
            ["number"] = ClaimKind.Number,
            ["currentOffer"] = ClaimKind.Number,
            ["acceptedOffer"] = ClaimKind.Number,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a discount, the number of an offer, a date, a time or how long something takes",
        Instead = context => SalesWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
