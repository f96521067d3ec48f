using System.Collections.Concurrent;

namespace Gateway.Sessions.Live;

/// <summary>
/// Who watches which session on this node, and how events reach them. An event goes straight to the watchers here; other nodes
/// are told through their topic only when someone there watches.
/// </summary>
public sealed class LiveSessions
{
    private readonly ConcurrentDictionary<SessionId, LiveSession> _sessions = new();
    private readonly NodeTopic _topic;

    internal LiveSessions(NodeTopic topic)
    {
        _topic = topic;
        topic.Connect(PublishHere, AnswerWatch);
    }

    internal IEnumerable<SessionId> Watched => _sessions.Where(pair => pair.Value.IsWatched).Select(pair => pair.Key);

    /// <summary>Adds a watcher here; the disposable takes it out again.</summary>
    internal IDisposable Watch(SessionId id, ISessionWatcher watcher, out RunningTurn? running)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(id, static _ => new LiveSession());
            if (session.TryAdd(watcher, out running))
                return new Registration(this, id, session, watcher);
            Drop(id, session);
        }
    }

    /// <summary>Tells everyone who watches, here and on the given other nodes.</summary>
    internal void Publish(SessionId id, LiveEvent live, string[] remoteNodes)
    {
        PublishHere(id, live);
        foreach (var node in remoteNodes)
            _topic.Send(node, id, live);
    }

    /// <summary>Starts a turn that is run here.</summary>
    internal LiveTurn Begin(SessionId id, string turnId, string[] remoteNodes)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(id, static _ => new LiveSession());
            var turn = new LiveTurn(this, id, session);
            if (session.TryBegin(turn, turnId, remoteNodes))
                return turn;
            Drop(id, session);
        }
    }

    internal void Send(string node, SessionId id, LiveEvent live) => _topic.Send(node, id, live);

    internal void Drop(SessionId id, LiveSession session) =>
        _sessions.TryRemove(new KeyValuePair<SessionId, LiveSession>(id, session));

    private void PublishHere(SessionId id, LiveEvent live)
    {
        if (_sessions.TryGetValue(id, out var session))
            session.Publish(live);
    }

    private void AnswerWatch(SessionId id, string node)
    {
        if (_sessions.TryGetValue(id, out var session) && session.AddRemoteNode(node) is { } running)
        {
            _topic.Send(node, id, new TypingEvent(EntryRole.Agent, On: true));
            if (running.Text.Length > 0)
                _topic.Send(node, id, new DeltaEvent(new ReplyDelta(running.TurnId, 0, running.Text)));
        }
    }

    private sealed class Registration(LiveSessions live, SessionId id, LiveSession session, ISessionWatcher watcher) : IDisposable
    {
        public void Dispose()
        {
            if (session.Remove(watcher))
                live.Drop(id, session);
        }
    }
}

/// <summary>A turn that is run on this node, as its watchers see it.</summary>
internal sealed class LiveTurn(LiveSessions live, SessionId id, LiveSession session) : IReplyStream, IDisposable
{
    public void Write(string text)
    {
        if (text.Length == 0)
            return;
        var remoteNodes = session.Append(this, text, out var delta);
        foreach (var node in remoteNodes)
            live.Send(node, id, new DeltaEvent(delta!));
    }

    public void Dispose()
    {
        if (session.End(this))
            live.Drop(id, session);
    }
}
