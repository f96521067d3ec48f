using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>What Redis is asked: one method for each Lua file, one round trip each.</summary>
internal sealed partial class SessionStore(
    RedisDoor redis, AddressNames names, NodeId node, KnownSessions sessions, KnownChannels channels,
    IOptions<SessionOptions> options, ILogger<SessionStore> logger)
{
    /// <summary>The most inbox messages that one turn answers.</summary>
    public const int MostMessages = 100;

    /// <summary>How many of the newest entries a turn is given.</summary>
    public const int Tail = 20;

    private static readonly RedisValue SeenMs = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private static readonly LuaScript Accept = LuaScript.Load("accept");
    private static readonly LuaScript Claim = LuaScript.Load("claim");
    private static readonly LuaScript Renew = LuaScript.Load("renew");
    private static readonly LuaScript Commit = LuaScript.Load("commit");
    private static readonly LuaScript Release = LuaScript.Load("release");
    private static readonly LuaScript Fail = LuaScript.Load("fail");
    private static readonly LuaScript Unpark = LuaScript.Load("unpark");
    private static readonly LuaScript Open = LuaScript.Load("open");
    private static readonly LuaScript Identify = LuaScript.Load("identify");
    private static readonly LuaScript Append = LuaScript.Load("append");
    private static readonly LuaScript Note = LuaScript.Load("note");
    private static readonly LuaScript Consent = LuaScript.Load("consent");
    private static readonly LuaScript First = LuaScript.Load("first");
    private static readonly LuaScript WakeScript = LuaScript.Load("wake");
    private static readonly LuaScript BeginScript = LuaScript.Load("begin");
    private static readonly LuaScript Interrupt = LuaScript.Load("interrupt");
    private static readonly LuaScript Mark = LuaScript.Load("mark");
    private static readonly LuaScript Point = LuaScript.Load("point");

    /// <summary>How many times as often as a turn may fail its nodes may end under it.</summary>
    private const int DeathsPerAttempt = 3;

    private readonly RedisValue _deliveredChannels = $" {string.Join(' ', channels.Delivered)} ";
    private readonly RedisValue _retentionMs = (long)TimeSpan.FromDays(options.Value.RetentionDays).TotalMilliseconds;
    private readonly RedisValue _leaseMs = options.Value.LeaseMs;
    private readonly RedisValue _maxAttempts = options.Value.MaxAttempts;

    private int _mayHoldUnheard;

    public async Task<Accepted> AcceptAsync(InboundMessage message, SessionId candidate, byte[] entry, bool canRun)
    {
        var id = message.Session ?? candidate;
        var shard = id.Shard;
        var person = SessionKeys.Person(
            message.Workspace, message.Channel, SessionKeys.OnLine(message.Line, message.Address));
        var told = SessionKeys.Told(person, message.ExternalId);
        var known = message.Session is null ? sessions.Find(person) : sessions.Find(id);
        var hash = await names.ReadyAsync();
        var areMoved = names.AreMoved;
        // A message that names its session has nothing to do with what stands under the address.
        var who = message.Session is null || message.Line is not null || !areMoved ? hash.OfPerson(person) : "";
        RedisKey[] keys =
        [
            SessionKeys.Seen(shard, hash.Of(told)),
            SessionKeys.Address(shard, who),
            SessionKeys.Ready(shard),
            SessionKeys.Log(shard),
            SessionKeys.Consent(shard, who),
            SessionKeys.Parked(shard),
        ];
        (RedisKey, RedisKey)[] former = areMoved ? [] :
        [
            (keys[0], SessionKeys.Former.Seen(shard, told)),
            (keys[1], SessionKeys.Former.Address(shard, person)),
            (keys[4], SessionKeys.Former.Consent(shard, person)),
        ];
        var result = (RedisResult[])(await GrantedAsync(names.RunAsync(
            Accept, keys,
            [
                SessionKeys.Tag(shard), message.Session?.Value ?? "", candidate.Value,
                message.Workspace, message.Channel, message.Address, message.Locale ?? "", entry,
                (long)message.Debounce.TotalMilliseconds, message.PerMinute ?? 0,
                canRun, node.Value, _leaseMs, Tail, MostMessages, SeenMs, _retentionMs,
                message.Line ?? "", message.ReplyTo ?? message.Address, message.SentAt?.ToUnixTimeMilliseconds() ?? 0,
                Word(message.Content.Keyword),
                message.Generation ?? RedisValue.EmptyString, message.StandsAlone, message.PerHour ?? 0,
                message.PerDay ?? 0, message.MayBeStored,
                known?.ToArgument() ?? "", who,
            ],
            former, shard)))!;
        var session = SessionId.Parse((string)result[1]!);
        var remoteNodes = (string[])result[5]!;
        var (granted, parked) = await ReadLeaseAsync(session, result.ElementAtOrDefault(6), remoteNodes, known);
        var outcome = (string)result[0]! switch
        {
            "accepted" => AcceptOutcome.Accepted,
            "duplicate" => AcceptOutcome.Duplicate,
            "unknown" => AcceptOutcome.UnknownSession,
            "closed" => AcceptOutcome.SessionClosed,
            "limited" or "limited:minute" or "limited:hour" or "limited:day" => AcceptOutcome.RateLimited,
            "superseded" => AcceptOutcome.Superseded,
            var other => throw new InvalidOperationException($"accept.lua answered {other}."),
        };
        return new Accepted(
            outcome, session, (long)result[2], At(result[3]), TimeSpan.FromMilliseconds((long)result[4]), remoteNodes,
            granted, parked)
        {
            FullSpan = (string)result[0]! switch
            {
                "limited:minute" => LimitSpan.Minute,
                "limited:hour" => LimitSpan.Hour,
                "limited:day" => LimitSpan.Day,
                _ => null,
            },
        };
    }

    public async Task<(IReadOnlyList<Lease> Leases, IReadOnlyList<GivenUp> Parked)> ClaimAsync(int shard, int most)
    {
        var result = (RedisResult[])(await GrantedAsync(redis.RunAsync(Claim,
            [SessionKeys.Ready(shard), SessionKeys.Parked(shard)],
            [
                SessionKeys.Tag(shard), node.Value, _leaseMs, most, _maxAttempts, Tail, MostMessages,
                options.Value.MaxAttempts * DeathsPerAttempt,
            ])))!;
        var granted = (RedisResult[])result[0]!;
        if (granted.Length == 0 && ((RedisResult[])result[1]!).Length == 0)
            return ([], []);
        var leases = new List<Lease>(granted.Length);
        var parked = ((RedisResult[])result[1]!).Select(element => (RedisResult[])element!)
            .Select(values => new GivenUp(SessionId.Parse((string)values[0]!), (long)values[1], (long)values[2]))
                .ToList();
        foreach (var values in granted.Select(element => (RedisResult[])element!))
        {
            var id = SessionId.Parse((string)values[0]!);
            var (lease, unreadable) = await ReadLeaseAsync(id, values[1], (string[])values[2]!, known: null);
            if (lease is not null)
                leases.Add(lease);
            if (unreadable is not null)
                parked.Add(unreadable);
        }

        return (leases, parked);
    }

    /// <summary>
    /// The lease, when one was granted; or the session, when it cannot be read: it is parked then, and holds up no
    /// other.
    /// </summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "Whatever is wrong with what one session holds is a matter of that session alone.")]
    private async Task<(Lease? Lease, GivenUp? Unreadable)> ReadLeaseAsync(
        SessionId id, RedisResult? granted, string[] remoteNodes, KnownSession? known)
    {
        if (granted is null || granted.IsNull)
            return (null, null);
        try
        {
            var lease = Lease.Read(id, granted, remoteNodes, known);
            // Only what is spoken is cut short after it was committed; elsewhere the tail is left unread.
            return (channels[lease.Turn.Session.Channel].IsSpoken
                ? lease with { Turn = lease.Turn with { Recent = CutShort.Applied(lease.Turn.Recent) } }
                : lease, null);
        }
        catch (Exception error)
        {
            Log.Unreadable(logger, error, id);
            return (null, await PutAsideAsync(id, (RedisResult[])granted!, error.GetType().Name));
        }
    }

    /// <summary>
    /// Null when Redis does not answer: the lease runs out then, and whoever takes the session up puts it aside.
    /// </summary>
    private async Task<GivenUp?> PutAsideAsync(SessionId id, RedisResult[] granted, string why)
    {
        try
        {
            await redis.RunAsync(Fail,
                [SessionKeys.Ready(id.Shard), SessionKeys.Parked(id.Shard), SessionKeys.Session(id)],
                [id.Value, granted[0].ToString(), $"What the session holds cannot be read: {why}", 0, 0]);
            return new GivenUp(id, (long)granted[2], ((RedisResult[])granted[3]!).Length);
        }
        catch (SessionStoreUnavailableException)
        {
            return null;
        }
    }

    public async Task<bool> RenewAsync(Lease lease) => (long)await redis.RunAsync(Renew,
        [SessionKeys.Ready(lease.Session.Shard), SessionKeys.Session(lease.Session)],
        [lease.Session.Value, lease.Fence, _leaseMs]) == 1;

    public async Task<Committed> CommitAsync(
        Lease lease, TurnResult result, StoredEntry[] entries, byte[][] json, bool canRun)
    {
        var id = lease.Session;
        var place = lease.Turn.Session.LastSeq;
        var answered = lease.Turn.Messages is [.., var newest] ? newest.Seq : 0;
        var values = new List<RedisValue>(21 + json.Length + (2 * result.Wakes.Count))
        {
            SessionKeys.Tag(id.Shard), id.Value, node.Value, lease.Fence, lease.Turn.Id.Number, answered,
            result.State.Json ?? "", result.Status?.ToName() ?? "", result.Locale ?? "", canRun, _leaseMs, Tail,
            MostMessages,
            _retentionMs, result.Contact ?? "", Outgoing(lease.Turn, result.Entries), json.Length,
            result.Wakes.Count,
            result.Notes.Count == 0 ? "" : JsonSerializer.Serialize(result.Notes, SessionJson.Options), place,
            lease.Turn.Wakes.Count + lease.Turn.Begins.Count > 0,
        };
        foreach (var entry in json)
            values.Add(entry);
        foreach (var change in result.Wakes)
        {
            values.Add(change.Name);
            values.Add(change.Wake is null ? "" : StoredWake.Write(change.Wake));
        }

        if (result.Contact is { } contact && contact != lease.Turn.Session.Contact)
            values.Add((await names.ReadyAsync()).Of(SessionKeys.Contact(lease.Turn.Session.Workspace, contact)));

        var answer = (RedisResult[])(await redis.RunAsync(Commit,
            [SessionKeys.Ready(id.Shard), SessionKeys.Log(id.Shard), SessionKeys.OutboxReady(id.Shard)], [.. values]))!;
        if ((string)answer[0]! == "lost")
            return new Committed(IsLost: true, 0, default, [], null, null);
        var remoteNodes = (string[])answer[3]!;
        var known = new KnownSession(id, lease.Fence, (long)answer[2], place, result.State.Json, lease.Tail);
        var (next, parked) = await ReadLeaseAsync(id, answer.ElementAtOrDefault(4), remoteNodes, known);
        // Said again, it may say other than what stands.
        if ((string)answer[0]! == "committed")
            Keep(lease.Turn.Session, known, entries, (long)answer[1]);
        return new Committed(IsLost: false, (long)answer[1], At(answer[2]), remoteNodes, next, parked);
    }

    /// <summary>
    /// Keeps what a turn leaves, and what it said where that came right after what this node had read.
    /// </summary>
    private void Keep(Session session, KnownSession known, StoredEntry[] entries, long first)
    {
        if (entries.Length > 0 && first == known.Place + 1)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(known.CommittedAtMs);
            var said = LazyEntries.Of(Array.ConvertAll(entries, entry => entry.At(first++, at)));
            known = known with { Place = first - 1, Tail = known.Tail.With(said, Tail) };
        }

        sessions.Keep(
            session.Line is null
                ? null
                : SessionKeys.Person(
                    session.Workspace, session.Channel, SessionKeys.OnLine(session.Line, session.Address)),
            known);
    }

    public Task<bool> ReleaseAsync(Lease lease) => ReleaseAsync(new HeldLease(lease.Session, lease.Fence));

    public async Task<bool> ReleaseAsync(HeldLease lease) => (long)await redis.RunAsync(Release,
        [SessionKeys.Ready(lease.Session.Shard), SessionKeys.Session(lease.Session)],
        [lease.Session.Value, lease.Fence]) == 1;

    /// <summary>True when the session was parked.</summary>
    public async Task<bool> FailAsync(Lease lease, string error, TimeSpan pause)
    {
        var id = lease.Session;
        return (string)(await redis.RunAsync(Fail,
            [SessionKeys.Ready(id.Shard), SessionKeys.Parked(id.Shard), SessionKeys.Session(id)],
            [id.Value, lease.Fence, error, (long)pause.TotalMilliseconds, _maxAttempts]))! == "parked";
    }

    public async Task<bool> UnparkAsync(SessionId id) => (long)await redis.RunAsync(Unpark,
        [SessionKeys.Ready(id.Shard), SessionKeys.Parked(id.Shard)], [SessionKeys.Tag(id.Shard), id.Value]) == 1;

    /// <summary>Sets a wake, or cancels it where it is null.</summary>
    /// <returns>What wake.lua answered, and in how long it is due.</returns>
    public async Task<(string Outcome, TimeSpan Wait)> WakeAsync(SessionId id, string name, Wake? wake)
    {
        var answer = (RedisResult[])(await redis.RunAsync(WakeScript, [SessionKeys.Ready(id.Shard)],
            [SessionKeys.Tag(id.Shard), id.Value, name, wake is null ? "" : StoredWake.Write(wake), _retentionMs,
                Wake.Most]))!;
        return ((string)answer[0]!, TimeSpan.FromMilliseconds((long)answer[1]));
    }

    /// <summary>Begins a conversation.</summary>
    public async Task<(string Outcome, SessionId? Session, long Seq, DateTimeOffset At,
        string[] RemoteNodes)> BeginAsync(
        BeginRequest request, SessionId candidate, byte[]? entry)
    {
        var person = SessionKeys.Person(
            request.Workspace, request.Channel, SessionKeys.OnLine(request.Line, request.Address));
        var told = SessionKeys.Told(person, request.ExternalId);
        var shard = candidate.Shard;
        var name = "begin:" + request.ExternalId;
        var hash = await names.ReadyAsync();
        var who = hash.OfPerson(person);
        RedisKey[] keys =
        [
            SessionKeys.Begun(shard, hash.Of(told)),
            SessionKeys.Address(shard, who),
            SessionKeys.Ready(shard),
            SessionKeys.Log(shard),
            SessionKeys.Consent(shard, who),
            SessionKeys.OutboxReady(shard),
        ];
        (RedisKey, RedisKey)[] former = names.AreMoved ? [] :
        [
            (keys[0], SessionKeys.Former.Begun(shard, told)),
            (keys[1], SessionKeys.Former.Address(shard, person)),
            (keys[4], SessionKeys.Former.Consent(shard, person)),
        ];
        var values = (RedisResult[])(await names.RunAsync(
            BeginScript, keys,
            [
                SessionKeys.Tag(shard), candidate.Value, request.Workspace, request.Channel, request.Address,
                request.Locale, request.Line,
                request.ReplyTo ?? request.Address, _retentionMs,
                channels[request.Channel].Begins == ChannelBegin.WhoWroteBefore,
                request.Cause is null ? "" : StoredWake.Write(name, request.Cause), name, entry ?? [],
                Delivers(request.Channel),
                node.Value, SeenMs, Wake.Most, who,
            ],
            former, shard))!;
        return ((string)values[0]!, SessionId.TryParse((string?)values[1], out var id) ? id : null, (long)values[2],
            At(values[3]), (string[])values[4]!);
    }

    /// <summary>False when there is no such session.</summary>
    public async Task<bool> MarkAsync(SessionId id, SessionMarks marks) =>
        (long)((RedisResult[])(await redis.RunAsync(Mark, [SessionKeys.Log(id.Shard)],
        [
            SessionKeys.Tag(id.Shard), id.Value, node.Value,
            marks.Assignee is null ? "" : "=" + marks.Assignee,
            marks.Labels is null
                ? ""
                : "=" + (marks.Labels.Count == 0 ? "" : JsonSerializer.Serialize(marks.Labels, SessionJson.Options)),
            marks.Priority is null
                ? ""
                : "=" + (marks.Priority == SessionPriority.Normal ? "" : marks.Priority.Value.ToString()),
        ]))!)[0] == 1;

    /// <summary>
    /// Asks the node that runs a turn to end it early: <c>here</c>, <c>told</c> or <c>notRunning</c>.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="turn">Number of the turn; null for whichever runs.</param>
    /// <param name="message">What the other node is told.</param>
    public async Task<string> InterruptAsync(SessionId id, long? turn, byte[] message) =>
        (string)(await redis.RunAsync(Interrupt,
        [SessionKeys.Log(id.Shard)],
        [SessionKeys.Tag(id.Shard), id.Value, turn ?? RedisValue.EmptyString, node.Value, message,
            SessionKeys.NodeTopicPrefix]))!;

    public async Task OpenAsync(
        SessionId id, string workspace, string channel, string address, string? owner, string locale,
        string? line = null)
    {
        var hash = await names.ReadyAsync();
        var person = SessionKeys.Person(workspace, channel, SessionKeys.OnLine(line, address));
        var who = hash.OfPerson(person);
        var key = SessionKeys.Address(id.Shard, who);
        await names.RunAsync(
            Open, [SessionKeys.Session(id), key],
            [
                id.Value, workspace, channel, address, owner ?? "", locale, _retentionMs, SessionKeys.Tag(id.Shard),
                owner is null ? who : $"{who} {hash.Of(SessionKeys.Contact(workspace, owner))}", line ?? "",
            ],
            names.AreMoved ? [] : [(key, SessionKeys.Former.Address(id.Shard, person))], id.Shard);
    }

    /// <summary>The new generation, or 0 when it cannot become that user's.</summary>
    public async Task<(long Generation, string[] RemoteNodes)> IdentifyAsync(SessionId id, string user, long generation)
    {
        if (await FindWorkspaceAsync(id) is not { } workspace)
            return (0, []);
        var who = (await names.ReadyAsync()).Of(SessionKeys.Contact(workspace, user));
        var values = (RedisResult[])(await redis.RunAsync(Identify, [SessionKeys.Log(id.Shard)],
            [SessionKeys.Tag(id.Shard), id.Value, node.Value, user, generation, who]))!;
        return ((long)values[0], (string[])values[1]!);
    }

    /// <summary>
    /// The session that a name stands for from now on, and its address: this one, or the one that had the name before.
    /// </summary>
    public async Task<(SessionId Session, string Address)> NameAsync(
        string workspace, string name, SessionId candidate, string address, TimeSpan lives) =>
        ReadOpened(
            (await redis.RunAsync(
            First, [SessionKeys.Opened(workspace, name)],
            [$"{candidate} {address}", (long)lives.TotalMilliseconds]))!.ToString()!);

    public async Task<(string Outcome, long Seq, DateTimeOffset At, string[] RemoteNodes)> AppendAsync(
        SessionId id, byte[]? entry, SessionStatus? status, long? generation, string? externalId,
        MessageClass? outgoing)
    {
        var values = (RedisResult[])(await redis.RunAsync(Append,
            [SessionKeys.Ready(id.Shard), SessionKeys.Log(id.Shard), SessionKeys.Parked(id.Shard),
                SessionKeys.OutboxReady(id.Shard)],
            [
                SessionKeys.Tag(id.Shard), id.Value, node.Value, entry ?? [], status?.ToName() ?? "",
                generation ?? RedisValue.EmptyString, _retentionMs,
                externalId is null ? "" : (string)SessionKeys.OperatorSeen(id, externalId)!, SeenMs,
                outgoing switch { null => "", MessageClass.Reply => "answer", _ => "unasked" },
                _deliveredChannels,
            ]))!;
        return ((string)values[0]!, (long)values[1], At(values[2]), (string[])values[3]!);
    }

    /// <summary>The place read up to, and whether that moved it; null when the visitor is not let in.</summary>
    public async Task<(long Read, bool HasMoved)?> NoteAsync(
        SessionId id, long generation, long read, int score, string comment)
    {
        var values = (RedisResult[])(await redis.RunAsync(Note,
            [SessionKeys.Session(id), SessionKeys.Log(id.Shard)], [id.Value, read, score, comment, generation]))!;
        return (long)values[0] < 0 ? null : ((long)values[0], (bool)values[1]);
    }

    /// <summary>Whether what is written on a channel goes out through a provider.</summary>
    public bool Delivers(string channel) => channels[channel].IsDelivered;

    /// <summary>Whether what is said on a channel is spoken in a call.</summary>
    public bool Speaks(string channel) => channels[channel].IsSpoken;

    /// <summary>Whether the contact gets words there as they come.</summary>
    public bool ShowsWords(string channel) => channels[channel].ShowsWords;

    /// <summary>True when that changed something.</summary>
    public async Task<bool> SetConsentAsync(
        string workspace, string channel, string line, string address, bool optedOut, SessionId? saidIn = null,
        long saidAt = 0)
    {
        var onLine = SessionKeys.OnLine(line, address);
        var shard = SessionKeys.ShardOf(workspace, channel, onLine);
        var person = SessionKeys.Person(workspace, channel, onLine);
        var who = (await names.ReadyAsync()).OfPerson(person);
        RedisKey[] keys = [SessionKeys.Consent(shard, who), SessionKeys.Address(shard, who)];
        (RedisKey, RedisKey)[] former = names.AreMoved ? [] :
            [(keys[0], SessionKeys.Former.Consent(shard, person)),
                (keys[1], SessionKeys.Former.Address(shard, person))];
        return (long)await names.RunAsync(
            Consent, keys, [SessionKeys.Tag(shard), optedOut, saidIn?.Value ?? "", saidAt], former, shard) == 1;
    }

    public async Task PointAsync(string workspace, string channel, string address, SessionId id)
    {
        var shard = SessionKeys.ShardOf(workspace, channel, address);
        var person = SessionKeys.Person(workspace, channel, address);
        var who = (await names.ReadyAsync()).OfPerson(person);
        var key = SessionKeys.Address(shard, who);
        await names.RunAsync(
            Point, [key], [SessionKeys.Tag(shard), id.Value, who, _retentionMs],
            names.AreMoved ? [] : [(key, SessionKeys.Former.Address(shard, person))], shard);
    }

    private static long Number(RedisValue value) => value.TryParse(out long number) ? number : 0;

    /// <summary>
    /// True once after an answer was lost that may have brought a lease: Redis then holds it for this node, which does
    /// not know.
    /// </summary>
    public bool TakeDoubt() => Interlocked.Exchange(ref _mayHoldUnheard, 0) == 1;

    private async Task<RedisResult> GrantedAsync(Task<RedisResult> asked)
    {
        try
        {
            return await asked;
        }
        catch (SessionStoreUnavailableException)
        {
            Interlocked.Exchange(ref _mayHoldUnheard, 1);
            throw;
        }
    }

    private static (SessionId Session, string Address) ReadOpened(string opened)
    {
        var parts = opened.Split(' ', 2);
        return (SessionId.Parse(parts[0]), parts[1]);
    }

    private static string Word(ConsentKeyword? keyword) => keyword switch
    {
        ConsentKeyword.Stop => "stop",
        ConsentKeyword.Start => "start",
        _ => "",
    };

    /// <summary>
    /// For each entry 1 when it goes to the provider as an answer, 2 when it does unasked, 0 when it does not; empty
    /// where there is no provider. What answers no message is never an answer.
    /// </summary>
    private string Outgoing(Turn turn, IReadOnlyList<NewEntry> entries) => Delivers(turn.Session.Channel)
        ? string.Concat(
            entries.Select(
            entry => !entry.IsOutgoing
            ? '0'
            : entry.Class == MessageClass.Reply && turn.Messages.Count > 0
            ? '1'
            : '2'))
        : "";

    private static DateTimeOffset At(RedisResult ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)ms);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} holds what cannot be read and was parked")]
        public static partial void Unreadable(ILogger logger, Exception error, SessionId session);
    }

    /// <summary>A session that was given up.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Turn">Number of the turn that cannot be run.</param>
    /// <param name="Waiting">How many messages wait for it.</param>
    internal sealed record GivenUp(SessionId Session, long Turn, long Waiting);

    /// <summary>A lease as Redis knows it.</summary>
    internal readonly record struct HeldLease(SessionId Session, long Fence);

    /// <summary>What accept.lua answered.</summary>
    internal sealed record Accepted(
        AcceptOutcome Outcome, SessionId Session, long Seq, DateTimeOffset At, TimeSpan Wait, string[] RemoteNodes,
        Lease? Lease, GivenUp? Parked)
    {
        /// <summary>When it was limited, which span is full.</summary>
        public LimitSpan? FullSpan { get; init; }
    }

    /// <summary>What commit.lua answered.</summary>
    internal sealed record Committed(
        bool IsLost, long FirstSeq, DateTimeOffset At, string[] RemoteNodes, Lease? Next, GivenUp? Parked);
}
