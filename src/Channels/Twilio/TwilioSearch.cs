using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>Which numbers are looked for.</summary>
/// <param name="Country">ISO 3166-1, two capital letters.</param>
/// <param name="Kind"><c>Local</c>, <c>Mobile</c> or <c>TollFree</c>.</param>
/// <param name="AreaCode">As people dial it within the country, such as <c>04</c> or <c>415</c>; null for any.</param>
/// <param name="HasAddress">Whether an address can be named, where a country asks for one.</param>
public sealed record TwilioSearch(string Country, string Kind, string? AreaCode, bool HasAddress)
{
    // Twilio knows area codes in these two alone.
    private static readonly string[] WithAreaCodes = ["US", "CA"];

    private string? Beginning => AreaCode is null
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"+{E164.CallingCodeOf(Country)}{AreaCode.TrimStart('0')}");

    internal bool Fits(string? number) =>
        number is ['+', _, ..]
        && (Beginning is not { } beginning || number.StartsWith(beginning, StringComparison.Ordinal));

    internal List<KeyValuePair<string, string>> ToQuery(int most)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("VoiceEnabled", "true"), new("SmsEnabled", "true"),
            new("PageSize", most.ToString(CultureInfo.InvariantCulture)),
        ];
        if (!HasAddress)
            query.Add(new("ExcludeAllAddressRequired", "true"));
        if (AreaCode is not null && WithAreaCodes.Contains(Country))
            query.Add(new("AreaCode", AreaCode));
        else if (Beginning is { } beginning)
            query.Add(new("Contains", beginning));
        return query;
    }
}
