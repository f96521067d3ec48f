using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Gateway.Sessions.Live;

/// <summary>
/// Who watches which session on this node, and how events reach them. An event goes straight to the watchers here;
/// other nodes are told through their topic only when someone there watches.
/// </summary>
public sealed class LiveSessions
{
    private readonly ConcurrentDictionary<SessionId, LiveSession> _sessions = new();
    private readonly NodeTopic _topic;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    internal LiveSessions(NodeTopic topic, TimeProvider clock, ILogger<LiveSessions> logger)
    {
        (_topic, _clock, _logger) = (topic, clock, logger);
        topic.Connect(PublishHere, AnswerWatch);
    }

    internal IEnumerable<SessionId> Watched => _sessions.Where(pair => pair.Value.IsWatched).Select(pair => pair.Key);

    /// <summary>How many sessions this node knows of: those watched here or whose turn runs here.</summary>
    internal int Count => _sessions.Count;

    /// <summary>The watched sessions of which a later entry was told than one that was not.</summary>
    internal IEnumerable<SessionId> WithGaps => _sessions.Where(pair => pair.Value.HasGap).Select(pair => pair.Key);

    /// <summary>Notes what a watcher has been shown.</summary>
    internal void Showed(Session snapshot)
    {
        if (_sessions.TryGetValue(snapshot.Id, out var session))
            session.Showed(snapshot);
    }

    /// <summary>
    /// Up to where the session's watchers have been told everything; null when no one watches, or has been shown
    /// anything yet.
    /// </summary>
    internal (long? UpTo, SessionStatus? Status) Told(SessionId id) =>
        _sessions.TryGetValue(id, out var session) ? (session.ToldUpTo, session.ToldStatus) : (null, null);

    /// <summary>Tells the watchers here what they have not been told.</summary>
    /// <returns>How many entries that were.</returns>
    internal int Catch(SessionSnapshot found, SessionStatus? statusBefore) =>
        _sessions.TryGetValue(found.Session.Id, out var session) ? session.Catch(found, statusBefore) : 0;

    /// <summary>Adds a watcher here; the disposable takes it out again.</summary>
    internal IDisposable Watch(SessionId id, ISessionWatcher watcher, out RunningTurn? running)
    {
        while (true)
        {
            var session = Find(id);
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

    /// <summary>
    /// Tells those who watch here whose session it is, as it was just read. What another node said of it may have been
    /// lost; who is let in no more must hear nothing of what comes next.
    /// </summary>
    internal void Own(Session session)
    {
        if (session.Generation > Session.FirstGeneration)
            PublishHere(session.Id, new OwnerEvent(session.Generation));
    }

    /// <summary>Starts a turn that is run here.</summary>
    internal LiveTurn Begin(SessionId id, Turn answered, string[] remoteNodes)
    {
        while (true)
        {
            var session = Find(id);
            var turn = new LiveTurn(this, id, session);
            if (session.TryBegin(turn, answered, remoteNodes))
                return turn;
            Drop(id, session);
        }
    }

    internal void Drop(SessionId id, LiveSession session) =>
        _sessions.TryRemove(new KeyValuePair<SessionId, LiveSession>(id, session));

    private LiveSession Find(SessionId id) =>
        _sessions.GetOrAdd(id, static (id, live) => new LiveSession(id, live._topic, live._clock, live._logger), this);

    private void PublishHere(SessionId id, LiveEvent live)
    {
        if (_sessions.TryGetValue(id, out var session))
            session.Publish(live);
    }

    private void AnswerWatch(SessionId id, string node)
    {
        if (_sessions.TryGetValue(id, out var session))
            session.AddRemoteNode(node);
    }

    private sealed class Registration(LiveSessions live, SessionId id, LiveSession session, ISessionWatcher watcher)
        : IDisposable
    {
        public void Dispose()
        {
            if (session.Remove(watcher))
                live.Drop(id, session);
        }
    }
}

/// <summary>A turn that is run on this node, as its watchers see it.</summary>
[SuppressMessage(
    "Design", "CA2213",
    Justification =
    "Whoever interrupts the turn may still be at it when it ends; a source without a timer holds nothing.")]
internal sealed class LiveTurn(LiveSessions live, SessionId id, LiveSession session) : IReplyStream, IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private volatile bool _isCut;

    public CancellationToken Interrupted => _interrupted.Token;

    /// <summary>Whether it was interrupted: what is written from then on is dropped.</summary>
    public bool IsCut => _isCut;

    public void Write(string text)
    {
        if (text.Length > 0)
            session.Append(this, text);
    }

    /// <summary>Tells what waits: whoever finds the turn committed has been told all of it.</summary>
    public void TellAll() => session.TellAll(this);

    /// <summary>Ends what is said of it.</summary>
    /// <returns>What was said until now.</returns>
    public string Cut()
    {
        _isCut = true;
        return session.Cut(this);
    }

    /// <summary>Tells whoever runs it that it was cut.</summary>
    public void TellCut() => _interrupted.Cancel();

    public void Dispose()
    {
        if (session.End(this))
            live.Drop(id, session);
    }
}
