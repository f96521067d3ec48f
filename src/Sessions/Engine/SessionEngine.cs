using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Engine;

/// <summary>
/// The way into the sessions. Each verb is one round trip to Redis, or two where it also interrupts or looks for who
/// is meant, and can be said again without harm after a <see cref="SessionStoreUnavailableException"/>.
/// </summary>
public sealed class SessionEngine
{
    // What is due later than this is found by the sweep.
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(1);

    private readonly SessionStore _store;
    private readonly TurnWorker _worker;
    private readonly LiveSessions _live;
    private readonly SessionReader _reader;
    private readonly Outbox _outbox;
    private readonly SessionMetrics _metrics;
    private readonly TimeProvider _clock;

    internal SessionEngine(
        SessionStore store, TurnWorker worker, LiveSessions live, SessionReader reader, Outbox outbox,
        SessionMetrics metrics, TimeProvider clock) =>
        (_store, _worker, _live, _reader, _outbox, _metrics, _clock) =
            (store, worker, live, reader, outbox, metrics, clock);

    /// <summary>
    /// Takes a message in. When this returns <see cref="AcceptOutcome.Accepted"/> the message is durable and will be
    /// answered, even if this process ends the moment after.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been stored; the same external id can
    /// be sent again.</exception>
    public async Task<AcceptResult> AcceptAsync(InboundMessage message)
    {
        var shard = message.Session?.Shard
            ?? SessionKeys.ShardOf(
            message.Workspace, message.Channel, SessionKeys.OnLine(message.Line, message.Address));
        var entry = StoredEntry.Of(message);
        var canRun = _worker.TryReserve();
        SessionStore.Accepted accepted;
        try
        {
            accepted = await _store.AcceptAsync(
                message, message.Session ?? SessionId.New(shard, _clock.GetUtcNow()), entry.ToJson(), canRun);
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
        // Where there was no place for a turn there may be one by now, and the sweep that it woke may have looked too
        // early.
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
    public async Task<SessionId> OpenAsync(
        string workspace, string channel, string address, string? contact, string locale)
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
    /// <param name="line">Our own end of the conversation, such as the number that was called; null: it has
    /// none.</param>
    /// <returns>Its id.</returns>
    public async Task<SessionId> OpenNamedAsync(
        string workspace, string channel, string address, string locale, string name, TimeSpan lives,
        string? line = null)
    {
        var shard = SessionKeys.ShardOf(workspace, channel, SessionKeys.OnLine(line, address));
        var candidate = SessionId.New(shard, _clock.GetUtcNow());
        var (id, itsAddress) = await _store.NameAsync(workspace, name, candidate, address, lives);
        // Whoever had the name before may have ended before this: it is done again, which changes nothing when it was
        // done.
        await _store.OpenAsync(id, workspace, channel, itsAddress, owner: null, locale, line);
        return id;
    }

    /// <summary>Whether a session was opened under a name, and the name is still good.</summary>
    public async Task<bool> IsNamedAsync(string workspace, string name) =>
        await _store.FindNamedAsync(workspace, name) is not null;

    /// <inheritdoc cref="SessionReader.WatchAsync"/>
    public Task<(SessionSnapshot Snapshot, IDisposable Watching)?> WatchAsync(
        SessionId id, ISessionWatcher watcher, int tail) =>
        _reader.WatchAsync(id, watcher, tail);

    /// <inheritdoc cref="SessionReader.ReadAsync"/>
    public Task<SessionSnapshot?> ReadAsync(SessionId id, long? afterSeq, int count) =>
        _reader.ReadAsync(id, afterSeq, count);

    /// <inheritdoc cref="SessionReader.FindAnswerAsync"/>
    public Task<MessageAnswer?> FindAnswerAsync(SessionId id, long seq) => _reader.FindAnswerAsync(id, seq);

    /// <inheritdoc cref="SessionReader.FindAsync"/>
    public Task<SessionId?> FindAsync(string workspace, string channel, string address, string? line = null) =>
        _reader.FindAsync(workspace, channel, address, line);

    /// <summary>Writes an entry that no turn wrote: an operator's words or a notice.</summary>
    /// <param name="id">The session.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="externalId">The writer's own id of it: the same twice is one entry; null when it has none.</param>
    /// <returns>Its place, or null when there is no such session or it is closed.</returns>
    public async Task<long?> AppendAsync(SessionId id, NewEntry entry, string? externalId = null)
    {
        var stored = StoredEntry.Of(entry, turnId: null, externalId);
        var (outcome, seq, at, remoteNodes) = await _store.AppendAsync(
            id, stored.ToJson(), status: null, generation: null, externalId, entry.IsOutgoing ? entry.Class : null);
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
    /// <param name="generation">The generation a visitor was let into, or null for whoever speaks for the
    /// business.</param>
    /// <returns>False when there is no such session, it is closed already, or the visitor is let into it no
    /// more.</returns>
    public async Task<bool> ChangeStatusAsync(
        SessionId id, SessionStatus status, string? operatorName = null, long? generation = null)
    {
        var (outcome, _, _, remoteNodes) = await _store.AppendAsync(
            id, entry: null, status, generation, externalId: null, outgoing: null);
        if (outcome != "appended")
            return false;
        _live.Publish(id, new StatusEvent(status, operatorName), remoteNodes);
        // Whoever takes over is not talked over.
        if (status is SessionStatus.HandedOver or SessionStatus.Closed)
            await InterruptAsync(id);
        return true;
    }

    /// <summary>
    /// Ends the turn that runs early, on whichever node: model and tools that have no effect are cancelled, a tool with
    /// effects is let end. What was said until then is committed as the turn's answer, marked, and no more is shown of
    /// it from this moment on. Of a turn that is committed already and was still being spoken, what was heard is noted.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="turn">Number of the turn that is meant; null for whichever runs.</param>
    /// <param name="heard">What the contact got of its words, where the channel knows better than what was streamed (a
    /// loudspeaker); else null.</param>
    /// <returns>
    /// False when no such turn runs, or it had said all it had to say, or was noted before. True, on another node,
    /// means that this was told; when it ends that very moment the turn is run again, and heard whole.
    /// </returns>
    public async Task<bool> InterruptAsync(SessionId id, long? turn = null, string? heard = null)
    {
        var interruption = new Interruption(turn, heard);
        return await _store.InterruptAsync(id, turn, NodeTopic.InterruptMessage(id, interruption)) switch
        {
            "here" => _worker.Interrupt(id, interruption),
            "told" => true,
            _ => false,
        } || (turn is { } number && heard is not null && await CutShortAsync(id, number, heard));
    }

    /// <summary>Notes of a committed turn's answer that no more of it was heard; once.</summary>
    private async Task<bool> CutShortAsync(SessionId id, long turn, string heard)
    {
        var name = new TurnId(id, turn).ToString();
        if (await _reader.ReadAsync(id, afterSeq: null, SessionStore.Tail) is not { } found
            || found.Entries.FirstOrDefault(entry => entry is { Role: EntryRole.Agent, Text.Length: > 0 }
                && entry.TurnId == name) is not { Heard: null } answer
            || answer.Text.Length <= heard.Length || !answer.Text.StartsWith(heard, StringComparison.Ordinal))
            return false;
        return await AppendAsync(
            id,
            new NewEntry(EntryRole.System, "") { CutShort = new CutShort(answer.Seq, heard) },
            $"cut-{turn}") is not null;
    }

    /// <summary>Changes who has a session, its labels and how urgent it is.</summary>
    /// <returns>False when there is no such session.</returns>
    public Task<bool> MarkAsync(SessionId id, SessionMarks marks) => _store.MarkAsync(id, marks);

    /// <summary>
    /// Sets a wake: at its time the session gets a turn though no one writes. One of the same name is moved.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="wake">The wake.</param>
    /// <returns>How it fared; once <see cref="WakeOutcome.Set"/>, it is durable.</returns>
    public async Task<WakeOutcome> WakeAsync(SessionId id, Wake wake)
    {
        var (outcome, wait) = await _store.WakeAsync(id, wake.Name, wake);
        if (outcome == "set" && wait < SoonEnough)
            _worker.ClaimAfter(id.Shard, wait);
        return outcome switch
        {
            "set" => WakeOutcome.Set,
            "full" => WakeOutcome.Full,
            "closed" => WakeOutcome.SessionClosed,
            _ => WakeOutcome.UnknownSession,
        };
    }

    /// <summary>Cancels a wake.</summary>
    /// <returns>False when there is no such wake, or a turn has taken it up.</returns>
    public async Task<bool> CancelWakeAsync(SessionId id, string name) =>
        (await _store.WakeAsync(id, name, wake: null)).Outcome == "cancelled";

    /// <summary>The wakes that wait, by their time.</summary>
    /// <returns>Null when there is no such session.</returns>
    public Task<IReadOnlyList<Wake>?> ListWakesAsync(SessionId id) => _store.ListWakesAsync(id);

    /// <summary>
    /// Begins a conversation from our side: in the contact's running session when there is one, else in a new one. When
    /// this returns <see cref="BeginningOutcome.Begun"/>, what was asked for is durable and will be done once.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been begun; the same external id can
    /// be said again.</exception>
    public async Task<BeginResult> BeginAsync(BeginRequest request)
    {
        if (request.Entry is null == request.Cause is null)
            throw new ArgumentException("A conversation begins either with an entry or with a cause.", nameof(request));
        // What is begun in a call is spoken by whoever holds it; nobody can be handed an entry there.
        if (!_store.Delivers(request.Channel) && (request.Cause is null || !_store.Speaks(request.Channel)))
            throw new ArgumentException($"Nobody can be written to first on {request.Channel}.", nameof(request));
        var shard = SessionKeys.ShardOf(
            request.Workspace, request.Channel, SessionKeys.OnLine(request.Line, request.Address));
        var entry = request.Entry is null ? null : StoredEntry.Of(request.Entry, turnId: null, request.ExternalId);
        var (outcome, session, seq, at, remoteNodes) = await _store.BeginAsync(
            request, SessionId.New(shard, _clock.GetUtcNow()), entry?.ToJson());
        if (outcome == "begun" && entry is not null)
        {
            _live.Publish(session!.Value, new EntryEvent(entry.At(seq, at)), remoteNodes);
            _outbox.Ring(shard);
        }
        else if (outcome == "begun")
        {
            _worker.ClaimAfter(shard, TimeSpan.Zero);
        }

        return new BeginResult(
            outcome switch
            {
                "begun" => BeginningOutcome.Begun,
                "duplicate" => BeginningOutcome.Duplicate,
                "optedOut" => BeginningOutcome.OptedOut,
                "neverWrote" => BeginningOutcome.NeverWrote,
                "handedOver" => BeginningOutcome.HandedOver,
                "full" => BeginningOutcome.Full,
                _ => throw new InvalidOperationException($"begin.lua answered {outcome}."),
            },
            session, seq);
    }

    /// <summary>
    /// Makes a visitor's session a user's: it gets its next generation, and whoever was let into it before hears and
    /// writes nothing more.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="user">The user, as the shop's own server names them.</param>
    /// <param name="generation">The generation the visitor was let into.</param>
    /// <returns>The new generation; null when there is no such session, it is closed, another user's, or of another
    /// generation.</returns>
    public async Task<long?> IdentifyAsync(SessionId id, string user, long generation)
    {
        var (next, remoteNodes) = await _store.IdentifyAsync(id, user, generation);
        if (next == 0)
            return null;
        _live.Publish(id, new OwnerEvent(next), remoteNodes);
        return next;
    }

    /// <summary>Makes a session the running one of one more address.</summary>
    public Task PointAsync(string workspace, string channel, string address, SessionId id) =>
        _store.PointAsync(workspace, channel, address, id);

    /// <summary>Notes how far the contact has read. Never goes back.</summary>
    /// <param name="id">The session.</param>
    /// <param name="generation">The generation the visitor was let into.</param>
    /// <param name="seq">Place of the newest entry they have seen.</param>
    /// <returns>
    /// Where they have read up to by now, and whether this moved it, for the caller to show as often as watchers want
    /// to hear it; null when there is no such session, or the visitor is let into it no more.
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

    /// <summary>
    /// The workspace of a session, also of one that cannot be read otherwise; empty when not even that can.
    /// </summary>
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
}
