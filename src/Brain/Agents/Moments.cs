using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>Finds the days and times of day that a text states, and what stands together as a slot.</summary>
internal static partial class Moments
{
    // "le 3 mars à 14 h 30", "March 3 at 2:30 pm": nothing but such words stands between a day and its time.
    private const int MostBetween = 12;

    private static readonly string[] Months =
    [
        "janv|jan", "fév|fev|feb", "mars|mar", "avr|apr", "mai|may", "juin|jun", "juil|jul", "août|aout|aug",
        "sept|sep", "oct", "nov", "déc|dec",
    ];

    /// <summary>The dates, times and slots stated in a text in French or English.</summary>
    public static IEnumerable<(Claim Claim, int At)> In(string text)
    {
        var days = Dates()
            .Matches(text)
            .Select(match => (match, Figure: DayOf(match)))
            .Where(day => day.Figure > 0)
            .ToList();
        var times = Times().Matches(text).Where(match => !match.Groups["span"].Success)
            .Select(match => (match, Figure: TimeOf(match))).Where(time => time.Figure >= 0).ToList();
        foreach (var (match, figure) in days)
        {
            yield return (new Claim(ClaimKind.Date, figure), match.Index);
            foreach (var time in times.Where(time => IsBeside(match, time.match)
                && (time.match.Index >= match.Index || !IsOfEarlier(time.match))))
                yield return (new Claim(ClaimKind.Slot, (figure % 10_000 * 10_000) + time.Figure), match.Index);
        }

        foreach (var (match, figure) in times)
            yield return (new Claim(ClaimKind.Time, figure), match.Index);

        // "March 3 at 2 pm, March 4 at 3 pm": a time behind its day is not that of the next one as well.
        bool IsOfEarlier(Match time) =>
            days.Exists(day => day.match.Index < time.Index && IsBeside(day.match, time));
    }

    /// <summary>
    /// What a date or an instant in ISO 8601 supports: the day with and without its year, the time, both together.
    /// </summary>
    public static bool TryReadIso(string text, [NotNullWhen(true)] out IReadOnlyList<Claim>? claims)
    {
        claims = null;
        if (!Iso().IsMatch(text) || !DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return false;
        }

        // As it is written: whoever puts an instant into facts writes it in the business's own time.
        var day = (at.Month * 100) + at.Day;
        var time = (at.Hour * 100) + at.Minute;
        claims = text.Length <= "2026-03-03".Length
            ? [new Claim(ClaimKind.Date, day), new Claim(ClaimKind.Date, (at.Year * 10_000) + day)]
            :
            [
                new Claim(ClaimKind.Date, day), new Claim(ClaimKind.Date, (at.Year * 10_000) + day),
                new Claim(ClaimKind.Time, time), new Claim(ClaimKind.Slot, (day * 10_000) + time),
            ];
        return true;
    }

    private static bool IsBeside(Match day, Match time) => time.Index >= day.Index
        ? time.Index - (day.Index + day.Length) is >= 0 and <= MostBetween
        : day.Index - (time.Index + time.Length) is >= 0 and <= MostBetween;

    private static int DayOf(Match match)
    {
        var day = Number(match, "d");
        var month = match.Groups["m"].Success ? Number(match, "m") : MonthOf(match.Groups["name"].Value);
        var year = match.Groups["y"].Success ? Number(match, "y") : 0;
        if (day is < 1 or > 31 || month is < 1 or > 12)
            return 0;
        return ((year is > 0 and < 100 ? year + 2000 : year) * 10_000) + (month * 100) + day;
    }

    private static int MonthOf(string name) => 1 + Array.FindIndex(
        Months, starts => starts.Split('|').Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    private static int TimeOf(Match match)
    {
        var hour = Number(match, "h");
        var minute = match.Groups["min"].Success ? Number(match, "min") : 0;
        if (match.Groups["half"] is { Success: true, Value: var half })
            hour = hour is < 1 or > 12 ? -1 : (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        return hour is < 0 or > 23 || minute > 59 ? -1 : (hour * 100) + minute;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string Month =
        @"(?<name>janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?"
        + @"|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december"
        + @"|jan|feb|mar|apr|jun|jul|aug|sep)\b\.?";

    [GeneratedRegex(@"\b(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})\b"
        + @"|\b(?<d>[0-9]{1,2})(?:er|st|nd|rd|th)?[ \u00A0](?:of )?" + Month + @"(?:,?[ \u00A0](?<y>20[0-9]{2})\b)?"
        + @"|\b" + Month + @"[ \u00A0](?<d>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?[ \u00A0](?<y>20[0-9]{2})\b)?"
        + @"|\b(?<d>[0-9]{1,2})/(?<m>0[1-9]|1[0-2])(?:/(?<y>20[0-9]{2}|[0-9]{2}))?\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Dates();

    // "Sous 48 h", "in 2h" is how long something takes.
    [GeneratedRegex(@"\b(?<span>(?:en|sous|dans|pendant|durant|in|within|for|every|toutes les)[ \u00A0])?"
        + @"(?:(?<h>[0-9]{1,2})(?::(?<min>[0-5][0-9]))?[ \u00A0]?(?<half>am|pm|a\.m|p\.m)\b"
        + @"|(?<h>[0-9]{1,2})[ \u00A0\u202F]?h(?:[ \u00A0\u202F]?(?<min>[0-5][0-9]))?\b|(?<h>[0-9]{1,2}):(?<min>[0-5][0-9])\b)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();
}
