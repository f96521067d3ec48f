namespace Gateway.Brain.Shop;

/// <summary>Turns the JSON of a shop's settings into <see cref="ShopSettings"/>, noting all that is wrong with it.</summary>
internal static class ShopSettingsReader
{
    private const decimal MaxPrice = 10_000;
    private const int MaxDays = 90;

    private static readonly string[] Locales = ["fr", "en"];

    public static ShopSettings Read(SettingsObject json, string locale)
    {
        var settings = new ShopSettings
        {
            AgentName = json.OptionalText("agentName", maxLength: 40) ?? new ShopSettings().AgentName,
            Catalogue = ReadFiles(json, "catalogue", [".csv", ".json"]),
            Faq = ReadFiles(json, "faq", [".md"]),
            Delivery = ReadDelivery(json.OptionalObject("delivery")),
        };
        if (settings.Catalogue.Count > 0 && !settings.Catalogue.ContainsKey(locale))
            json.Refuse("catalogue", $"has no file for '{locale}', the workspace's own locale, which prices and stock are taken from");
        json.RefuseUnknown();
        return settings;
    }

    private static Dictionary<string, string> ReadFiles(SettingsObject json, string name, string[] endings)
    {
        var files = new Dictionary<string, string>();
        if (json.OptionalObject(name) is not { } byLocale)
            return files;
        foreach (var locale in Locales)
        {
            if (byLocale.OptionalText(locale, maxLength: 260) is not { } path)
                continue;
            if (!StaysInside(path))
                byLocale.Refuse(locale, "must be a path inside the folder of the workspace files, with / between its parts");
            else if (!endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                byLocale.Refuse(locale, $"must end in {string.Join(" or ", endings)}");
            else
                files[locale] = path;
        }

        byLocale.RefuseUnknown();
        return files;
    }

    private static DeliveryTerms? ReadDelivery(SettingsObject? json)
    {
        if (json is null)
            return null;
        var minDays = json.Integer("minDays", 0, MaxDays);
        var terms = new DeliveryTerms
        {
            Price = json.Amount("price", MaxPrice),
            FreeFrom = json.OptionalAmount("freeFrom", MaxPrice),
            MinDays = minDays,
            MaxDays = json.Integer("maxDays", minDays, MaxDays),
            FirstOrderFree = json.OptionalFlag("firstOrderFree") ?? false,
        };
        json.RefuseUnknown();
        return terms;
    }

    private static bool StaysInside(string path) =>
        !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains(':', StringComparison.Ordinal)
        && path.Split('/').All(part => part is not ("" or "." or "..") && !part.Any(char.IsControl));
}
