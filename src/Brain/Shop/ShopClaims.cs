using System.Collections.Frozen;
using Gateway.Brain.Agents;

namespace Gateway.Brain.Shop;

/// <summary>What a shop's agent may not make up.</summary>
internal static class ShopClaims
{
    /// <summary>The rules: prices, pieces, percentages, order numbers, when something comes or is open, what is free,
    /// what is promised, and where the shop is reached.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Stock, ClaimKind.Percent, ClaimKind.Discount, ClaimKind.Number,
            ClaimKind.Date, ClaimKind.Time, ClaimKind.Slot, ClaimKind.Duration, ClaimKind.Count, ClaimKind.Free,
            ClaimKind.Deal, ClaimKind.Promise, ClaimKind.Contact),
        OfThings = FrozenSet.Create(ClaimKind.Money, ClaimKind.Stock, ClaimKind.Free),
        OfTopics = FrozenSet.Create(ClaimKind.Money, ClaimKind.Time, ClaimKind.Duration, ClaimKind.Free),
        Topics = Topics.Of("""
            delivery: livr* colis parcel* port expedi* transport* deliver* ship* domicile door doorstep courier
            pickup: retrait* retir* collect* pickup
            hours: ouvr* ouvert* ferme* fermo* horaire* open* close closes closed closing
            returns: retour* rembours* renvo* return* refund*
            wrapping: emball* wrap* paquet*
            warranty: garanti* warrant* guarantee*
            replies: repond* repons* repl*
            """),
        ThingsArePriced = true,
        FreeMembers = FrozenSet.Create(
            StringComparer.Ordinal, "freeDeliveryFrom", "freeDelivery", "freeDeliveryOffered"),
        OfGoods = FrozenSet.Create(
            StringComparer.Ordinal, "title", "description", "firstLine", "category", "options", "sentence", "compared"),
        OfGoodsTexts = FrozenSet.Create(ClaimKind.Percent, ClaimKind.Duration),
        TopicsOfGoods = FrozenSet.Create(StringComparer.Ordinal, "warranty"),
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
