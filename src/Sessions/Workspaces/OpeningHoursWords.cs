using System.Globalization;

namespace Gateway.Sessions.Workspaces;

/// <summary>Opening hours in words, for contacts and visitors.</summary>
public static class OpeningHoursWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    /// <summary>The week, days that are alike and follow each other together; closed days are left out.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static IReadOnlyList<(string Days, string Hours)> Lines(OpeningHours hours, string locale)
    {
        var lines = new List<(string Days, string Hours)>();
        for (var first = 0; first < Week.Length;)
        {
            var spans = hours.Week.GetValueOrDefault(Week[first]) ?? [];
            var last = first;
            while (last + 1 < Week.Length && (hours.Week.GetValueOrDefault(Week[last + 1]) ?? []).SequenceEqual(spans))
                last++;
            if (spans.Count > 0)
                lines.Add((DaysOf(Week[first], Week[last], locale), SpansOf(spans, locale)));
            first = last + 1;
        }

        return lines;
    }

    /// <summary>
    /// The week in one line, or null when it is not said: <c>lundi à vendredi 9 h – 18 h ; samedi 10 h – 17 h</c>.
    /// </summary>
    public static string? Line(OpeningHours hours, string locale)
    {
        var lines = Lines(hours, locale);
        return lines.Count == 0
            ? null
            : string.Join(locale == "fr" ? "\u00A0; " : "; ", lines.Select(line => $"{line.Days} {line.Hours}"));
    }

    /// <summary>Spans of a day: <c>9 h – 12 h 30, 14 h – 18 h</c>, <c>9:00–12:30, 14:00–18:00</c>.</summary>
    public static string SpansOf(IReadOnlyList<OpenSpan> spans, string locale) =>
        string.Join(", ", spans.Select(span => locale == "fr"
        ? $"{Time(span.Opens, locale)} – {(span.ClosesAtMidnight ? "minuit" : Time(span.Closes, locale))}"
        : $"{Time(span.Opens, locale)}–{(span.ClosesAtMidnight ? "midnight" : Time(span.Closes, locale))}"));

    private static string DaysOf(DayOfWeek first, DayOfWeek last, string locale)
    {
        var names = (locale == "fr" ? French : English).DateTimeFormat.DayNames;
        if (first == last)
            return names[(int)first];
        return $"{names[(int)first]} {(locale == "fr" ? "à" : "to")} {names[(int)last]}";
    }

    private static string Time(TimeOnly time, string locale) => locale == "fr"
        ? time.ToString(time.Minute == 0 ? "H'\u00A0h'" : "H'\u00A0h\u00A0'mm", CultureInfo.InvariantCulture)
        : time.ToString("H:mm", CultureInfo.InvariantCulture);
}
