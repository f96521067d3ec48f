using Gateway.Sessions;

namespace Gateway.Brain.Memory;

/// <summary>
/// How much a contact has written lately, where no door can refuse it: their network would only bring it again.
/// </summary>
internal sealed record Flow
{
    /// <summary>When the hour that is counted began.</summary>
    public DateTimeOffset HourStart { get; init; }

    /// <summary>Messages within it.</summary>
    public int HourCount { get; init; }

    /// <summary>When the day that is counted began.</summary>
    public DateTimeOffset DayStart { get; init; }

    /// <summary>Messages within it.</summary>
    public int DayCount { get; init; }

    /// <summary>Counts messages.</summary>
    /// <param name="messages">How many.</param>
    /// <param name="at">When.</param>
    /// <param name="most">How many are answered.</param>
    /// <returns>What is to be kept, and which span had been full before them; null when they are answered.</returns>
    public (Flow Next, LimitSpan? Full) Note(int messages, DateTimeOffset at, Allowance most)
    {
        var (hour, byHour) = at - HourStart < TimeSpan.FromHours(1) ? (HourStart, HourCount) : (at, 0);
        var (day, byDay) = at - DayStart < TimeSpan.FromDays(1) ? (DayStart, DayCount) : (at, 0);
        LimitSpan? full = byDay >= most.PerDay ? LimitSpan.Day : byHour >= most.PerHour ? LimitSpan.Hour : null;
        return (new Flow
        {
            HourStart = hour,
            HourCount = byHour + messages,
            DayStart = day,
            DayCount = byDay + messages
        }, full);
    }
}
