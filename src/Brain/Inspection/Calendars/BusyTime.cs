namespace Gateway.Brain.Inspection.Calendars;

/// <summary>A time that the centre's own calendar takes.</summary>
/// <param name="Uid">Of its event; all of a series have the same.</param>
/// <param name="From">When it begins, in UTC; that may be long ago.</param>
/// <param name="To">When it ends, in UTC, after it begins, or the end of what was asked about.</param>
/// <param name="Bays">Ids of the bays it takes; null: all of them.</param>
/// <param name="Note">What it is called, at most 120 characters; null where it is private or has no name.</param>
public sealed record BusyTime(
    string Uid, DateTime From, DateTime To, IReadOnlyList<string>? Bays, string? Note);

/// <summary>What was read of a centre's own calendar.</summary>
/// <param name="Busy">What takes time, in its order.</param>
/// <param name="Unread">
/// Events that could not be read, as far as that can be said in a line of at most 200 characters; at most
/// <see cref="MostTold"/> of them. They take no time here.
/// </param>
/// <param name="UnreadCount">How many those are.</param>
/// <param name="Own">How many events are appointments of ours that came back.</param>
public sealed record CalendarReading(
    IReadOnlyList<BusyTime> Busy, IReadOnlyList<string> Unread, int UnreadCount, int Own)
{
    /// <summary>The most that is told of what could not be read.</summary>
    public const int MostTold = 20;
}
