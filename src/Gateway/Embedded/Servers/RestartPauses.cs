namespace Gateway.Embedded.Servers;

/// <summary>
/// How long to wait before a server that ended is started again: twice as long each time, until it has run for a while.
/// That it started says little: on a full disk a server comes up, reads its data, and ends at the first thing it has to
/// write.
/// </summary>
internal sealed class RestartPauses
{
    /// <summary>The pause before the first restart.</summary>
    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No pause is longer: once the cause is mended, it runs again within this time.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Who has run that long is well again.</summary>
    public static TimeSpan Well { get; } = TimeSpan.FromMinutes(5);

    private TimeSpan _next = First;

    /// <summary>The pause after a run.</summary>
    /// <param name="ran">How long it ran; zero when it did not start at all.</param>
    public TimeSpan After(TimeSpan ran)
    {
        if (ran >= Well)
            _next = First;
        var pause = _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
