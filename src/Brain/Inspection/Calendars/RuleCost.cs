using System.Globalization;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// How many steps it takes to work a recurrence out, before anybody does: a rule of one line can be one of a thousand
/// millions.
/// </summary>
internal static class RuleCost
{
    private const int LongestRule = 500;
    private const int MostTimesOfDay = 24;

    /// <summary>The most steps it can take.</summary>
    /// <param name="rule">The value of <c>RRULE</c>.</param>
    /// <param name="start">The value of <c>DTSTART</c>.</param>
    /// <param name="untilYear">The year until which it is worked out.</param>
    /// <returns>Null for a rule that is not worked out at all: by the hour or less, or at a great many times.</returns>
    public static long? Of(string rule, string start, int untilYear)
    {
        if (rule.Length > LongestRule)
            return null;
        var parts = rule.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToLookup(part => part[0].Trim().ToUpperInvariant(), part => part[1].Trim().ToUpperInvariant());
        if (DaysOfYear(parts["FREQ"].FirstOrDefault(), Times(parts["BYDAY"])) is not { } days)
            return null;
        var times = Times(parts["BYHOUR"]) * Times(parts["BYMINUTE"]) * Times(parts["BYSECOND"]);
        if (times > MostTimesOfDay)
            return null;
        var counted = parts["COUNT"].FirstOrDefault() is not { } text
            ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : long.MaxValue;
        var begun = start.Length >= 4
            && int.TryParse(start.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                ? year
                : 1;
        // Without a count it is worked out from where it is asked about; with one, from its beginning.
        var years = counted == 0 ? 1 : Math.Max(1, untilYear - begun + 1);
        var most = (long)years * days * times;
        return counted == 0 ? most : Math.Min(counted, most);
    }

    // On how many days of a year it comes at the most, but for rare rules of months.
    private static int? DaysOfYear(string? frequency, int weekdays) => frequency switch
    {
        "DAILY" => 366,
        "WEEKLY" => 53 * Math.Min(7, weekdays),
        "MONTHLY" or "YEARLY" => 120,
        _ => null,
    };

    private static int Times(IEnumerable<string> parts) =>
        Math.Max(1, parts.Sum(part => part.Count(character => character == ',') + 1));
}
