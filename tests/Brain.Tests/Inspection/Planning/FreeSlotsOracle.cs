using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Planning;

/// <summary>
/// The rules once more, as slowly and as plainly as can be: it looks at every minute, and at what the clock on the wall
/// shows in it.
/// </summary>
internal static class FreeSlotsOracle
{
    public static List<DateTime> Find(
        Centre centre, IReadOnlyList<TakenTime> taken, SlotQuery query, DateTimeOffset now)
    {
        var minutes = centre.MinutesFor(query.Vehicle, query.Visit);
        var step = centre.StepMinutes ?? minutes;
        var found = new List<DateTime>();
        var at = DateTime.SpecifyKind(query.From.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc).AddDays(-1);
        var end = DateTime.SpecifyKind(query.To.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc).AddDays(2);
        OpenSpan? open = null;
        DateTime opened = default;
        for (; at < end; at = at.AddMinutes(1))
        {
            var span = SpanAt(centre, at);
            if (span is not null && (open != span || LocalOf(centre, at).Date != LocalOf(centre, opened).Date))
                opened = at;
            open = span;
            if (span is null || (int)(at - opened).TotalMinutes % step != 0)
                continue;
            var local = LocalOf(centre, at);
            var day = DateOnly.FromDateTime(local);
            var begin = TimeOnly.FromDateTime(local);
            if (day < query.From || day > query.To || day > DateOnly.FromDateTime(
                TimeZoneInfo.ConvertTime(now, centre.Zone).DateTime).AddDays(centre.DaysAhead)
                || at < now.UtcDateTime.AddMinutes(centre.NoticeMinutes)
                || (query.Part == PartOfDay.Morning && begin.Hour >= 12)
                || (query.Part == PartOfDay.Afternoon && begin.Hour < 12)
                || (query.NotBefore is { } earliest && begin < earliest)
                || (query.NotAfter is { } latest && begin > latest))
                continue;
            var visit = Enumerable.Range(0, minutes).Select(minute => at.AddMinutes(minute)).ToList();
            if (visit.TrueForAll(minute => SpanAt(centre, minute) == span
                    && LocalOf(centre, minute).Date == local.Date)
                && centre.Bays.Any(bay => bay.Vehicles.Contains(query.Vehicle)
                    && visit.TrueForAll(minute => IsFree(centre, bay, taken, minute))))
                found.Add(at);
        }

        return found;
    }

    private static bool IsFree(Centre centre, Bay bay, IReadOnlyList<TakenTime> taken, DateTime minute)
    {
        var local = LocalOf(centre, minute);
        return !taken.Any(time => time.Bay == bay.Id && time.From.UtcDateTime < minute.AddMinutes(1)
                && minute < time.To.UtcDateTime)
            && !centre.Breaks.Any(pause => (pause.Bay is null || pause.Bay == bay.Id)
                && pause.Days.Contains(local.DayOfWeek)
                && pause.From <= TimeOnly.FromDateTime(local) && TimeOnly.FromDateTime(local) < pause.To);
    }

    private static OpenSpan? SpanAt(Centre centre, DateTime minute)
    {
        var local = LocalOf(centre, minute);
        var time = TimeOnly.FromDateTime(local);
        foreach (var span in centre.Hours.On(DateOnly.FromDateTime(local)))
        {
            if (span.Opens <= time && (span.ClosesAtMidnight || time < span.Closes))
                return span;
        }

        return null;
    }

    private static DateTime LocalOf(Centre centre, DateTime minute) =>
        TimeZoneInfo.ConvertTimeFromUtc(minute, centre.Zone);
}
