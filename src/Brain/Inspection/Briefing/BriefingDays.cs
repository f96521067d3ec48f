using System.Globalization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Knowing;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Briefing;

/// <summary>Which day it is at a centre, and when it is open from then on.</summary>
/// <param name="centre">The centre.</param>
/// <param name="locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="now">The moment.</param>
internal sealed class BriefingDays(Centre centre, string locale, DateTimeOffset now)
{
    private const int OpenDays = 6;
    private const int MostDays = 366;

    private readonly DateTimeOffset _local = TimeZoneInfo.ConvertTime(now, centre.Zone);

    private bool IsFrench => locale == "fr";

    private DateOnly Day => DateOnly.FromDateTime(_local.DateTime);

    private string Colon => IsFrench ? "\u00A0:" : ":";

    /// <summary><c>lundi 30 novembre 2026</c>.</summary>
    public string Today() => HoursWords.Date(Day, locale);

    /// <summary><c>9 h 05</c>, <c>9:05</c>.</summary>
    public string Time() => _local.ToString(
        IsFrench ? "H'\u00A0h\u00A0'mm" : "H:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether it is open at the moment.</summary>
    public string OpenNow() => (IsFrench, centre.Hours.IsKnown, centre.Hours.IsOpenAt(now, centre.Zone)) switch
    {
        (true, false, _) => "Les horaires du centre ne sont pas connus\u00A0: n’en donnez aucun.",
        (true, _, true) => "Le centre est ouvert en ce moment.",
        (true, _, _) => "Le centre est fermé en ce moment.",
        (false, false, _) => "The centre’s hours are not known: give none.",
        (false, _, true) => "The centre is open at the moment.",
        _ => "The centre is closed at the moment.",
    };

    /// <summary>The next days on which it is open, today among them as long as it is not over.</summary>
    public IReadOnlyList<string> Next()
    {
        if (!centre.Hours.IsKnown)
            return [];
        List<string> days =
        [
            .. Enumerable.Range(0, MostDays).Select(Day.AddDays)
                .Select(day => (day, Spans: centre.Hours.On(day)))
                .Where(one => one.Spans.Count > 0 && (one.day > Day || !IsOver(one.Spans)))
                .Take(OpenDays)
                .Select(one => $"- {HoursWords.Date(one.day, locale)} "
                    + $"({one.day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}){Colon} "
                    + OpeningHoursWords.SpansOf(one.Spans, locale)),
        ];
        return (IsFrench, days.Count) switch
        {
            (true, 0) => ["Le centre n’ouvre aucun jour dans l’année qui vient."],
            (false, 0) => ["The centre does not open on any day of the coming year."],
            (true, _) => [$"Prochains jours d’ouverture{Colon}", .. days],
            _ => [$"Next opening days{Colon}", .. days],
        };
    }

    /// <summary>The week, public holidays, and days that are otherwise as far ahead as one may book.</summary>
    public IReadOnlyList<string> Hours()
    {
        if (!centre.Hours.IsKnown)
            return [];
        var last = Day.AddDays(centre.DaysAhead);
        var exceptions = HoursWords.Exceptions(centre, locale, Day, last);
        var ahead = IsFrench
            ? $"Particularités des {centre.DaysAhead}\u00A0jours à venir{Colon}"
            : $"What is otherwise within the next {centre.DaysAhead} days{Colon}";
        List<string> special = [.. Holidays(last), .. exceptions.Select(one => $"- {one}")];
        return
        [
            .. HoursWords.Week(centre, locale) is { } week ? [week] : Array.Empty<string>(),
            HoursWords.Holidays(centre, locale),
            .. special.Count > 0 ? [ahead, .. special] : Array.Empty<string>(),
        ];
    }

    private IEnumerable<string> Holidays(DateOnly last)
    {
        if (centre.Hours.ClosedOnHolidays.Count == 0)
            yield break;
        for (var day = Day; day <= last; day = day.AddDays(1))
        {
            if (PublicHolidays.Includes(day, centre.Hours.ClosedOnHolidays)
                && centre.Hours.Week.GetValueOrDefault(day.DayOfWeek) is { Count: > 0 }
                && centre.Hours.On(day).Count == 0)
            {
                yield return $"- {HoursWords.Date(day, locale)}{Colon} "
                    + (IsFrench ? "fermé (jour férié)" : "closed (public holiday)");
            }
        }
    }

    private bool IsOver(IReadOnlyList<OpenSpan> spans) =>
        !spans[^1].ClosesAtMidnight && spans[^1].Closes <= TimeOnly.FromDateTime(_local.DateTime);
}
