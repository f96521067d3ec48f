using System.Globalization;

namespace Gateway.Sessions;

/// <summary>An amount with its currency.</summary>
/// <param name="Amount">In units of the currency, not in cents.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    private const string WithCents = "N2";
    private const string Whole = "N0";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>
    /// The amount as people read it: <c>1 249,90 €</c> in French, <c>€1,249.90</c> in English; nowhere can a line break
    /// in it.
    /// </summary>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public string ToText(string locale) => ToText(locale, WithCents);

    /// <summary>The same without cents where there are none: <c>60 €</c>, <c>€60</c>.</summary>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public string ToShortText(string locale) => ToText(locale, Amount == decimal.Truncate(Amount) ? Whole : WithCents);

    private string ToText(string locale, string format)
    {
        var symbol = Currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", _ => Currency };
        if (locale == "fr")
            return $"{Amount.ToString(format, French)}\u00A0{symbol}";
        return $"{symbol}{(symbol.Length > 1 ? "\u00A0" : "")}{Amount.ToString(format, English)}";
    }
}
