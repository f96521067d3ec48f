using System.Globalization;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Scene;

/// <summary>How days and times of appointments are said.</summary>
internal static class SlotWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>A day: <c>jeudi 3 décembre</c>, <c>Thursday 3 December</c>.</summary>
    public static string Day(DateOnly day, string locale) => locale == "fr"
        ? day.ToString(day.Day == 1 ? "dddd d'er' MMMM" : "dddd d MMMM", French)
        : day.ToString("dddd d MMMM", English);

    /// <summary>A time of day: <c>9 h</c>, <c>14 h 30</c>, <c>14:30</c>.</summary>
    public static string Time(TimeOnly time, string locale) => locale == "fr"
        ? time.ToString(time.Minute == 0 ? "H'\u00A0h'" : "H'\u00A0h\u00A0'mm", CultureInfo.InvariantCulture)
        : time.ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment of the centre's clock: <c>jeudi 3 décembre à 9 h</c>.</summary>
    public static AgentText Moment(DateTimeOffset start, string locale)
    {
        var day = Day(DateOnly.FromDateTime(start.DateTime), locale);
        var time = Time(TimeOnly.FromDateTime(start.DateTime), locale);
        return locale == "fr" ? $"{day} à {time}" : $"{day} at {time}";
    }

    /// <summary>The same, short enough for a button: <c>jeu. 3 déc. à 9 h</c>.</summary>
    public static string Short(DateTimeOffset start, string locale)
    {
        var time = Time(TimeOnly.FromDateTime(start.DateTime), locale);
        return locale == "fr"
            ? $"{start.DateTime.ToString("ddd d MMM", French)} à {time}"
            : $"{start.DateTime.ToString("ddd d MMM", English)} at {time}";
    }
}
