using System.Globalization;
using Gateway.Brain.House;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>How a shop words things, and how it writes amounts and telephone numbers.</summary>
internal static class ShopWording
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The shop's phrasebook in a language.</summary>
    public static Phrasebook Of(string locale) => Phrasebook.Load($"Shop.{locale}.phrases");

    /// <summary><c>49,90 €</c> in French, <c>€49.90</c> in English.</summary>
    public static string Amount(Money money, string locale)
    {
        var symbol = money.Currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", var code => code };
        if (locale == "fr")
            return $"{money.Amount.ToString("N2", French)}\u00A0{symbol}";
        var space = symbol.Length > 1 ? "\u00A0" : "";
        return $"{symbol}{space}{money.Amount.ToString("N2", English)}";
    }

    /// <summary>A French number as it is dialled in France, in pairs; any other as it is.</summary>
    public static string Phone(string e164) => e164.StartsWith("+33", StringComparison.Ordinal) && e164.Length == 12
        ? string.Join(' ', $"0{e164[3..]}".Chunk(2).Select(pair => new string(pair)))
        : e164;

    /// <summary>A list in one sentence: "a, b et c".</summary>
    public static AgentText List(IReadOnlyList<AgentText> items, string locale) => Join(items, locale == "fr" ? "et" : "and");

    /// <summary>A choice in one sentence: "a, b ou c".</summary>
    public static AgentText Choice(IReadOnlyList<AgentText> items, string locale) => Join(items, locale == "fr" ? "ou" : "or");

    private static AgentText Join(IReadOnlyList<AgentText> items, string word) => items.Count < 2
        ? AgentText.Join("", items)
        : AgentText.Join($" {word} ", AgentText.Join(", ", items.Take(items.Count - 1)), items[^1]);
}
