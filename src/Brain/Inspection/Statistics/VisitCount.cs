using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Inspection.Statistics;

/// <summary>Makes figures of appointments. It asks nobody.</summary>
internal static class VisitCount
{
    // Who is taken at the counter has not booked ahead.
    private const string AtTheCentre = "centre";

    /// <summary>The figures.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="visits">Appointments of the period that were not cancelled, in their order.</param>
    /// <param name="closed">Times that are blocked, or taken by the centre's calendar.</param>
    /// <param name="first">The first day of the period.</param>
    /// <param name="last">The last one.</param>
    public static VisitFigures Of(
        Centre centre, IReadOnlyList<Appointment> visits, IReadOnlyList<TakenTime> closed, DateOnly first,
        DateOnly last)
    {
        var noted = visits.Count(one => one.Status is AppointmentStatus.Done or AppointmentStatus.NoShow);
        return new VisitFigures
        {
            Appointments = Measures.Count(visits.Select(IdOf)),
            Filled = [.. FilledOf(centre, visits, closed, first, last)],
            NoShows = Measures.Share(visits.Where(HasNotCome).Select(IdOf), noted),
            Revenue = [.. visits.GroupBy(one => one.Currency, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => RevenueOf(group.Key, [.. group]))],
            LeadTimeHours = Measures.Spread(visits.Where(one => one.Channel != AtTheCentre)
                .Select(one => (IdOf(one), (one.SlotDatetime - one.CreatedAt).TotalHours))),
            Satisfaction = Measures.Spread(visits.Where(one => one.Satisfaction is not null)
                .Select(one => (IdOf(one), (double)one.Satisfaction!.Value))),
        };
    }

    private static string IdOf(Appointment one) => one.Id.ToString();

    private static bool HasNotCome(Appointment one) => one.Status == AppointmentStatus.NoShow;

    private static Revenue RevenueOf(string currency, List<Appointment> visits) => new(
        currency, visits.Sum(one => one.Price ?? 0), visits.Where(HasNotCome).Sum(one => one.Price ?? 0),
        visits.Count(one => one.Price is null), [.. visits.Where(one => one.Price is not null).Select(IdOf)]);

    private static IEnumerable<FilledBay> FilledOf(
        Centre centre, IReadOnlyList<Appointment> visits, IReadOnlyList<TakenTime> closed, DateOnly first,
        DateOnly last)
    {
        var byPlace = visits.ToLookup(one => (WallClock.DayOf(one.SlotDatetime, centre.Zone), one.Bay));
        // Bays that were given up since had visits all the same.
        string[] bays = [.. centre.Bays.Select(bay => bay.Id)
            .Union(visits.Select(one => one.Bay).Order(StringComparer.Ordinal), StringComparer.Ordinal)];
        var open = new OpenTime(centre, closed, first, last);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var bay in bays)
            {
                var there = byPlace[(day, bay)].ToList();
                var minutes = open.MinutesOf(day, bay);
                if (there.Count == 0 && minutes == 0)
                    continue;
                var taken = there.Sum(one => one.Minutes);
                yield return new FilledBay(
                    day, bay, there.Count, taken, minutes, minutes == 0 ? null : (double)taken / minutes,
                    [.. there.Select(IdOf)]);
            }
        }
    }
}
