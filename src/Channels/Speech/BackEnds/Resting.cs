using System.Collections.Concurrent;

namespace Gateway.Channels.Speech.BackEnds;

/// <summary>
/// Back ends that failed a moment ago. In a call there is no time to find out anew: one that failed once stands last
/// until its rest is over, or until it has worked again.
/// </summary>
internal sealed class Resting(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _failed = new();

    /// <summary>How long one that failed stands last.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(30);

    public void Failed(string name) => _failed[name] = time.GetTimestamp();

    public void Works(string name) => _failed.TryRemove(name, out _);

    public bool Rests(string name) =>
        _failed.TryGetValue(name, out var failed) && time.GetElapsedTime(failed) < Rest;
}
