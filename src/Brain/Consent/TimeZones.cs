using System.Collections.Frozen;

namespace Gateway.Brain.Consent;

/// <summary>Where someone lives, as far as their telephone number tells.</summary>
internal static class TimeZones
{
    // Country codes with one time zone (ITU-T E.164 list of assigned codes); of the others the number does not tell.
    private static readonly FrozenDictionary<string, string> ByCountryCode = new Dictionary<string, string>
    {
        ["+33"] = "Europe/Paris",
        ["+32"] = "Europe/Brussels",
        ["+352"] = "Europe/Luxembourg",
        ["+377"] = "Europe/Monaco",
        ["+41"] = "Europe/Zurich",
        ["+44"] = "Europe/London",
        ["+353"] = "Europe/Dublin",
        ["+49"] = "Europe/Berlin",
        ["+39"] = "Europe/Rome",
        ["+212"] = "Africa/Casablanca",
        ["+213"] = "Africa/Algiers",
        ["+216"] = "Africa/Tunis",
        ["+221"] = "Africa/Dakar",
        ["+225"] = "Africa/Abidjan",
        ["+262"] = "Indian/Reunion",
        ["+508"] = "America/Miquelon",
        ["+590"] = "America/Guadeloupe",
        ["+594"] = "America/Cayenne",
        ["+596"] = "America/Martinique",
        ["+687"] = "Pacific/Noumea",
        ["+689"] = "Pacific/Tahiti",
    }.ToFrozenDictionary();

    // Mayotte shares La Réunion's country code.
    private static readonly string[] OfMayotte = ["+262269", "+262639"];

    /// <summary>The zone.</summary>
    /// <param name="phone">E.164, or null.</param>
    /// <param name="otherwise">IANA name of the zone when the number does not tell.</param>
    /// <exception cref="TimeZoneNotFoundException">There is no zone of that name.</exception>
    public static TimeZoneInfo Of(string? phone, string otherwise) => TimeZoneInfo.FindSystemTimeZoneById(NameOf(phone) ?? otherwise);

    private static string? NameOf(string? phone)
    {
        if (phone is null)
            return null;
        if (OfMayotte.Any(prefix => phone.StartsWith(prefix, StringComparison.Ordinal)))
            return "Indian/Mayotte";
        for (var length = Math.Min(4, phone.Length); length > 1; length--)
        {
            if (ByCountryCode.TryGetValue(phone[..length], out var name))
                return name;
        }

        return null;
    }
}
