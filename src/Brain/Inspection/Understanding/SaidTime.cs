using Gateway.Brain.House.Times;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>What was said of a day or a time.</summary>
/// <param name="Value">What it means.</param>
/// <param name="Words">As it was said.</param>
internal sealed record SaidTime(TimeValue Value, string Words)
{
    /// <summary>Whether a date is named, and not just a day of the week or how far off it is.</summary>
    public bool IsDated => Value is TimePoint { Day: not null } && Words.Any(char.IsAsciiDigit)
        && Words.Any(char.IsLetter);
}
