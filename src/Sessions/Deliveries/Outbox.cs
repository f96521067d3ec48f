using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions.Deliveries;

/// <summary>What became of the attempt to begin a message.</summary>
public enum BeginOutcome
{
    /// <summary>It may be handed to the provider now; its end must be said.</summary>
    Begun,

    /// <summary>The provider has it already, or it was given up.</summary>
    Already,

    /// <summary>The contact has opted out and has not asked for it since.</summary>
    OptedOut,

    /// <summary>The lease is not ours any more.</summary>
    Lost,
}

/// <summary>How the delivery goes on.</summary>
public enum DeliveryProgress
{
    /// <summary>With the delivery's next message, under the same lease.</summary>
    Next,

    /// <summary>This delivery is over; the lease is given back.</summary>
    Over,

    /// <summary>After a pause; the lease is given back.</summary>
    Paused,

    /// <summary>Not here: the lease is not ours any more.</summary>
    Lost,
}

/// <summary>
/// What waits to be delivered, kept in Redis: entries are put in by the commit that writes them, and each session's are
/// taken out in order, one at a time, under a lease. Each verb is one round trip.
/// </summary>
/// <exception cref="SessionStoreUnavailableException">Thrown by every verb when Redis does not answer; what was said
/// may or may not have been heard.</exception>
public sealed partial class Outbox
{
    private static readonly LuaScript Claim = LuaScript.Load("outbox_claim");
    private static readonly LuaScript Aside = LuaScript.Load("outbox_aside");
    private static readonly LuaScript Release = LuaScript.Load("outbox_release");
    private static readonly LuaScript Begin = LuaScript.Load("outbox_begin");
    private static readonly LuaScript End = LuaScript.Load("outbox_end");
    private static readonly LuaScript Receive = LuaScript.Load("outbox_receipt");
    private static readonly LuaScript Retry = LuaScript.Load("outbox_retry");

    // More than a lane sends in the minutes that a provider's list is searched for.
    private const int Around = 100;

    private static readonly RedisValue[] SentIds =
        [.. Enumerable.Range(0, 10).Select(index => (RedisValue)$"x{index}")];

    // The lease that each session's delivery was last taken up under; one that is not ended in order stays until the
    // session's next.
    private readonly ConcurrentDictionary<SessionId, long> _heard = new();
    private readonly RedisDoor _redis;
    private readonly AddressNames _names;
    private readonly ShardLook _look;
    private readonly NodeId _node;
    private readonly LiveSessions _live;
    private readonly ILogger<Outbox> _logger;
    private int _mayHoldUnheard;

    internal Outbox(
        RedisDoor redis, AddressNames names, ShardLook look, NodeId node, LiveSessions live, ILogger<Outbox> logger) =>
        (_redis, _names, _look, _node, _live, _logger) = (redis, names, look, node, live, logger);

    /// <summary>How many shards there are; each has an outbox of its own.</summary>
    public const int Shards = SessionKeys.Shards;

    /// <summary>
    /// Raised on this node when something was put into the outbox of a shard, or need not wait any longer. Handlers
    /// must not block.
    /// </summary>
    public event Action<int>? Filled;

    /// <summary>
    /// The shards in which someone may take something up now, in no particular order: what the sweep asks each time, in
    /// one call.
    /// </summary>
    public Task<IReadOnlyList<int>> FindDueAsync() => _look.FindDeliveriesAsync();

    /// <summary>Takes up sessions of one shard that have something to deliver now.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="lease">How long this node may be silent about them.</param>
    /// <param name="most">How many at the most.</param>
    public async Task<IReadOnlyList<DeliveryLease>> ClaimAsync(int shard, TimeSpan lease, int most)
    {
        RedisResult[] answer;
        try
        {
            answer = (RedisResult[])(await _redis.RunAsync(Claim,
                [SessionKeys.OutboxReady(shard), SessionKeys.ParkedDeliveries(shard)],
                [SessionKeys.Tag(shard), (long)lease.TotalMilliseconds, most, _node.Value]))!;
        }
        catch (SessionStoreUnavailableException)
        {
            Interlocked.Exchange(ref _mayHoldUnheard, 1);
            throw;
        }

        var granted = (RedisResult[])answer[0]!;
        var leases = new List<DeliveryLease>(granted.Length);
        foreach (var values in granted.Select(element => (RedisResult[])element!))
        {
            if (await ReadAsync(shard, values) is not { } found)
                continue;
            _heard[found.Delivery.Id.Session] = found.Fence;
            leases.Add(found);
        }

        foreach (var session in (string[])answer[1]!)
            Log.PutAside(_logger, session);

        return leases;
    }

    /// <summary>Writes down that a message is about to be handed to the provider. Prolongs the lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="index">Which of the delivery's messages.</param>
    /// <param name="duration">How long the lease lasts from now.</param>
    /// <param name="wires">What the entry was rendered to, when that is new; else empty.</param>
    public async Task<BeginOutcome> BeginAsync(
        DeliveryLease lease, int index, TimeSpan duration, IReadOnlyList<string> wires)
    {
        var id = lease.Delivery.Id.Session;
        var session = lease.Delivery.Session;
        var values = new List<RedisValue>(8 + wires.Count)
        {
            SessionKeys.Tag(id.Shard), id.Value, lease.Fence, lease.Delivery.Id.Seq, index,
            (long)duration.TotalMilliseconds, wires.Count,
        };
        values.AddRange(wires.Select(wire => (RedisValue)wire));
        values.Add(lease.Delivery.Entry.Trace ?? "");
        var person = SessionKeys.Person(
            session.Workspace, session.Channel, SessionKeys.OnLine(session.Line, session.Address));
        var consent = SessionKeys.Consent(id.Shard, (await _names.ReadyAsync()).OfPerson(person));
        var answer = (RedisResult[])(await _names.RunAsync(
            Begin, [SessionKeys.OutboxReady(id.Shard), consent], [.. values],
            _names.AreMoved ? [] : [(consent, SessionKeys.Former.Consent(id.Shard, person))], id.Shard))!;
        return (string)answer[0]! switch
        {
            "begun" => BeginOutcome.Begun,
            "already" => BeginOutcome.Already,
            "optedOut" => BeginOutcome.OptedOut,
            _ => BeginOutcome.Lost,
        };
    }

    /// <summary>The provider has the message.</summary>
    public Task<DeliveryProgress> SentAsync(DeliveryLease lease, int index, string externalId) =>
        EndAsync(lease, index, "sent", externalId: externalId);

    /// <summary>The provider surely does not have it: again after a pause.</summary>
    public Task<DeliveryProgress> AgainAsync(DeliveryLease lease, int index, TimeSpan pause) =>
        EndAsync(lease, index, "again", pause);

    /// <summary>It may have it: to be looked for after a pause.</summary>
    public Task<DeliveryProgress> UnknownAsync(DeliveryLease lease, int index, TimeSpan pause) =>
        EndAsync(lease, index, "unknown", pause);

    /// <summary>It was looked for in vain: once more after a pause.</summary>
    public Task<DeliveryProgress> NotFoundAsync(DeliveryLease lease, int index, TimeSpan pause) =>
        EndAsync(lease, index, "look", pause);

    /// <summary>It was looked for often enough: it is sent again.</summary>
    public Task<DeliveryProgress> ResendAsync(DeliveryLease lease, int index) => EndAsync(lease, index, "resend");

    /// <summary>No one will ever know: what follows goes on, and an operator decides about it.</summary>
    public Task<DeliveryProgress> LeaveOpenAsync(DeliveryLease lease, int index, string code, string words) =>
        EndAsync(lease, index, "open", code: code, words: words);

    /// <summary>It will not arrive, nor will what the delivery still holds.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="index">Which message.</param>
    /// <param name="code">The provider's code, or ours.</param>
    /// <param name="words">What it means.</param>
    /// <param name="isParked">Whether an operator should see it and may send it again.</param>
    public Task<DeliveryProgress> FailAsync(DeliveryLease lease, int index, string code, string words, bool isParked) =>
        EndAsync(lease, index, "failed", code: code, words: words, isParked: isParked);

    /// <summary>Nothing was tried: its time has not come.</summary>
    public Task<DeliveryProgress> HoldAsync(DeliveryLease lease, int index, TimeSpan pause) =>
        EndAsync(lease, index, "hold", pause);

    /// <summary>
    /// The provider says how far a message got: a status callback, or the answer to a look. In any order, more than
    /// once, before the answer to the sending itself or when that was lost: states only go up, and failed is the last
    /// word.
    /// </summary>
    /// <param name="id">Which message.</param>
    /// <param name="externalId">The provider's id of it, or null.</param>
    /// <param name="state">Sent, Delivered, Read or Failed.</param>
    /// <param name="code">The provider's code when it failed.</param>
    /// <param name="words">What the code means.</param>
    /// <returns>False when there is no such message, or it is another sending's id.</returns>
    public async Task<bool> ReceiptAsync(
        OutboundId id, string? externalId, OutboundState state, string? code = null, string? words = null)
    {
        var word = state switch
        {
            OutboundState.Sent => "sent",
            OutboundState.Delivered => "delivered",
            OutboundState.Read => "read",
            OutboundState.Failed => "failed",
            _ => throw new ArgumentOutOfRangeException(
                nameof(state), state, "A provider says sent, delivered, read or failed."),
        };
        var session = id.Delivery.Session;
        var answer = (RedisResult[])(await _redis.RunAsync(Receive,
            [SessionKeys.OutboxReady(session.Shard), SessionKeys.ParkedDeliveries(session.Shard)],
            [SessionKeys.Tag(session.Shard), session.Value, _node.Value, id.Delivery.Seq, id.Index, externalId ?? "",
                word, code ?? "", words ?? ""]))!;
        using var activity = SessionMetrics.StartReceipt(id, word, (string?)answer.ElementAtOrDefault(3));
        Show(id.Delivery, answer);
        if ((string)answer[0]! == "noted")
            Ring(session.Shard);
        return (string)answer[0]! is "noted" or "old";
    }

    /// <summary>The deliveries that were given up, on all shards.</summary>
    public async Task<IReadOnlyList<ParkedDelivery>> ListParkedAsync()
    {
        var shards = await _redis.AskAllAsync(database => Enumerable.Range(0, Shards)
            .Select(shard => database.SortedSetRangeByRankWithScoresAsync(SessionKeys.ParkedDeliveries(shard))));
        var parked = await Task.WhenAll(shards.SelectMany(found => found).Select(ReadParkedAsync));
        return [.. parked.OfType<ParkedDelivery>()];
    }

    /// <summary>Sends a parked delivery again, before everything that came later.</summary>
    /// <returns>False when it was not parked, or its session has been forgotten.</returns>
    public async Task<bool> RetryAsync(DeliveryId id)
    {
        var wasParked = (long)await _redis.RunAsync(Retry,
            [SessionKeys.OutboxReady(id.Session.Shard), SessionKeys.ParkedDeliveries(id.Session.Shard)],
            [SessionKeys.Tag(id.Session.Shard), id.Session.Value, id.Seq]) == 1;
        if (wasParked)
            Ring(id.Session.Shard);
        return wasParked;
    }

    /// <summary>
    /// True once after an answer was lost that may have brought leases: Redis then holds them for this node, which does
    /// not know.
    /// </summary>
    internal bool TakeDoubt() => Interlocked.Exchange(ref _mayHoldUnheard, 0) == 1;

    /// <summary>Whether this node was told that it holds that lease.</summary>
    internal bool HasHeard(SessionStore.HeldLease lease) =>
        _heard.TryGetValue(lease.Session, out var fence) && fence == lease.Fence;

    /// <summary>Hands a lease back that this node was never told of.</summary>
    internal async Task ReleaseAsync(SessionStore.HeldLease lease)
    {
        var shard = lease.Session.Shard;
        if ((long)await _redis.RunAsync(
            Release, [SessionKeys.OutboxReady(shard)], [SessionKeys.Tag(shard), lease.Session.Value, lease.Fence]) == 1)
            Ring(shard);
    }

    internal void Ring(int shard) => Filled?.Invoke(shard);

    private async Task<DeliveryProgress> EndAsync(
        DeliveryLease lease, int index, string what, TimeSpan pause = default, string externalId = "", string code = "",
        string words = "", bool isParked = false)
    {
        var id = lease.Delivery.Id;
        var answer = (RedisResult[])(await _redis.RunAsync(End,
            [SessionKeys.OutboxReady(id.Session.Shard), SessionKeys.ParkedDeliveries(id.Session.Shard)],
            [
                SessionKeys.Tag(id.Session.Shard), id.Session.Value, _node.Value, lease.Fence, id.Seq, index, what,
                externalId,
                (long)pause.TotalMilliseconds, code, words, isParked,
            ]))!;
        Show(id, answer);
        if ((string)answer[0]! != "next")
            _heard.TryRemove(new KeyValuePair<SessionId, long>(id.Session, lease.Fence));
        return (string)answer[0]! switch
        {
            "next" => DeliveryProgress.Next,
            "over" => DeliveryProgress.Over,
            "paused" => DeliveryProgress.Paused,
            _ => DeliveryProgress.Lost,
        };
    }

    /// <summary>Null when it cannot be read: it is put aside then, and no other delivery waits for it.</summary>
    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever is wrong with one delivery is a matter of that one alone.")]
    private async Task<DeliveryLease?> ReadAsync(int shard, RedisResult[] granted)
    {
        try
        {
            return DeliveryLease.Read(granted);
        }
        catch (Exception error)
        {
            var session = (string)granted[0]!;
            Log.NotRead(_logger, error, session, (long)granted[2]);
            await _redis.RunAsync(Aside, [SessionKeys.OutboxReady(shard), SessionKeys.ParkedDeliveries(shard)],
                [SessionKeys.Tag(shard), session, (long)granted[1], (long)granted[2], error.GetType().Name]);
            return null;
        }
    }

    /// <summary>
    /// The provider's ids of what the session's deliveries before and after this one have sent: a message that is
    /// looked for is none of these, even where its words are the same.
    /// </summary>
    /// <param name="id">The delivery that is looked for.</param>
    public async Task<IReadOnlyCollection<string>> FindSentAroundAsync(DeliveryId id)
    {
        var places = Enumerable.Range(-Around, (2 * Around) + 1)
            .Where(offset => offset != 0)
            .Select(offset => id.Seq + offset)
            .Where(seq => seq > 0);
        var found = await _redis.AskAllAsync(
            database => places.Select(seq => database.HashGetAsync(SessionKeys.Delivery(id.Session, seq), SentIds)));
        return found.SelectMany(ids => ids).Where(sent => !sent.IsNull).Select(sent => (string)sent!).ToHashSet();
    }

    private void Show(DeliveryId id, RedisResult[] answer)
    {
        if (Receipt.ParseState((string?)answer[1]) is { } state)
            _live.Publish(id.Session, new ReceiptEvent(new Receipt(id.Seq, state)), (string[])answer[2]!);
    }

    /// <summary>Null when the session has been forgotten since, or it was sent again this moment.</summary>
    private async Task<ParkedDelivery?> ReadParkedAsync(SortedSetEntry found)
    {
        if (!DeliveryId.TryParse(found.Element, out var id))
            return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)found.Score);
        var (workspace, channel) = ("", "");
        try
        {
            var fields = await _redis.AskAsync(
                database => database.HashGetAsync(SessionKeys.Session(id.Session), ["workspace", "channel"]));
            if (fields.All(field => field.IsNull))
            {
                // Nothing can be done about it any more, and the list has no end of its own.
                await _redis.AskAsync(
                    database => database.SortedSetRemoveAsync(
                    SessionKeys.ParkedDeliveries(id.Session.Shard), found.Element));
                return null;
            }

            (workspace, channel) = ((string?)fields[0] ?? "", (string?)fields[1] ?? "");
            var delivery = await _redis.AskAsync(
                database => database.HashGetAsync(SessionKeys.Delivery(id.Session, id.Seq), ["code", "words"]));
            return delivery[0].IsNull
                ? null
                : new ParkedDelivery(id, workspace, channel, at, delivery[0]!, (string?)delivery[1] ?? "");
        }
        catch (RedisServerException error)
        {
            // Not even its key is what it ought to be; it is listed all the same, or no one would ever learn of it.
            return new ParkedDelivery(id, workspace, channel, at, "unreadable", $"It cannot be read: {error.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Session}.{Seq} cannot be read and was put aside")]
        public static partial void NotRead(ILogger logger, Exception error, string session, long seq);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "What the outbox of session {Session} held first cannot be read and was put aside")]
        public static partial void PutAside(ILogger logger, string session);
    }
}
