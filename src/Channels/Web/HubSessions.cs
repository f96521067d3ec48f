using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;

namespace Gateway.Channels.Web;

/// <summary>The sessions that have connections on this node.</summary>
internal sealed class HubSessions(SessionEngine engine, TimeProvider clock)
{
    /// <summary>
    /// The most connections of a session on this node: a visitor's tabs, and those of before that have not been missed
    /// yet.
    /// </summary>
    public const int MostConnections = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, (HubSession Session, int Connections)> _sessions = [];

    /// <summary>One more connection of a session; null when it has as many as it may.</summary>
    public HubSession? TryEnter(SessionId id)
    {
        lock (_gate)
        {
            var (session, connections) = _sessions.TryGetValue(id, out var known)
                ? known
                : (new HubSession(id, engine, clock), 0);
            if (connections >= MostConnections)
                return null;
            _sessions[id] = (session, connections + 1);
            return session;
        }
    }

    /// <summary>One connection less.</summary>
    public void Leave(HubSession session)
    {
        lock (_gate)
        {
            var connections = _sessions[session.Id].Connections;
            if (connections > 1)
            {
                _sessions[session.Id] = (session, connections - 1);
                return;
            }

            _sessions.Remove(session.Id);
        }

        session.Dispose();
    }
}

/// <summary>
/// What the connections of one session share: what is told of it to all who watch is told once, however many say it.
/// </summary>
internal sealed class HubSession(SessionId id, SessionEngine engine, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Paced<long> _read =
        new(Every, place => engine.Show(id, new ReceiptEvent(new Receipt(place, ReceiptState.Read))), clock);

    private long _readUpTo;

    /// <summary>Which one.</summary>
    public SessionId Id => id;

    /// <summary>Whether the contact is typing.</summary>
    public Paced<bool> Typing { get; } = new(
        Every, on => engine.Show(id, new TypingEvent(EntryRole.Contact, on)), clock);

    /// <summary>Whether it is known here already that the contact has read so far.</summary>
    public bool HasRead(long seq) => seq <= Interlocked.Read(ref _readUpTo);

    /// <summary>The contact has read up to a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="hasMoved">Whether it is further than before, so that whoever watches is told.</param>
    public void Read(long place, bool hasMoved)
    {
        for (var known = Interlocked.Read(ref _readUpTo); place > known; known = Interlocked.Read(ref _readUpTo))
        {
            if (Interlocked.CompareExchange(ref _readUpTo, place, known) == known)
            {
                if (hasMoved)
                    _read.Say(place);
                return;
            }
        }
    }

    public void Dispose()
    {
        Typing.Dispose();
        _read.Dispose();
    }
}
