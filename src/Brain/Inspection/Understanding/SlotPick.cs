using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>Which of the slots that were offered somebody means.</summary>
internal static partial class SlotPick
{
    private static readonly string[] Earliest =
        ["tot", "earliest", "soonest", "sooner", "earlier", "rapide", "proche", "avant", "rapidement"];

    private static readonly string[] Taking =
        ["prends", "prenons", "prend", "prendrai", "prendre", "take", "va", "choisis", "convient", "conviendra",
            "conviendrait", "arrange", "works", "suits", "do", "does", "fine", "ok", "parfait", "perfect", "good"];

    private static readonly string[] Latest = ["tard", "latest", "later"];
    private static readonly string[] Middle = ["middle", "milieu"];

    /// <summary>The one that is meant; null where none is, or it may be several.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="times">What it says of days and times.</param>
    /// <param name="offered">The slots, in the order they were shown.</param>
    /// <param name="isChoice">Whether it is read as a choice.</param>
    public static OfferedSlot? In(
        string text, IReadOnlyList<SaidTime> times, IReadOnlyList<OfferedSlot> offered, bool isChoice)
    {
        var readable = Readable.Of(text);
        // "As late as possible" is looked for, unless it is said of those that were offered.
        if (offered.Count == 0 || (AsLate().IsMatch(readable) && !OfThese().IsMatch(readable)))
            return null;
        var words = Word.In(readable);
        // "The 2nd", "le 1er que vous avez": a place in the list, unless a month or a day of the week stands beside it.
        var place = WithoutDates(readable) is { } rest
            ? Reference.Place(Word.In(rest), offered.Count, wasAsked: true)
            : null;
        List<TimePoint> points = [.. times.Where(time => !IsOrdinal(time.Words)).Select(time => time.Value)
            .OfType<TimePoint>()];
        if (points.Exists(point => point.Time is not null))
        {
            List<OfferedSlot> meant = [.. offered.Where(slot => points.TrueForAll(point => Fits(slot, point)))];
            if (meant is [var only])
                return only;
            return meant.Count > 1 && isChoice ? meant[0] : null;
        }

        if (place is { } named && !AreOfAnotherDay(points, offered[named]))
            return offered[named];
        if (points.Count > 0)
        {
            List<OfferedSlot> meant = [.. offered.Where(slot => points.TrueForAll(point => Fits(slot, point)))];
            // "Celui du matin" may be said of several: the first, which is read back.
            return meant is [var only] || (meant.Count > 1 && isChoice) ? Extreme(words, meant) ?? meant[0] : null;
        }

        if (HourAlone().Match(readable) is { Success: true } alone
            && int.Parse(alone.Groups["hour"].Value, CultureInfo.InvariantCulture) is var hour
            && offered.Where(slot => slot.Start.Hour == hour || slot.Start.Hour == hour + 12).ToList() is [var atHour])
            return atHour;
        var isTold = words.Any(word => Taking.Contains(word.Text));
        if (Middle.Any(middle => words.Any(word => word.Text == middle)) && offered.Count == 3)
            return offered[1];
        if (Any().IsMatch(readable))
            return offered[0];
        var superlative = words.Any(
            word => word.Text is "plus" or "the" or "most" or "le" or "earliest" or "soonest" or "latest");
        if (superlative && words.Any(word => Earliest.Contains(word.Text)) && (isChoice || isTold || words.Count < 7))
            return offered.MinBy(slot => slot.Start);
        if (superlative && words.Any(word => Latest.Contains(word.Text)) && !AsLate().IsMatch(readable)
            && (isChoice || isTold || words.Count < 7 || OfThese().IsMatch(readable)))
            return offered.MaxBy(slot => slot.Start);
        return (isChoice || isTold) && offered is [var sole] ? sole : null;
    }

    private static OfferedSlot? Extreme(IReadOnlyList<Word> words, List<OfferedSlot> offered) =>
        words.Any(word => Latest.Contains(word.Text)) ? offered.MaxBy(slot => slot.Start) : null;

    /// <summary>Whether words are nothing but a place in a list: "the 2nd", "le 1er".</summary>
    public static bool IsOrdinal(string words) => Ordinal().IsMatch(words.Trim());

    private static bool AreOfAnotherDay(List<TimePoint> points, OfferedSlot slot) =>
        points.Exists(point => point.Day is { } day && day != DateOnly.FromDateTime(slot.Start.DateTime));

    // The text without "Saturday the 2nd", "le 1er décembre"; as it is where it names no such date.
    private static string WithoutDates(string text) => Dated().Replace(text, " ");

    private static bool Fits(OfferedSlot slot, TimePoint point)
    {
        var start = slot.Start.DateTime;
        return (point.Day is null || point.Day == DateOnly.FromDateTime(start))
            && (point.Time is not { } time || time == TimeOnly.FromDateTime(start)
                || (time.AddHours(12) == TimeOnly.FromDateTime(start) && time.Hour < 8))
            && point.Part switch
            {
                DayPart.Morning => start.Hour < 12,
                DayPart.Afternoon => start.Hour >= 12,
                DayPart.Evening => start.Hour >= 16,
                _ => true,
            };
    }

    [GeneratedRegex(
        @"^(?:(?:le|la|the|celui|l['’])[ ]?)*(?:1er|1[eè]re|premi[eè]re?|2nd|2[eè]me|2e|deuxi[eè]me|second|seconde|3rd|3[eè]me|3e|troisi[eè]me|first|1st|third)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(
        @"\b(?:(?:lun|mar|mercre|jeu|vendre|same|diman)(?:di|che)|mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?),?(?: le| the)? [0-9]{1,2}(?:er|st|nd|rd|th)?\b|\b(?:[0-9]{1,2}(?:er|st|nd|rd|th)?|premier|first|second|third)(?: of)? (?:janvier|f[eé]vrier|d[eé]cembre|january|february|december|jan|feb|dec|d[eé]c)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(
        @"^(?:(?:le|la|the|celui|[aà]|de|at|one|va|pour|prends|je|oui|ok|yes)[ ]+)*(?<hour>[0-9]{1,2})(?: ?h| ?heures?)?(?: (?:svp|please|pls|merci|thanks|then|alors|one))*[ .!]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HourAlone();

    [GeneratedRegex(
        @"\b(?:n['’]importe|peu importe|comme vous voulez|au choix|any of (?:those|them|these)|either (?:one|of)|whichever|any one|don['’]?t mind)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Any();

    [GeneratedRegex(@"\b(?:tard possible|late as|latest possible)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex AsLate();

    [GeneratedRegex(@"\b(?:de ceux|des trois|des deux|propos\w*|of (?:them|those|these|the)|you (?:gave|offered|said))\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex OfThese();
}
