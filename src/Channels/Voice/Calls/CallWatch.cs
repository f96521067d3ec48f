using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gateway.Channels.Voice.Calls;

/// <summary>Who looks on at the calls of this node.</summary>
public sealed class CallWatch
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Action<CallEvent>>> _all =
        new(StringComparer.Ordinal);

    /// <summary>Is told what happens in a call until what is returned is disposed. It need not have begun.</summary>
    /// <param name="callSid">Twilio's id of the call.</param>
    /// <param name="onEvent">Told in order; it must neither block nor throw.</param>
    public IDisposable Watch(string callSid, Action<CallEvent> onEvent)
    {
        _all.AddOrUpdate(callSid, _ => [onEvent], (_, others) => others.Add(onEvent));
        return new Place(this, callSid, onEvent);
    }

    /// <summary>Tells those who look on.</summary>
    internal void Tell(string callSid, CallEvent call)
    {
        if (_all.IsEmpty || !_all.TryGetValue(callSid, out var watchers))
            return;
        foreach (var watcher in watchers)
            watcher(call);
    }

    /// <summary>Whether anybody looks on.</summary>
    internal bool IsWatched(string callSid) => !_all.IsEmpty && _all.ContainsKey(callSid);

    private void Remove(string callSid, Action<CallEvent> onEvent)
    {
        while (_all.TryGetValue(callSid, out var watchers))
        {
            var left = watchers.Remove(onEvent);
            var isDone = left.IsEmpty
                ? _all.TryRemove(new KeyValuePair<string, ImmutableArray<Action<CallEvent>>>(callSid, watchers))
                : _all.TryUpdate(callSid, left, watchers);
            if (isDone)
                return;
        }
    }

    private sealed class Place(CallWatch watch, string callSid, Action<CallEvent> onEvent) : IDisposable
    {
        public void Dispose() => watch.Remove(callSid, onEvent);
    }
}
