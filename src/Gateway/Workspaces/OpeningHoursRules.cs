using System.Globalization;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>Opening hours as workspace files write them: days or ranges of days, each with one span of time.</summary>
internal static class OpeningHoursRules
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Notes what cannot be understood, and days that are named twice.</summary>
    public static void Check(FileObject json, IReadOnlyDictionary<string, string> hours)
    {
        var named = new HashSet<int>();
        foreach (var (days, span) in hours)
        {
            if (!TryReadDays(days, out var first, out var last))
                json.Refuse(days, $"is not a day or a range of days such as mon-fri; days are {string.Join(", ", Days)}");
            else if (Enumerable.Range(first, last - first + 1).Where(day => !named.Add(day)).Select(day => Days[day]).ToArray() is { Length: > 0 } twice)
                json.Refuse(days, $"names {string.Join(", ", twice)} again");
            if (!IsSpan(span))
                json.Refuse(days, $"found \"{span}\", expected a span of time such as 09:00-18:00 that ends after it begins");
        }
    }

    private static bool TryReadDays(string text, out int first, out int last)
    {
        var parts = text.Split('-');
        first = Array.IndexOf(Days, parts[0]);
        last = Array.IndexOf(Days, parts[^1]);
        return parts.Length <= 2 && first >= 0 && last >= first;
    }

    private static bool IsSpan(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && TryReadTime(parts[0], out var opens) && TryReadTime(parts[1], out var closes) && opens < closes;
    }

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
