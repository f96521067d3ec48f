using System.Text.RegularExpressions;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Words by which people speak of an appointment that is there.</summary>
internal static partial class AppointmentWords
{
    [GeneratedRegex(
        @"\b(?:mon (?:rdv|rendez.vous|cr[eé]neau)|le rdv|(?:my|our|the) (?:appointment|booking|slot)|booked|booking|d[eé]cal\w*|d[eé]plac\w*|report\w*|repouss\w*|avanc(?:er|ez)|chang(?:er|ez|e)|move|shift|swap|reschedul\w*|push|peux (?:pas|plus)|pourrai (?:pas|plus)|peut (?:pas|plus)|c ?mort|can.?t|cannot|won.?t|annul\w*|cancel\w*|plus besoin|emp[eê]ch\w*)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Speaking();

    [GeneratedRegex(
        @"\b(?:earlier than|sooner than|later than|before the|instead of|bring (?:it|my \w+) forward|plus t[oô]t que|plus tard que|au lieu d[eu]|[aà] la place d[eu]|avant le)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Sooner();

    [GeneratedRegex(
        @"\b(?:avanc(?:er|ez|e)|plus t[oô]t|earlier|sooner|forward)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex Forward();

    [GeneratedRegex(
        @"\b(?:annul\w*|cancel\w*|delete|scrap|call it off|take me off|plus besoin|pas besoin|besoin du|no longer need|don.?t need|won.?t need|(?:ne )?sert plus|vendue?s?|sold|scrapped|[eé]pave|casse|est mort\w*|hs|written off|write.?off|laisse[zr]? tomber|supprim\w*|enlev\w*|retir\w*)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    public static partial Regex IsGivenUp();
}
