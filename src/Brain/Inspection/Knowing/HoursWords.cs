using System.Globalization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>When a centre is open, in sentences.</summary>
internal static class HoursWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly DayOfWeek[] Days =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>The week, and on which of its days it is closed; null when it does not say.</summary>
    public static string? Week(Centre centre, string locale)
    {
        if (OpeningHoursWords.Line(centre.Hours, locale) is not { } line)
            return null;
        var closed = CentreNames.Listed(
            Days.Where(day => (centre.Hours.Week.GetValueOrDefault(day) ?? []).Count == 0)
                .Select(day => Culture(locale).DateTimeFormat.DayNames[(int)day])
                .Select(day => locale == "fr" ? $"le {day}" : day),
            locale);
        return (locale, closed) switch
        {
            ("fr", "") => $"Le centre est ouvert\u00A0: {line}.",
            ("fr", _) => $"Le centre est ouvert\u00A0: {line}. Il est fermé {closed}.",
            (_, "") => $"The centre is open: {line}.",
            _ => $"The centre is open: {line}. It is closed on {closed}.",
        };
    }

    /// <summary>What of public holidays.</summary>
    public static string Holidays(Centre centre, string locale) => (locale, centre.Hours.ClosedOnHolidays.Count) switch
    {
        ("fr", 0) => "Les jours fériés, le centre suit ses horaires habituels, sauf exception annoncée.",
        ("fr", _) => "Le centre est fermé les jours fériés, sauf exception annoncée.",
        (_, 0) => "On public holidays the centre keeps its usual hours, unless announced otherwise.",
        _ => "The centre is closed on public holidays, unless announced otherwise.",
    };

    /// <summary>The days that are otherwise: <c>jeudi 24 décembre 2026 : 8 h – 12 h</c>, each for itself.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="from">Those that are over by then are left out.</param>
    /// <param name="to">Those that begin after it are left out.</param>
    public static IReadOnlyList<string> Exceptions(Centre centre, string locale, DateOnly from, DateOnly to) =>
        [.. centre.Hours.Exceptions.Where(one => from <= one.To && one.From <= to).Select(one => Of(one, locale))];

    /// <summary>A day: <c>jeudi 24 décembre 2026</c>, <c>Thursday 24 December 2026</c>.</summary>
    public static string Date(DateOnly day, string locale) => locale == "fr"
        ? day.ToString(day.Day == 1 ? "dddd '1er' MMMM yyyy" : "dddd d MMMM yyyy", French)
            .Replace($"{day.Day} ", $"{day.Day}\u00A0", StringComparison.Ordinal)
        : day.ToString("dddd d MMMM yyyy", English);

    private static string Of(OpeningException one, string locale)
    {
        var hours = one.Spans.Count > 0
            ? OpeningHoursWords.SpansOf(one.Spans, locale)
            : locale == "fr" ? "fermé" : "closed";
        return (locale, one.From == one.To) switch
        {
            ("fr", true) => $"{Date(one.From, locale)}\u00A0: {hours}",
            ("fr", _) => $"du {Date(one.From, locale)} au {Date(one.To, locale)}\u00A0: {hours}",
            (_, true) => $"{Date(one.From, locale)}: {hours}",
            _ => $"{Date(one.From, locale)} to {Date(one.To, locale)}: {hours}",
        };
    }

    private static CultureInfo Culture(string locale) => locale == "fr" ? French : English;
}
