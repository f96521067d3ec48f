namespace Gateway.Brain.House.Places;

/// <summary>
/// France overseas: its postcodes are French ones, and parcels take another way there. By the codes of ISO 3166-1.
/// </summary>
internal static class Territories
{
    private static readonly (string Prefix, string Country)[] All =
    [
        ("971", "GP"), ("972", "MQ"), ("973", "GF"), ("974", "RE"), ("975", "PM"), ("976", "YT"), ("977", "BL"),
        ("978", "MF"), ("980", "MC"), ("986", "WF"), ("987", "PF"), ("988", "NC"),
    ];

    /// <summary>The territory of a postcode, or Monaco; null when it is of the mainland.</summary>
    public static string? OfPostcode(string? postcode) => postcode is not { Length: 5 }
        ? null
        : All.FirstOrDefault(one => postcode.StartsWith(one.Prefix, StringComparison.Ordinal)).Country;

    /// <summary>How the postcodes of a territory begin, or null of any other country.</summary>
    public static string? Of(string country) => All.FirstOrDefault(one => one.Country == country).Prefix;
}
