using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>
/// Reads, finds and watches sessions, and changes none. It stands below whoever runs turns, so that those whom the
/// engine tells of a turn can read the session that it belongs to.
/// </summary>
/// <exception cref="SessionStoreUnavailableException">Thrown by all of it when Redis does not answer.</exception>
public sealed class SessionReader
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(10);

    private const int WatchesAtOnce = 200;
    private const int MissedAtOnce = 100;

    // An answer mostly stands a few places behind its message.
    private const int AnswerPage = 50;

    private readonly SessionStore _store;
    private readonly LiveSessions _live;
    private readonly NodeTopic _topic;
    private readonly SessionMetrics _metrics;

    internal SessionReader(SessionStore store, LiveSessions live, NodeTopic topic, SessionMetrics metrics) =>
        (_store, _live, _topic, _metrics) = (store, live, topic, metrics);

    /// <summary>
    /// Watches a session from this node. Events begin before the snapshot is read, so nothing falls between them; an
    /// entry may come twice and is known by its seq.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="watcher">Who watches.</param>
    /// <param name="tail">How many of the newest entries the snapshot holds.</param>
    /// <returns>The snapshot and what ends the watching; null when there is no such session.</returns>
    public async Task<(SessionSnapshot Snapshot, IDisposable Watching)?> WatchAsync(
        SessionId id, ISessionWatcher watcher, int tail)
    {
        var watching = _live.Watch(id, watcher, out var running);
        try
        {
            if (await _store.ReadAsync(id, afterSeq: null, tail, WatchFor, _topic.WatchMessage(id)) is { } snapshot)
            {
                _live.Own(snapshot.Session);
                _live.Showed(snapshot.Session);
                // A turn may be committed between the two looks, or be committed and not yet tidied away.
                if (running is not null && snapshot.Entries.Any(entry => entry.TurnId == running.TurnId))
                    running = null;
                return (snapshot with { Running = running }, watching);
            }
        }
        catch
        {
            watching.Dispose();
            throw;
        }

        watching.Dispose();
        return null;
    }

    /// <summary>Reads a session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="afterSeq">Entries after this place, or null for the newest ones.</param>
    /// <param name="count">How many entries at the most; 0 for the session's fields alone.</param>
    /// <returns>Null when there is no such session.</returns>
    public Task<SessionSnapshot?> ReadAsync(SessionId id, long? afterSeq, int count) =>
        _store.ReadAsync(id, afterSeq, count, watchFor: null, watchMessage: null);

    /// <summary>Looks for what answers a message: that alone, whatever else was said since.</summary>
    /// <param name="id">The session.</param>
    /// <param name="seq">The message's place.</param>
    /// <returns>Null when there is no such session.</returns>
    public async Task<MessageAnswer?> FindAnswerAsync(SessionId id, long seq)
    {
        List<Entry> entries = [];
        for (var after = seq; ;)
        {
            if (await _store.FindAnswerAsync(id, seq, after, AnswerPage) is not var (session, standing, page, hasMore))
                return null;
            entries.AddRange(page.Where(entry => entry.Answers.Contains(seq)));
            // What one turn wrote stands together.
            if (!hasMore || (entries.Count > 0 && entries[^1] != page[^1]))
                return new MessageAnswer(session, standing, entries);
            after = page[^1].Seq;
        }
    }

    /// <summary>The running session of an address.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    /// <param name="line">Our end of it; null on the web.</param>
    /// <returns>Null when it has none.</returns>
    public Task<SessionId?> FindAsync(string workspace, string channel, string address, string? line = null) =>
        _store.FindAsync(workspace, channel, SessionKeys.OnLine(line, address));

    /// <summary>
    /// All sessions of an address that Redis still has, closed ones too: what is held of someone, and what is to be
    /// erased with them. Until what an earlier version wrote has its names of today, which the log says,
    /// those that it opened may be missing.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    /// <param name="line">Our end of it; null on the web.</param>
    public Task<IReadOnlyList<SessionId>> FindSessionsAsync(
        string workspace, string channel, string address, string? line = null) =>
        _store.FindSessionsAsync(workspace, channel, SessionKeys.OnLine(line, address));

    /// <summary>All sessions of a contact that Redis still has, as <see cref="FindSessionsAsync"/> does.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="contact">Id of the contact, or the user as the shop's own server names them.</param>
    public Task<IReadOnlyList<SessionId>> FindSessionsOfContactAsync(string workspace, string contact) =>
        _store.FindSessionsOfContactAsync(workspace, contact);

    /// <summary>
    /// Renews the notes that say which sessions are watched from this node, and tells the watchers what they have not
    /// been told: an answer whose live event was lost is in the transcript all the same.
    /// </summary>
    internal Task RenewWatchesAsync() => LookForMissedAsync(_live.Watched);

    /// <summary>Looks for what was not told where a later entry has been, and an earlier one has not.</summary>
    internal Task CloseGapsAsync() => LookForMissedAsync(_live.WithGaps);

    private async Task LookForMissedAsync(IEnumerable<SessionId> sessions)
    {
        foreach (var batch in sessions.Chunk(WatchesAtOnce))
            await Task.WhenAll(batch.Select(LookForMissedAsync));
    }

    private async Task LookForMissedAsync(SessionId id)
    {
        while (true)
        {
            var (told, status) = _live.Told(id);
            var count = told is null ? 0 : MissedAtOnce;
            if (await _store.ReadAsync(id, told, count, WatchFor, _topic.WatchMessage(id)) is not { } found)
                return;
            _metrics.Missed(_live.Catch(found, status));
            if (!found.HasMore || count == 0)
                return;
        }
    }
}
