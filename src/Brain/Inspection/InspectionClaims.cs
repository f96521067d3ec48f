using System.Collections.Frozen;
using Gateway.Brain.Agents;
using Gateway.Brain.Inspection.Scene;

namespace Gateway.Brain.Inspection;

/// <summary>What a centre's agent may not make up.</summary>
internal static class InspectionClaims
{
    private const int Minute = 60;

    /// <summary>The rules: prices, slots, days, times, how long something takes, what is free, what is promised, and
    /// where the centre is reached.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Percent, ClaimKind.Discount, ClaimKind.Date, ClaimKind.Time, ClaimKind.Slot,
            ClaimKind.Duration, ClaimKind.Free, ClaimKind.Deal, ClaimKind.Promise, ClaimKind.Contact),
        TitleMembers = ["title"],
        Units = new Dictionary<string, decimal> { ["minutes"] = Minute }.ToFrozenDictionary(StringComparer.Ordinal),
        InWordsOnly = FrozenSet<string>.Empty,
        OfContact = FrozenSet.Create(
            StringComparer.Ordinal, "firstName", "lastName", "phone", "email", "brand", "model", "plate", "vehicle",
            "wish", "first_name", "last_name", "vehicle_brand", "vehicle_model", "license_plate"),
        Members = new Dictionary<string, ClaimKind>
        {
            ["amount"] = ClaimKind.Money,
            ["minutes"] = ClaimKind.Duration,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a slot, a date, a time or how long something takes",
        Instead = context => InspectionWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
