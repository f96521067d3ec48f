using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Days in words.</summary>
internal static class Calendar
{
    private static readonly string[] FrenchMonths =
    [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ];

    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    private static readonly string[] FrenchDays =
        ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    private static readonly string[] EnglishDays =
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>A day of a month: <c>quatre décembre</c>, <c>the fourth of December</c>.</summary>
    /// <param name="day">1 to 31.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="locale">The language.</param>
    /// <param name="year">Four digits, or null.</param>
    public static string Day(int day, int month, string locale, int? year = null)
    {
        var said = year is { } known ? $" {NumberWords.Year(known, locale)}" : "";
        return locale == "fr"
            ? $"{(day == 1 ? "premier" : FrenchNumber.Cardinal(day))} {FrenchMonths[month - 1]}{said}"
            : $"the {EnglishNumber.Ordinal(day)} of {EnglishMonths[month - 1]}{said}";
    }

    /// <summary>A day of the week.</summary>
    public static string Weekday(DayOfWeek day, string locale) =>
        (locale == "fr" ? FrenchDays : EnglishDays)[(int)day];

    /// <summary>The day of the week that is meant by its first three letters, or null.</summary>
    public static string? WeekdayNamed(string name, string locale) =>
        (locale == "fr" ? FrenchDays : EnglishDays).FirstOrDefault(
            day => name.Length >= 3 && day.StartsWith(name[..3], StringComparison.OrdinalIgnoreCase));

    /// <summary>The month that is meant by a name or the beginning of one, 1 to 12; null when none is.</summary>
    public static int? MonthNamed(string name, string locale)
    {
        var bare = Fold(name.TrimEnd('.'));
        // "juil" is no "juin"; of "sept" and "déc" the beginning is enough.
        var months = locale == "fr" ? FrenchMonths : EnglishMonths;
        var at = bare.Length < 3
            ? -1
            : Array.FindIndex(months, month => Fold(month).StartsWith(bare, StringComparison.Ordinal));
        return at < 0 ? null : at + 1;
    }

    private static string Fold(string name) =>
        name.ToLowerInvariant().Replace('é', 'e').Replace('û', 'u');
}
