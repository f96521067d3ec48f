using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// What may be bought for a centre; section <c>Provisioning</c> of the configuration, checked. Nothing is bought while
/// <see cref="MaxMonthly"/> does not say how much a number may cost.
/// </summary>
internal sealed record ProvisioningOptions
{
    private const string Section = "Provisioning";

    /// <summary>Where numbers are looked for: ISO 3166-1, two capital letters. Default <c>FR</c>.</summary>
    public string Country { get; init; } = "FR";

    /// <summary>As people dial it within the country; null: anywhere.</summary>
    public string? AreaCode { get; init; }

    /// <summary>Which kind: <c>local</c> (default), <c>mobile</c> or <c>tollFree</c>.</summary>
    public string NumberType { get; init; } = "local";

    /// <summary>The most a number may cost a month, in <see cref="Currency"/>; null: none is bought.</summary>
    public decimal? MaxMonthly { get; init; }

    /// <summary>ISO 4217, that of the account at Twilio. Default <c>USD</c>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Whether each centre gets an account of its own at Twilio, below the installation's.</summary>
    public bool SubAccounts { get; init; }

    /// <summary>The address that a country asks for (AD…), or null.</summary>
    public string? AddressSid { get; init; }

    /// <summary>The papers that a country asks for (BU…), or null.</summary>
    public string? BundleSid { get; init; }

    /// <summary>The kind as the addresses of Twilio's API have it.</summary>
    public string Kind => NumberType switch { "mobile" => "Mobile", "tollFree" => "TollFree", _ => "Local" };

    /// <summary>The kind as Twilio's price list has it.</summary>
    public string PriceKind => NumberType switch { "mobile" => "mobile", "tollFree" => "toll free", _ => "local" };

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static ProvisioningOptions Read(IConfiguration configuration) => new()
    {
        Country = Text(configuration, "Country", IsCountry, "a country as ISO 3166-1 has it, such as FR") ?? "FR",
        AreaCode = Text(
            configuration, "AreaCode", text => text.Length <= 6 && text.All(char.IsAsciiDigit),
            "digits as people dial them, such as 04"),
        NumberType = Text(
            configuration, "NumberType", text => text is "local" or "mobile" or "tollFree",
            "one of local, mobile, tollFree") ?? "local",
        MaxMonthly = Amount(configuration, "MaxMonthly"),
        Currency = Text(
            configuration, "Currency", text => text.Length == 3 && text.All(char.IsAsciiLetterUpper),
            "a currency as ISO 4217 has it, such as USD") ?? "USD",
        SubAccounts = Flag(configuration, "SubAccounts"),
        AddressSid = Text(configuration, "AddressSid", text => IsSid("AD", text), "AD and 32 hexadecimal digits"),
        BundleSid = Text(configuration, "BundleSid", text => IsSid("BU", text), "BU and 32 hexadecimal digits"),
    };

    private static bool IsCountry(string text) =>
        text.Length == 2 && text.All(char.IsAsciiLetterUpper) && E164.CallingCodeOf(text) != 0;

    private static bool IsSid(string prefix, string text) =>
        text.Length == 34 && text.StartsWith(prefix, StringComparison.Ordinal)
        && text[2..].All(char.IsAsciiHexDigitLower);

    private static string? Text(
        IConfiguration configuration, string name, Func<string, bool> isValid, string expected)
    {
        var key = $"{Section}:{name}";
        if (configuration[key] is not { Length: > 0 } value)
            return null;
        return isValid(value) ? value : throw new ConfigurationException(key, value, expected);
    }

    private static decimal? Amount(IConfiguration configuration, string name)
    {
        var key = $"{Section}:{name}";
        if (configuration[key] is not { Length: > 0 } value)
            return null;
        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and <= 1000
            ? amount
            : throw new ConfigurationException(key, value, "an amount a month such as 1.50, at most 1000");
    }

    private static bool Flag(IConfiguration configuration, string name)
    {
        var key = $"{Section}:{name}";
        if (configuration[key] is not { Length: > 0 } value)
            return false;
        return bool.TryParse(value, out var flag)
            ? flag
            : throw new ConfigurationException(key, value, "true or false");
    }
}
