namespace Gateway.Channels.Speech.Saying.Numbers;

/// <summary>What a currency is called.</summary>
/// <param name="One">One of it.</param>
/// <param name="Many">More of it.</param>
/// <param name="Cent">A hundredth.</param>
/// <param name="Cents">More hundredths.</param>
/// <param name="IsFeminine">Whether French counts it as feminine.</param>
internal sealed record CurrencyWords(string One, string Many, string Cent, string Cents, bool IsFeminine = false)
{
    private static readonly CurrencyWords FrenchEuro = new("euro", "euros", "centime", "centimes");
    private static readonly CurrencyWords FrenchPound = new("livre", "livres", "pence", "pence", IsFeminine: true);
    private static readonly CurrencyWords FrenchDollar = new("dollar", "dollars", "cent", "cents");
    private static readonly CurrencyWords Euro = new("euro", "euros", "cent", "cents");
    private static readonly CurrencyWords Pound = new("pound", "pounds", "penny", "pence");
    private static readonly CurrencyWords Dollar = new("dollar", "dollars", "cent", "cents");

    /// <summary>What stands between millions and it in French.</summary>
    public string Of => One[0] == 'e' ? " d'" : " de ";

    /// <summary>By its sign or its ISO 4217 code.</summary>
    public static CurrencyWords Named(string sign, string locale) => sign switch
    {
        "£" or "GBP" => locale == "fr" ? FrenchPound : Pound,
        "$" or "USD" => locale == "fr" ? FrenchDollar : Dollar,
        _ => locale == "fr" ? FrenchEuro : Euro,
    };

    /// <summary>Its name.</summary>
    public string UnitOf(bool isPlural) => isPlural ? Many : One;

    /// <summary>The name of its hundredth.</summary>
    public string CentOf(bool isPlural) => isPlural ? Cents : Cent;
}
