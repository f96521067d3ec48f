using System.Globalization;
using Gateway.Brain.House;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>How a shop words things, and how it writes amounts, telephone numbers and hours.</summary>
internal static class ShopWording
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The shop's phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Shop.{locale}.phrases");

    /// <summary>A French number as it is dialled in France; any other with its country's code.</summary>
    public static string Phone(string e164) => E164.ToText(e164, "FR");

    /// <summary>A list in one sentence: "a, b et c".</summary>
    public static AgentText List(IReadOnlyList<AgentText> items, string locale) => Join(items, locale == "fr" ? "et" : "and");

    /// <summary>A choice in one sentence: "a, b ou c".</summary>
    public static AgentText Choice(IReadOnlyList<AgentText> items, string locale) => Join(items, locale == "fr" ? "ou" : "or");

    private static AgentText Join(IReadOnlyList<AgentText> items, string word) => items.Count < 2
        ? AgentText.Join("", items)
        : AgentText.Join($" {word} ", AgentText.Join(", ", items.Take(items.Count - 1)), items[^1]);

    /// <summary>Opening hours in words, or null when the workspace does not say: "lundi à vendredi : 09:00-18:00".</summary>
    public static string? Hours(IReadOnlyDictionary<string, string> hours, string locale)
    {
        if (hours.Count == 0)
            return null;
        return string.Join(locale == "fr" ? "\u00A0; " : "; ", hours.Select(day => $"{Days(day.Key, locale)} {day.Value.Replace("-", "–", StringComparison.Ordinal)}"));
    }

    private static string Days(string days, string locale)
    {
        var culture = locale == "fr" ? French : English;
        var names = days.Split('-').Select(day => Array.IndexOf(["sun", "mon", "tue", "wed", "thu", "fri", "sat"], day) is >= 0 and var index
            ? culture.DateTimeFormat.DayNames[index]
            : day);
        return string.Join(locale == "fr" ? " à " : " to ", names);
    }
}
