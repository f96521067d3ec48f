using System.Globalization;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>How a shop words things, and how it writes amounts and telephone numbers.</summary>
internal static class ShopWording
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The shop's phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Shop.{locale}.phrases");

    /// <summary>A French number as it is dialled in France; any other with its country's code.</summary>
    public static string Phone(string e164) => E164.ToText(e164, "FR");

    /// <summary>A list in one sentence: "a, b et c".</summary>
    public static AgentText List(IReadOnlyList<AgentText> items, string locale) =>
        Join(items, locale == "fr" ? "et" : "and");

    /// <summary>A choice in one sentence: "a, b ou c".</summary>
    public static AgentText Choice(IReadOnlyList<AgentText> items, string locale) =>
        Join(items, locale == "fr" ? "ou" : "or");

    private static AgentText Join(IReadOnlyList<AgentText> items, string word) => items.Count < 2
        ? AgentText.Join("", items)
        : AgentText.Join($" {word} ", AgentText.Join(", ", items.Take(items.Count - 1)), items[^1]);
}
