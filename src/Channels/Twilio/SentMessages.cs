using System.Collections.Concurrent;
using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Which messages Twilio's ids were given to by this node, the newest of them: two messages of the same words are told apart by it when the answer to one of them
/// was lost.
/// </summary>
internal sealed class SentMessages
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<string, OutboundId> _ids = new();
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Remembers whose an id is.</summary>
    public void Add(string sid, OutboundId id)
    {
        if (!_ids.TryAdd(sid, id))
            return;
        _order.Enqueue(sid);
        while (_ids.Count > Most && _order.TryDequeue(out var oldest))
            _ids.TryRemove(oldest, out _);
    }

    /// <summary>Whether an id is known to be another message's.</summary>
    public bool IsAnothers(string sid, OutboundId id) => _ids.TryGetValue(sid, out var owner) && owner != id;
}
