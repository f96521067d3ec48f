namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>What is said of some days.</summary>
internal sealed class HoursClause
{
    /// <summary>What it says.</summary>
    public ClauseKind Kind { get; set; }

    /// <summary>Which days; empty: those of the clause before.</summary>
    public List<DayOfWeek> Days { get; } = [];

    /// <summary>Days that came after a comma: they may belong to what follows.</summary>
    public List<DayOfWeek> Later { get; } = [];

    /// <summary>Spans in minutes of the day.</summary>
    public List<(int From, int To)> Spans { get; } = [];

    /// <summary>Whether mornings are named.</summary>
    public bool HasMorning { get; set; }

    /// <summary>Whether afternoons are.</summary>
    public bool HasAfternoon { get; set; }

    /// <summary>Whether public holidays are.</summary>
    public bool HasHolidays { get; set; }

    /// <summary>Whether the hours stood before the days.</summary>
    public bool IsHoursFirst { get; set; }

    /// <summary>Whether "closed" stood behind the days.</summary>
    public bool IsClosedBehind { get; set; }

    /// <summary>Whether a comma came since the last day.</summary>
    public bool HasComma { get; set; }

    /// <summary>Whether its days are those of the clause before.</summary>
    public bool IsInherited { get; set; }

    /// <summary>Where it begins in the text.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public int End { get; set; }

    /// <summary>Whether it says nothing yet.</summary>
    public bool IsEmpty => Days.Count == 0 && Spans.Count == 0 && !HasPart && !HasHolidays;

    /// <summary>Whether a part of the day is named.</summary>
    public bool HasPart => HasMorning || HasAfternoon;
}

/// <summary>What a clause says of its days.</summary>
internal enum ClauseKind
{
    /// <summary>They are open in its spans.</summary>
    Open,

    /// <summary>They are closed: in its spans, in its part of the day, or wholly.</summary>
    Closed,

    /// <summary>They are otherwise: open in its spans alone, or closed.</summary>
    Except,
}
