using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Law;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>When people are told what, by the centre's clock.</summary>
internal static class NoticeTimes
{
    private const int DaysBeforeItRunsOut = 30;
    private const int DaysBeforeRevisitRunsOut = 14;

    private static readonly TimeOnly Evening = new(18, 0);
    private static readonly TimeOnly Morning = new(10, 0);
    private static readonly TimeOnly EarliestQuestion = new(9, 0);
    private static readonly TimeOnly LatestQuestion = new(19, 30);

    // Who comes within that time has just been told.
    private static readonly TimeSpan LeastAhead = TimeSpan.FromHours(3);
    private static readonly TimeSpan AfterTheVisit = TimeSpan.FromHours(2);

    /// <summary>
    /// When they are reminded: at 18:00 of the day before, or at once when that is over; null when there are less than
    /// three hours left.
    /// </summary>
    public static DateTimeOffset? OfReminder(Centre centre, DateTimeOffset slot, DateTimeOffset now)
    {
        if (slot - now < LeastAhead)
            return null;
        var due = At(centre, WallClock.DayOf(slot, centre.Zone).AddDays(-1), Evening);
        return due > now ? due : now;
    }

    /// <summary>When they are asked how it was: two hours after it ended, or the next morning.</summary>
    public static DateTimeOffset OfQuestion(Centre centre, DateTimeOffset end)
    {
        var local = TimeZoneInfo.ConvertTime(end + AfterTheVisit, centre.Zone);
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        if (time > LatestQuestion)
            return At(centre, day.AddDays(1), Morning);
        return time < EarliestQuestion ? At(centre, day, Morning) : local.ToUniversalTime();
    }

    /// <summary>
    /// When they are invited again: 30 days before the inspection runs out; null for a visit from which no term runs.
    /// </summary>
    public static DateTimeOffset? OfInvitation(Centre centre, Appointment appointment)
    {
        if (appointment.Visit != VisitKind.Periodic)
            return null;
        var last = LastDayOf(centre, appointment);
        return At(centre, last.AddDays(-DaysBeforeItRunsOut), Morning);
    }

    /// <summary>The last day on which the next inspection is in time.</summary>
    public static DateOnly LastDayOf(Centre centre, Appointment appointment) => InspectionDeadlines.Next(
        WallClock.DayOf(appointment.SlotDatetime, centre.Zone), appointment.Vehicle).Last;

    /// <summary>
    /// When they are invited to the re-visit: 14 days before its term ends, or at once when that is over; null when
    /// none is asked for, or the term ends within a day.
    /// </summary>
    public static DateTimeOffset? OfRevisit(Centre centre, Appointment appointment, DateTimeOffset now)
    {
        if (appointment is not
            { Visit: VisitKind.Periodic, Status: AppointmentStatus.Done, Result: VisitResult.Unfavourable })
            return null;
        var last = LastDayOfRevisit(centre, appointment);
        if (last <= WallClock.DayOf(now, centre.Zone))
            return null;
        var due = At(centre, last.AddDays(-DaysBeforeRevisitRunsOut), Morning);
        return due > now ? due : now;
    }

    /// <summary>The last day on which the re-visit is in time.</summary>
    public static DateOnly LastDayOfRevisit(Centre centre, Appointment appointment) => InspectionDeadlines.Revisit(
        WallClock.DayOf(appointment.SlotDatetime, centre.Zone)).Last;

    // No clock is set at these times of day, in any zone.
    private static DateTimeOffset At(Centre centre, DateOnly day, TimeOnly time) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), centre.Zone), TimeSpan.Zero);
}
