using System.Collections.Concurrent;

namespace Gateway.Channels.Delivery;

/// <summary>
/// Numbers and bots that as a whole have to wait, on this node: the provider said so, or their credentials are wrong.
/// </summary>
internal sealed class LinePauses(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Channel, string Line), DateTimeOffset> _until = new();
    private readonly ConcurrentDictionary<(string Channel, string Line), bool> _closed = new();

    /// <summary>Lets a line wait; a longer pause stands.</summary>
    public void Pause(string channel, string line, TimeSpan pause)
    {
        var until = clock.GetUtcNow() + pause;
        _until.AddOrUpdate((channel, line), until, (_, before) => before > until ? before : until);
    }

    /// <summary>Lets a line wait because its provider refuses us.</summary>
    public void Close(string channel, string line, TimeSpan pause)
    {
        _closed[(channel, line)] = true;
        Pause(channel, line, pause);
    }

    /// <summary>Says that a line takes messages.</summary>
    /// <returns>True when it was closed before.</returns>
    public bool IsUpAgain(string channel, string line) => _closed.TryRemove((channel, line), out _);

    /// <summary>How long a line still has to wait; zero when it need not.</summary>
    public TimeSpan Left(string channel, string line)
    {
        if (!_until.TryGetValue((channel, line), out var until))
            return TimeSpan.Zero;
        var left = until - clock.GetUtcNow();
        if (left > TimeSpan.Zero)
            return left;
        _until.TryRemove(new KeyValuePair<(string, string), DateTimeOffset>((channel, line), until));
        return TimeSpan.Zero;
    }
}
