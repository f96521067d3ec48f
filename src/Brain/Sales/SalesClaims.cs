using System.Collections.Frozen;
using Gateway.Brain.Agents;
using Gateway.Brain.Sales.Scene;

namespace Gateway.Brain.Sales;

/// <summary>What a sales team's agents may not make up.</summary>
internal static class SalesClaims
{
    private const int Day = 24 * 60 * 60;

    /// <summary>The rules: prices, discounts, when something comes or ends, how long it takes, what is free, what is
    /// promised, and where the team is reached.</summary>
    public static ClaimRules Rules { get; } = new()
    {
        Kinds = FrozenSet.Create(
            ClaimKind.Money, ClaimKind.Percent, ClaimKind.Discount, ClaimKind.Number, ClaimKind.Date, ClaimKind.Time,
            ClaimKind.Slot, ClaimKind.Duration, ClaimKind.Free, ClaimKind.Deal, ClaimKind.Promise, ClaimKind.Contact),
        OfThings = FrozenSet.Create(ClaimKind.Money, ClaimKind.Discount, ClaimKind.Free),
        OfTopics = FrozenSet.Create(ClaimKind.Duration, ClaimKind.Free),
        Topics = Topics.Of("""
            trial: essai* essay* trial* try*
            commitment: engag* commit* contrat* contract*
            data: donnee* data export* sauvegard* backup*
            onboarding: formation* training* onboarding installation* setup prise
            demo: demonstration* demo demos
            support: support assistance astreinte
            managers: responsable* manager*
            """),
        NameMembers = ["planName", "plan", "name", "title"],
        TitleMembers = ["question", "title"],
        FreeMembers = FrozenSet.Create(StringComparer.Ordinal, "trialDays"),
        Units = new Dictionary<string, decimal>
        {
            ["trialDays"] = Day,
            ["mostTrialDays"] = Day,
            ["commitmentMonths"] = 30 * Day,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWordsOnly = FrozenSet.Create(StringComparer.Ordinal, "inWords"),
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
            ["trialDays"] = ClaimKind.Duration,
            ["mostTrialDays"] = ClaimKind.Duration,
            ["commitmentMonths"] = ClaimKind.Duration,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        InWords = "a price, a discount, the number of an offer, a date, a time or how long something takes",
        Instead = context => SalesWording.Of(context.Locale).Say("unverified", context.Turn.Id.ToString()),
    };
}
