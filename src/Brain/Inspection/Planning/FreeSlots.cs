using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Which slots are free. All rules of hours, bays, breaks and notice stand here, and it asks nobody.</summary>
public static class FreeSlots
{
    /// <summary>
    /// All slots of a query that are free, in their order. A visit begins on the grid that is counted from each opening
    /// of the doors (<see cref="Centre.StepMinutes"/>), ends before they close, and has a bay that takes the vehicle
    /// for itself, in which nobody has a break.
    /// </summary>
    /// <param name="centre">The centre.</param>
    /// <param name="taken">What is taken in its bays, in any order.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="now">The moment: what begins before the notice has run out is not offered.</param>
    public static IReadOnlyList<Slot> Find(
        Centre centre, IReadOnlyList<TakenTime> taken, SlotQuery query, DateTimeOffset now)
    {
        var bays = centre.Bays.Where(bay => bay.Takes(query.Vehicle)).ToList();
        var today = WallClock.DayOf(now, centre.Zone);
        var first = query.From > today ? query.From : today;
        var last = LastDay(centre, now) is var end && query.To < end ? query.To : end;
        if (bays.Count == 0 || first > last)
            return [];

        var clock = new WallClock(centre.Zone, first, last);
        var busy = bays.Select(bay => Stretch.Join(
            taken.Where(time => time.Bay == bay.Id)
                .Select(time => new Stretch(time.From.UtcDateTime, time.To.UtcDateTime))
                .Concat(BreaksOf(centre, bay, clock, first, last)))).ToList();
        var length = TimeSpan.FromMinutes(centre.MinutesFor(query.Vehicle, query.Visit));
        var earliest = now.UtcDateTime.AddMinutes(centre.NoticeMinutes);
        var found = new List<Slot>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var begin in GridOf(centre, clock, day, length))
            {
                var visit = new Stretch(begin, begin + length);
                if (begin < earliest || busy.TrueForAll(visit.Meets))
                    continue;
                var slot = Slot.At(centre, begin, query.Vehicle, query.Visit);
                if (query.Wants(TimeOnly.FromDateTime(slot.Start.DateTime)))
                    found.Add(slot);
            }
        }

        return found;
    }

    /// <summary>
    /// Why a slot is never offered, whatever is taken; null when it is one that <see cref="Find"/> could find.
    /// </summary>
    internal static BookingRefusal? WhyNot(Centre centre, Slot slot, DateTimeOffset now)
    {
        if (!centre.Takes(slot.Vehicle))
            return BookingRefusal.VehicleNotTaken;
        if (slot.Start < now)
            return BookingRefusal.Past;
        if (slot.Start < now.AddMinutes(centre.NoticeMinutes))
            return BookingRefusal.TooSoon;
        var day = WallClock.DayOf(slot.Start, centre.Zone);
        if (day > LastDay(centre, now))
            return BookingRefusal.TooFarAhead;
        if (centre.Hours.On(day).Count == 0)
            return BookingRefusal.ClosedDay;
        var clock = new WallClock(centre.Zone, day, day);
        return GridOf(centre, clock, day, TimeSpan.FromMinutes(slot.Minutes)).Contains(slot.Start.UtcDateTime)
            && BaysFor(centre, slot).Count > 0
            ? null
            : BookingRefusal.NotOffered;
    }

    /// <summary>
    /// The bays in which a slot can be, those first that take the fewest kinds of vehicles: what only others take stays
    /// free for longer.
    /// </summary>
    internal static IReadOnlyList<Bay> BaysFor(Centre centre, Slot slot)
    {
        var day = WallClock.DayOf(slot.Start, centre.Zone);
        var clock = new WallClock(centre.Zone, day, day);
        var visit = new Stretch(slot.Start.UtcDateTime, slot.End.UtcDateTime);
        return [.. BaysOf(centre, slot.Vehicle)
            .Where(bay => !visit.Meets(Stretch.Join(BreaksOf(centre, bay, clock, day, day))))];
    }

    /// <summary>The bays that take that kind of vehicle, those first that take the fewest others.</summary>
    internal static IEnumerable<Bay> BaysOf(Centre centre, VehicleType vehicle) =>
        centre.Bays.Where(bay => bay.Takes(vehicle)).OrderBy(bay => bay.Vehicles.Count);

    /// <summary>The last day that slots are offered of.</summary>
    internal static DateOnly LastDay(Centre centre, DateTimeOffset now) =>
        WallClock.DayOf(now, centre.Zone).AddDays(centre.DaysAhead);

    private static IEnumerable<DateTime> GridOf(Centre centre, WallClock clock, DateOnly day, TimeSpan length)
    {
        var step = centre.StepMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : length;
        var opened = centre.Hours.On(day).SelectMany(span => clock.Between(day, span.Opens, span.Closes))
            .OrderBy(stretch => stretch.From);
        foreach (var open in opened)
        {
            for (var begin = open.From; begin + length <= open.To; begin += step)
                yield return begin;
        }
    }

    private static IEnumerable<Stretch> BreaksOf(
        Centre centre, Bay bay, WallClock clock, DateOnly first, DateOnly last)
    {
        foreach (var pause in centre.Breaks.Where(pause => pause.Bay is null || pause.Bay == bay.Id))
        {
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                if (!pause.Days.Contains(day.DayOfWeek))
                    continue;
                foreach (var stretch in clock.Between(day, pause.From, pause.To))
                    yield return stretch;
            }
        }
    }
}
