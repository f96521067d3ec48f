using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>What is read of sessions.</summary>
internal sealed partial class SessionStore
{
    private static readonly LuaScript WatchScript = LuaScript.Load("watch");
    private static readonly LuaScript Answer = LuaScript.Load("answer");

    /// <summary>
    /// Reads a session and its entries; with a message for the lease's holder it also notes that this node watches.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="afterSeq">Entries after this place, or null for the newest ones.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="watchFor">How long the note lasts, or null to only read.</param>
    /// <param name="watchMessage">What the lease's holder is told.</param>
    public async Task<SessionSnapshot?> ReadAsync(
        SessionId id, long? afterSeq, int count, TimeSpan? watchFor, byte[]? watchMessage)
    {
        var answer = await redis.RunAsync(WatchScript, [SessionKeys.Log(id.Shard)],
            [
                SessionKeys.Tag(id.Shard), id.Value, watchFor is null ? "" : node.Value,
                (long)(watchFor?.TotalMilliseconds ?? 0),
                afterSeq is { } place ? Math.Clamp(place, 0, long.MaxValue - 1) : -1, count, watchMessage ?? [],
                SessionKeys.NodeTopicPrefix,
            ]);
        if (answer.IsNull)
            return null;
        var values = (RedisResult[])answer!;
        var entries = Array.ConvertAll((RedisResult[])values[1]!, StoredEntry.Read);
        var receipts = (RedisValue[])values[3]!;
        for (var i = 0; i < receipts.Length; i++)
            entries[i] = entries[i] with { Receipt = Receipt.ParseState(receipts[i]) };
        return new SessionSnapshot(
            Lease.ReadSession(id, values[0]), CutShort.Applied(entries), (long)values[2] == 1, Running: null);
    }

    /// <summary>
    /// How a message stands, and a page of what was written after it; null when there is no such session.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="seq">The message's place.</param>
    /// <param name="afterSeq">Entries after this place.</param>
    /// <param name="count">How many at the most.</param>
    public async Task<(Session Session, MessageStanding Standing, Entry[] Entries, bool HasMore)?> FindAnswerAsync(
        SessionId id, long seq, long afterSeq, int count)
    {
        var answer = await redis.RunAsync(
            Answer, [SessionKeys.Log(id.Shard)], [SessionKeys.Tag(id.Shard), id.Value, seq, afterSeq, count]);
        if (answer.IsNull)
            return null;
        var values = (RedisResult[])answer!;
        var standing = (string)values[1]! switch
        {
            "waiting" => MessageStanding.Waiting,
            "parked" => MessageStanding.Parked,
            _ => MessageStanding.Over,
        };
        return (Lease.ReadSession(id, values[0]), standing,
            Array.ConvertAll((RedisResult[])values[2]!, StoredEntry.Read), (long)values[3] == 1);
    }

    public async Task<SessionId?> FindAsync(string workspace, string channel, string address)
    {
        var shard = SessionKeys.ShardOf(workspace, channel, address);
        var person = SessionKeys.Person(workspace, channel, address);
        var key = SessionKeys.Address(shard, (await names.ReadyAsync()).Of(person));
        RedisKey[] keys = names.AreMoved ? [key] : [key, SessionKeys.Former.Address(shard, person)];
        var found = await redis.AskAsync(database => database.StringGetAsync(keys));
        return SessionId.TryParse(Array.Find(found, value => value.HasValue), out var id) ? id : null;
    }

    /// <summary>The sessions of an address that Redis has, closed ones too.</summary>
    public async Task<IReadOnlyList<SessionId>> FindSessionsAsync(string workspace, string channel, string address)
    {
        var who = (await names.ReadyAsync()).Of(SessionKeys.Person(workspace, channel, address));
        return await ReadSetsAsync([SessionKeys.SessionsOf(SessionKeys.ShardOf(workspace, channel, address), who)]);
    }

    /// <summary>The sessions of a contact that Redis has, closed ones too.</summary>
    public async Task<IReadOnlyList<SessionId>> FindSessionsOfContactAsync(string workspace, string contact)
    {
        var who = (await names.ReadyAsync()).Of(SessionKeys.Contact(workspace, contact));
        return await ReadSetsAsync(
            [.. Enumerable.Range(0, SessionKeys.Shards).Select(shard => SessionKeys.SessionsOf(shard, who))]);
    }

    private async Task<IReadOnlyList<SessionId>> ReadSetsAsync(RedisKey[] sets)
    {
        var members = await redis.AskAllAsync(database => sets.Select(set => database.SetMembersAsync(set)));
        var found = members.SelectMany((ids, at) => ids.Select(id => (Set: sets[at], Id: SessionId.Parse(id!))))
            .ToList();
        var live = await redis.AskAllAsync(
            database => found.Select(one => database.KeyExistsAsync(SessionKeys.Session(one.Id))));
        // The set lives as long as its longest session; an id that is over comes never again.
        await redis.AskAllAsync(database => found.Where((_, at) => !live[at])
            .Select(one => database.SetRemoveAsync(one.Set, one.Id.Value)));
        return [.. found.Where((_, at) => live[at])
            .Select(one => one.Id)
            .OrderBy(id => id.Value, StringComparer.Ordinal)];
    }

    /// <summary>The session that a name stands for, and its address; null when it stands for none (any more).</summary>
    public async Task<(SessionId Session, string Address)?> FindNamedAsync(string workspace, string name) =>
        await redis.AskAsync(
            database => database.StringGetAsync(SessionKeys.Opened(workspace, name))) is { IsNull: false } opened
            ? ReadOpened(opened!)
            : null;

    /// <summary>
    /// The workspace of a session, however little else of it can be read; empty when not even that can. Null when there
    /// is no such session.
    /// </summary>
    public async Task<string?> FindWorkspaceAsync(SessionId id)
    {
        try
        {
            var workspace = await redis.AskAsync(
                database => database.HashGetAsync(SessionKeys.Session(id), "workspace"));
            return !workspace.IsNull
                ? (string)workspace!
                : await redis.AskAsync(database => database.KeyExistsAsync(SessionKeys.Session(id)))
                ? ""
                : null;
        }
        catch (RedisServerException)
        {
            return "";
        }
    }

    /// <summary>The wakes that wait, by time; null when there is no such session.</summary>
    public async Task<IReadOnlyList<Wake>?> ListWakesAsync(SessionId id)
    {
        var exists = redis.AskAsync(database => database.KeyExistsAsync(SessionKeys.Session(id)));
        var found = await redis.AskAsync(database => database.HashGetAllAsync(SessionKeys.Wakes(id)));
        return await exists
            ? [.. found.Select(field => StoredWake.Read(field.Value!).ToWake())
                .OfType<Wake>()
                .OrderBy(wake => wake.At)
                .ThenBy(wake => wake.Name, StringComparer.Ordinal)]
            : null;
    }

    public async Task<bool> HasOptedOutAsync(string workspace, string channel, string line, string address)
    {
        var onLine = SessionKeys.OnLine(line, address);
        var shard = SessionKeys.ShardOf(workspace, channel, onLine);
        var person = SessionKeys.Person(workspace, channel, onLine);
        var key = SessionKeys.Consent(shard, (await names.ReadyAsync()).Of(person));
        // Both at once: between two looks it might be moved.
        RedisKey[] keys = names.AreMoved ? [key] : [key, SessionKeys.Former.Consent(shard, person)];
        return await redis.AskAsync(database => database.KeyExistsAsync(keys)) > 0;
    }

    public async Task<IReadOnlyList<ParkedSession>> ListParkedAsync()
    {
        var shards = await redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
            .Select(shard => database.SortedSetRangeByRankAsync(SessionKeys.Parked(shard))));
        var parked = await Task.WhenAll(shards.SelectMany(found => found).Select(ReadParkedAsync));
        return [.. parked.OfType<ParkedSession>()];
    }

    /// <summary>Null when the session has been forgotten since, or was revived this moment.</summary>
    private async Task<ParkedSession?> ReadParkedAsync(RedisValue found)
    {
        if (!SessionId.TryParse(found, out var id))
            return null;
        try
        {
            var fields = await redis.AskAsync(
                database => database.HashGetAsync(
                SessionKeys.Session(id), ["workspace", "error", "turns", "parked", "parkedAt"]));
            if (fields[3].IsNull)
                return null;
            return new ParkedSession(
                new TurnId(id, Number(fields[2]) + 1), (string?)fields[0] ?? "",
                DateTimeOffset.FromUnixTimeMilliseconds(Number(fields[4])),
                (string?)fields[1] ?? "");
        }
        catch (RedisServerException error)
        {
            // Not even its key is what it ought to be; it is listed all the same, or no one would ever learn of it.
            return new ParkedSession(
                new TurnId(id, 1), "", DateTimeOffset.UnixEpoch,
                $"What the session holds cannot be read: {error.Message}");
        }
    }
}
