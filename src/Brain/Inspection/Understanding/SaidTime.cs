using Gateway.Brain.House.Times;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>What was said of a day or a time.</summary>
/// <param name="Value">What it means.</param>
/// <param name="Words">As it was said.</param>
internal sealed record SaidTime(TimeValue Value, string Words)
{
    /// <summary>Whether it is the last day that will do, rather than the one that is wished for.</summary>
    public bool IsDeadline { get; init; }

    /// <summary>Whether a date is named, and not just a day of the week or how far off it is.</summary>
    public bool IsDated => Value is TimePoint { Day: not null } && Words.Any(char.IsAsciiDigit)
        && Words.Any(char.IsLetter);

    /// <summary>Whether it names a day.</summary>
    public bool HasDay => Value is TimePoint { Day: not null } or Recurrence
        or TimeRange { From.Day: not null } or TimeRange { To.Day: not null }
        || (Value is Alternatives { Values: var values } && values.Any(value => value is TimePoint { Day: not null }));

    /// <summary>Whether it names a day with a time of day.</summary>
    public bool IsWhole => Value is TimePoint { Day: not null, Time: not null }
        or TimePoint { Day: not null, Part: not null } or TimeRange { From: { Day: not null, Time: not null } };
}
