using System.Runtime.InteropServices;

namespace Gateway.Sessions;

/// <summary>The most of something within each span; null where a span has no limit of its own.</summary>
/// <param name="PerMinute">Within a minute.</param>
/// <param name="PerHour">Within an hour.</param>
/// <param name="PerDay">Within a day.</param>
public sealed record Allowance(long? PerMinute, long? PerHour, long? PerDay)
{
    /// <summary>What is allowed within a span.</summary>
    public long? Of(LimitSpan span) => span switch
    {
        LimitSpan.Minute => PerMinute,
        LimitSpan.Hour => PerHour,
        _ => PerDay,
    };
}

/// <summary>An allowance that is used up.</summary>
/// <param name="Span">Which span of it; of several the one that takes longest.</param>
/// <param name="Wait">How long until it is over.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Exhausted(LimitSpan Span, TimeSpan Wait);
