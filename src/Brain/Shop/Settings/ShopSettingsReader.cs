using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop.Settings;

/// <summary>
/// Turns the JSON of a shop's settings into <see cref="ShopSettings"/>, noting all that is wrong with it.
/// </summary>
internal static class ShopSettingsReader
{
    private const decimal MaxPrice = 10_000;
    private const int MaxDays = 90;

    private static readonly string[] Locales = ["fr", "en"];

    public static ShopSettings Read(FileObject json, string locale)
    {
        var settings = new ShopSettings
        {
            AgentName = json.OptionalText("agentName", text => IsText(text, 40), "a text of 1 to 40 letters")
                ?? new ShopSettings().AgentName,
            Catalogue = ReadFiles(json, "catalogue", [".csv", ".json"]),
            Faq = ReadFiles(json, "faq", [".md"]),
            Delivery = ReadDelivery(json.OptionalObject("delivery")),
        };
        if (settings.Catalogue.Count > 0 && !settings.Catalogue.ContainsKey(locale))
            json.Refuse(
                "catalogue",
                $"has no file for '{locale}', the workspace's own locale, which prices and stock are taken from");
        json.RefuseRest();
        return settings;
    }

    private static Dictionary<string, string> ReadFiles(FileObject json, string name, string[] endings)
    {
        var files = new Dictionary<string, string>();
        if (json.OptionalObject(name) is not { } byLocale)
            return files;
        foreach (var locale in Locales)
        {
            if (byLocale.OptionalText(locale, text => IsText(text, 260), "a text of 1 to 260 letters") is not { } path)
                continue;
            if (!StaysInside(path))
                byLocale.Refuse(
                    locale, "must be a path inside the folder of the workspace files, with / between its parts");
            else if (!endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                byLocale.Refuse(locale, $"must end in {string.Join(" or ", endings)}");
            else
                files[locale] = path;
        }

        byLocale.RefuseRest();
        return files;
    }

    private static DeliveryTerms? ReadDelivery(FileObject? json)
    {
        if (json is null)
            return null;
        var minDays = json.WholeNumber("minDays", 0, MaxDays);
        var terms = new DeliveryTerms
        {
            Price = json.Amount("price", MaxPrice),
            FreeFrom = json.OptionalAmount("freeFrom", MaxPrice),
            MinDays = minDays,
            MaxDays = json.WholeNumber("maxDays", minDays, MaxDays),
            FirstOrderFree = json.OptionalFlag("firstOrderFree"),
        };
        json.RefuseRest();
        return terms;
    }

    private static bool StaysInside(string path) =>
        !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains(':', StringComparison.Ordinal)
        && path.Split('/').All(part => part is not ("" or "." or "..") && !part.Any(char.IsControl));

    private static bool IsText(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;
}
