using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// When somebody who asked to be told is told: from 8:00 to 20:00 of the centre's clock, never on a Sunday or a public
/// holiday. They wait for it, so these are not the hours of sales calls.
/// </summary>
internal static class WaitingHours
{
    private static readonly TimeOnly Begin = new(8, 0);
    private static readonly TimeOnly End = new(20, 0);

    /// <summary>Whether it is one of them.</summary>
    public static bool Include(Centre centre, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, centre.Zone).DateTime;
        return local.DayOfWeek != DayOfWeek.Sunday
            && TimeOnly.FromDateTime(local).IsBetween(Begin, End)
            && !PublicHolidays.Includes(DateOnly.FromDateTime(local), centre.Hours.ClosedOnHolidays);
    }
}
