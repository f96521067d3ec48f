using System.Collections.Frozen;
using Gateway.Sessions;

namespace Gateway.Brain.Consent;

/// <summary>Where someone lives, as far as their telephone number tells.</summary>
internal static class TimeZones
{
    // Countries with one time zone, by ISO 3166-1; of the others the number does not tell.
    private static readonly FrozenDictionary<string, string> ByCountry = new Dictionary<string, string>
    {
        ["FR"] = "Europe/Paris",
        ["BE"] = "Europe/Brussels",
        ["LU"] = "Europe/Luxembourg",
        ["MC"] = "Europe/Monaco",
        ["CH"] = "Europe/Zurich",
        ["GB"] = "Europe/London",
        ["GG"] = "Europe/London",
        ["IM"] = "Europe/London",
        ["JE"] = "Europe/London",
        ["IE"] = "Europe/Dublin",
        ["DE"] = "Europe/Berlin",
        ["IT"] = "Europe/Rome",
        ["VA"] = "Europe/Rome",
        ["MA"] = "Africa/Casablanca",
        ["EH"] = "Africa/Casablanca",
        ["DZ"] = "Africa/Algiers",
        ["TN"] = "Africa/Tunis",
        ["SN"] = "Africa/Dakar",
        ["CI"] = "Africa/Abidjan",
        ["RE"] = "Indian/Reunion",
        ["YT"] = "Indian/Mayotte",
        ["PM"] = "America/Miquelon",
        ["GP"] = "America/Guadeloupe",
        ["BL"] = "America/Guadeloupe",
        ["MF"] = "America/Guadeloupe",
        ["GF"] = "America/Cayenne",
        ["MQ"] = "America/Martinique",
        ["NC"] = "Pacific/Noumea",
        ["PF"] = "Pacific/Tahiti",
    }.ToFrozenDictionary();

    /// <summary>The zone.</summary>
    /// <param name="phone">E.164, or null.</param>
    /// <param name="otherwise">IANA name of the zone when the number does not tell.</param>
    /// <exception cref="TimeZoneNotFoundException">There is no zone of that name.</exception>
    public static TimeZoneInfo Of(string? phone, string otherwise)
    {
        var country = phone is null ? null : E164.CountryOf(phone);
        return TimeZoneInfo.FindSystemTimeZoneById(
            country is null ? otherwise : ByCountry.GetValueOrDefault(country, otherwise));
    }
}
