namespace Gateway.Brain.Inspection.Calendars;

/// <summary>What was seen of a centre's own calendar.</summary>
public abstract record CalendarSighting
{
    private CalendarSighting()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Reading">What it takes.</param>
    /// <param name="Tag">The server's entity tag; null: none.</param>
    /// <param name="Modified">When it was changed, as the server writes it; null: it does not say.</param>
    public sealed record Read(CalendarReading Reading, string? Tag, string? Modified) : CalendarSighting;

    /// <summary>It is what it was.</summary>
    public sealed record Same : CalendarSighting;

    /// <summary>It is away, or is none.</summary>
    /// <param name="Reason">Why, in a few words without what stands in it or in its address.</param>
    public sealed record Away(string Reason) : CalendarSighting;

    /// <summary>The centre names none any more.</summary>
    public sealed record Gone : CalendarSighting;
}

/// <summary>What came of it.</summary>
/// <param name="Found">Conflicts that there were not before.</param>
/// <param name="Solved">How many there are no more.</param>
/// <param name="IsForgotten">
/// It was away for longer than what was last known of it is kept, and takes nothing any more.
/// </param>
public sealed record CalendarOutcome(IReadOnlyList<CalendarConflict> Found, int Solved, bool IsForgotten);
