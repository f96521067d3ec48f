using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions;

/// <summary>
/// The way into the sessions. Each verb is one round trip to Redis and can be said again without harm after a
/// <see cref="SessionStoreUnavailableException"/>.
/// </summary>
public sealed class SessionEngine
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(10);

    private const int WatchesAtOnce = 200;
    private const int MissedAtOnce = 100;

    // An answer mostly stands a few places behind its message.
    private const int AnswerPage = 50;

    private readonly SessionStore _store;
    private readonly TurnWorker _worker;
    private readonly LiveSessions _live;
    private readonly NodeTopic _topic;
    private readonly Outbox _outbox;
    private readonly SessionMetrics _metrics;
    private readonly TimeProvider _clock;

    internal SessionEngine(
        SessionStore store, TurnWorker worker, LiveSessions live, NodeTopic topic, Outbox outbox, SessionMetrics metrics, TimeProvider clock) =>
        (_store, _worker, _live, _topic, _outbox, _metrics, _clock) = (store, worker, live, topic, outbox, metrics, clock);

    /// <summary>
    /// Takes a message in. When this returns <see cref="AcceptOutcome.Accepted"/> the message is durable and will be answered, even if
    /// this process ends the moment after.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been stored; the same external id can be sent again.</exception>
    public async Task<AcceptResult> AcceptAsync(InboundMessage message)
    {
        var shard = message.Session?.Shard ?? SessionKeys.ShardOf(message.Workspace, message.Channel, SessionKeys.OnLine(message.Line, message.Address));
        var entry = StoredEntry.Of(message);
        var canRun = _worker.TryReserve();
        SessionStore.Accepted accepted;
        try
        {
            accepted = await _store.AcceptAsync(message, message.Session ?? SessionId.New(shard, _clock.GetUtcNow()), entry.ToJson(), canRun);
        }
        catch
        {
            if (canRun)
                _worker.Unreserve();
            throw;
        }

        if (accepted.Outcome == AcceptOutcome.Accepted)
            _live.Publish(accepted.Session, new EntryEvent(entry.At(accepted.Seq, accepted.At)), accepted.RemoteNodes);
        if (accepted.Lease is not null)
            _worker.Run(accepted.Lease);
        else if (canRun)
            _worker.Unreserve();
        if (accepted.Parked is not null)
            _worker.Tell(accepted.Parked);
        // Where there was no place for a turn there may be one by now, and the sweep that it woke may have looked too early.
        if (accepted.Outcome == AcceptOutcome.Accepted && (accepted.Wait > TimeSpan.Zero || !canRun))
            _worker.ClaimAfter(accepted.Session.Shard, accepted.Wait);
        _metrics.Accepted(message.Channel, accepted.Outcome);
        return new AcceptResult(accepted.Outcome, accepted.Session, accepted.Seq,
            accepted.Outcome == AcceptOutcome.RateLimited ? accepted.Wait : TimeSpan.Zero)
        { FullSpan = accepted.FullSpan };
    }

    /// <summary>Opens a session before its first message.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    /// <param name="contact">The signed-in user whose session it is, or null for a visitor's.</param>
    /// <param name="locale">Language it starts in.</param>
    /// <returns>Its id; its generation is the first.</returns>
    public async Task<SessionId> OpenAsync(string workspace, string channel, string address, string? contact, string locale)
    {
        var id = SessionId.New(SessionKeys.ShardOf(workspace, channel, address), _clock.GetUtcNow());
        await _store.OpenAsync(id, workspace, channel, address, contact, locale);
        return id;
    }

    /// <summary>Opens a session before its first message, once for all who ask under one name.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms, should it be opened now.</param>
    /// <param name="locale">Language it starts in.</param>
    /// <param name="name">Who opens it and what for: the same name is the same session.</param>
    /// <param name="lives">How long the name is good.</param>
    /// <returns>Its id.</returns>
    public async Task<SessionId> OpenNamedAsync(string workspace, string channel, string address, string locale, string name, TimeSpan lives)
    {
        var candidate = SessionId.New(SessionKeys.ShardOf(workspace, channel, address), _clock.GetUtcNow());
        var (id, itsAddress) = await _store.NameAsync(workspace, name, candidate, address, lives);
        // Whoever had the name before may have ended before this: it is done again, which changes nothing when it was done.
        await _store.OpenAsync(id, workspace, channel, itsAddress, owner: null, locale);
        return id;
    }

    /// <summary>Whether a session was opened under a name, and the name is still good.</summary>
    public async Task<bool> IsNamedAsync(string workspace, string name) => await _store.FindNamedAsync(workspace, name) is not null;

    /// <summary>
    /// Watches a session from this node. Events begin before the snapshot is read, so nothing falls between them; an entry may come
    /// twice and is known by its seq.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="watcher">Who watches.</param>
    /// <param name="tail">How many of the newest entries the snapshot holds.</param>
    /// <returns>The snapshot and what ends the watching; null when there is no such session.</returns>
    public async Task<(SessionSnapshot Snapshot, IDisposable Watching)?> WatchAsync(SessionId id, ISessionWatcher watcher, int tail)
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

    /// <summary>Writes an entry that no turn wrote: an operator's words or a notice.</summary>
    /// <param name="id">The session.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="externalId">The writer's own id of it: the same twice is one entry; null when it has none.</param>
    /// <returns>Its place, or null when there is no such session or it is closed.</returns>
    public async Task<long?> AppendAsync(SessionId id, NewEntry entry, string? externalId = null)
    {
        var stored = StoredEntry.Of(entry, turnId: null, externalId);
        var (outcome, seq, at, remoteNodes) = await _store.AppendAsync(id, stored.ToJson(), status: null, generation: null, externalId, entry.IsOutgoing ? entry.Class : null);
        if (outcome == "appended")
        {
            _live.Publish(id, new EntryEvent(stored.At(seq, at)), remoteNodes);
            if (entry.IsOutgoing)
                _outbox.Ring(id.Shard);
        }

        return outcome is "appended" or "duplicate" ? seq : null;
    }

    /// <summary>Changes a session's status; a session that is handed over or closed has no turn waiting.</summary>
    /// <param name="id">The session.</param>
    /// <param name="status">The new one.</param>
    /// <param name="operatorName">Name of the operator who causes it, or null.</param>
    /// <param name="generation">The generation a visitor was let into, or null for whoever speaks for the business.</param>
    /// <returns>False when there is no such session, it is closed already, or the visitor is let into it no more.</returns>
    public async Task<bool> ChangeStatusAsync(SessionId id, SessionStatus status, string? operatorName = null, long? generation = null)
    {
        var (outcome, _, _, remoteNodes) = await _store.AppendAsync(id, entry: null, status, generation, externalId: null, outgoing: null);
        if (outcome == "appended")
            _live.Publish(id, new StatusEvent(status, operatorName), remoteNodes);
        return outcome == "appended";
    }

    /// <summary>
    /// Makes a visitor's session a user's: it gets its next generation, and whoever was let into it before hears and writes nothing more.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="user">The user, as the shop's own server names them.</param>
    /// <param name="generation">The generation the visitor was let into.</param>
    /// <returns>The new generation; null when there is no such session, it is closed, another user's, or of another generation.</returns>
    public async Task<long?> IdentifyAsync(SessionId id, string user, long generation)
    {
        var (next, remoteNodes) = await _store.IdentifyAsync(id, user, generation);
        if (next == 0)
            return null;
        _live.Publish(id, new OwnerEvent(next), remoteNodes);
        return next;
    }

    /// <summary>The running session of an address.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    /// <param name="line">Our end of it; null on the web.</param>
    /// <returns>Null when it has none.</returns>
    public Task<SessionId?> FindAsync(string workspace, string channel, string address, string? line = null) =>
        _store.FindAsync(workspace, channel, SessionKeys.OnLine(line, address));

    /// <summary>Makes a session the running one of one more address.</summary>
    public Task PointAsync(string workspace, string channel, string address, SessionId id) => _store.PointAsync(workspace, channel, address, id);

    /// <summary>Notes how far the contact has read. Never goes back.</summary>
    /// <param name="id">The session.</param>
    /// <param name="generation">The generation the visitor was let into.</param>
    /// <param name="seq">Place of the newest entry they have seen.</param>
    /// <returns>
    /// Where they have read up to by now, and whether this moved it, for the caller to show as often as watchers want to hear it; null when there is no such
    /// session, or the visitor is let into it no more.
    /// </returns>
    public Task<(long Read, bool HasMoved)?> MarkReadAsync(SessionId id, long generation, long seq) =>
        _store.NoteAsync(id, generation, seq, score: 0, comment: "");

    /// <summary>Notes what the contact thinks of the conversation; the last word counts.</summary>
    /// <param name="id">The session.</param>
    /// <param name="generation">The generation the visitor was let into.</param>
    /// <param name="score">1 to 5.</param>
    /// <param name="comment">May be empty.</param>
    /// <returns>False when there is no such session, or the visitor is let into it no more.</returns>
    public async Task<bool> RateAsync(SessionId id, long generation, int score, string comment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(score, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(score, 5);
        return await _store.NoteAsync(id, generation, read: 0, score, comment) is not null;
    }

    /// <summary>Shows something that is not kept, such as typing, to those who watch on this node.</summary>
    public void Show(SessionId id, LiveEvent live) => _live.Publish(id, live, []);

    /// <summary>The sessions that were given up, on all shards.</summary>
    public Task<IReadOnlyList<ParkedSession>> ListParkedAsync() => _store.ListParkedAsync();

    /// <summary>The workspace of a session, also of one that cannot be read otherwise; empty when not even that can.</summary>
    /// <returns>Null when there is no such session.</returns>
    public Task<string?> FindWorkspaceAsync(SessionId id) => _store.FindWorkspaceAsync(id);

    /// <summary>Lets a parked session run again.</summary>
    /// <returns>False when it was not parked.</returns>
    public async Task<bool> RetryParkedAsync(SessionId id)
    {
        var wasParked = await _store.UnparkAsync(id);
        if (wasParked)
            _worker.ClaimAfter(id.Shard, TimeSpan.Zero);
        return wasParked;
    }

    /// <summary>
    /// Renews the notes that say which sessions are watched from this node, and tells the watchers what they have not been told: an answer whose live
    /// event was lost is in the transcript all the same.
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
