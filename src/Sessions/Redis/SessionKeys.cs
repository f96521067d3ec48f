using System.Globalization;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// Every key the engine uses. All keys of one session share the hash tag of its shard (<c>{p:00}</c> to <c>{p:ff}</c>),
/// so that a script touches one slot of a cluster. Whoever is a person stands in a name as <see cref="AddressHash"/>
/// has it: what is called a hash here.
/// </summary>
internal static class SessionKeys
{
    /// <summary>How many shards the sessions are spread over.</summary>
    public const int Shards = 256;

    /// <summary>Sorted set: the nodes that live, by the time (ms) they were heard last.</summary>
    public static readonly RedisKey Nodes = "gateway:nodes";

    /// <summary>
    /// Hash: words about consent by workspace and source, as JSON, that the records have still to be told of. Until
    /// they were.
    /// </summary>
    public static readonly RedisKey OwedConsents = "gateway:owed-consents";

    /// <summary>
    /// Prefix of a node's topic; the node's id follows. What other nodes tell it: live events and new watchers.
    /// </summary>
    public const string NodeTopicPrefix = "gateway:node:";

    /// <summary>Topic of a node.</summary>
    public static RedisChannel NodeTopic(string node) => RedisChannel.Literal(NodeTopicPrefix + node);

    /// <summary>What the key of a shard's ready set ends in, behind <c>:</c>.</summary>
    public const string ReadyName = "ready";

    /// <summary>What the key of a shard's parked set ends in.</summary>
    public const string ParkedName = "parked";

    /// <summary>What the key of a shard's ready outboxes ends in.</summary>
    public const string OutboxReadyName = "outbox-ready";

    private static readonly string[] Tags = [.. Enumerable.Range(0, Shards)
        .Select(shard => string.Create(CultureInfo.InvariantCulture, $"{{p:{shard:x2}}}"))];

    /// <summary>The hash tag that all keys of a shard begin with.</summary>
    public static string Tag(int shard) => Tags[shard];

    /// <summary>
    /// Sorted set: session ids by the time (ms) someone may take them up; for a leased one, when its lease runs out.
    /// </summary>
    public static RedisKey Ready(int shard) => $"{Tags[shard]}:{ReadyName}";

    /// <summary>
    /// Sorted set: session ids that were given up, by the time (ms) they are tried again by themselves; infinite: by
    /// hand alone.
    /// </summary>
    public static RedisKey Parked(int shard) => $"{Tags[shard]}:{ParkedName}";

    /// <summary>Stream: which transcript places are new, for the archive. Trimmed once projected.</summary>
    public static RedisKey Log(int shard) => Tags[shard] + ":log";

    /// <summary>
    /// Stream: what happened in the shard's sessions, for those who follow a workspace. The newest 4,000 or somewhat
    /// more.
    /// </summary>
    public static RedisKey Feed(int shard) => Tags[shard] + ":feed";

    /// <summary>Topic: the tag of a shard in whose feed there is something new.</summary>
    public static RedisChannel FeedTopic => RedisChannel.Literal("gateway:feed");

    /// <summary>
    /// Hash, JSON by id: what the archive could not copy, with its reason. Until it is copied after all.
    /// </summary>
    public static RedisKey NotArchived => "gateway:not-archived";

    /// <summary>
    /// Sorted set: sessions whose outbox holds something, by the time (ms) someone may take them up; for a leased one,
    /// when its lease runs out.
    /// </summary>
    public static RedisKey OutboxReady(int shard) => $"{Tags[shard]}:{OutboxReadyName}";

    /// <summary>
    /// Sorted set: ids of deliveries that were given up, by the time they were. Until an operator sends them again.
    /// </summary>
    public static RedisKey ParkedDeliveries(int shard) => Tags[shard] + ":parked-deliveries";

    /// <summary>
    /// Hash: the session's fields, counters, lease and the brain's state. Lives for the retention after the last
    /// change.
    /// </summary>
    public static RedisKey Session(SessionId id) => $"{Tags[id.Shard]}:session:{id.Value}";

    /// <summary>Stream: the entries, id <c>seq-0</c>. Lives as long as the session.</summary>
    public static RedisKey Transcript(SessionId id) => $"{Tags[id.Shard]}:transcript:{id.Value}";

    /// <summary>
    /// List: places of the contact's entries that no committed turn has answered; <c>!</c> behind one that is to be a
    /// turn of its own.
    /// </summary>
    public static RedisKey Inbox(SessionId id) => $"{Tags[id.Shard]}:inbox:{id.Value}";

    /// <summary>
    /// Hash: the session's wakes that wait, by name; shared.lua says how one is written. Lives as long as the session.
    /// </summary>
    public static RedisKey Wakes(SessionId id) => $"{Tags[id.Shard]}:wakes:{id.Value}";

    /// <summary>List: the wakes that the running turn has taken, in their order. Until it is committed.</summary>
    public static RedisKey Woken(SessionId id) => $"{Tags[id.Shard]}:woken:{id.Value}";

    /// <summary>List: places of the entries that wait to be delivered, the one whose turn it is first.</summary>
    public static RedisKey Outbox(SessionId id) => $"{Tags[id.Shard]}:outbox:{id.Value}";

    /// <summary>
    /// Hash: how far the delivery of an entry got (delivery.lua names the fields). Lives as long as sessions do.
    /// </summary>
    public static RedisKey Delivery(SessionId id, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{Tags[id.Shard]}:delivery:{id.Value}:{seq}");

    /// <summary>
    /// String <c>{turn}\n{note}</c>: what a channel has on the contact's screen of the newest turn. Lives a day.
    /// </summary>
    public static RedisKey Preview(SessionId id) => $"{Tags[id.Shard]}:preview:{id.Value}";

    /// <summary>What is hashed for an address, as <see cref="OnLine"/> has it.</summary>
    public static string Person(string workspace, string channel, string address) => $"{workspace}:{channel}:{address}";

    /// <summary>What is hashed for a message or a beginning of a <see cref="Person"/>.</summary>
    public static string Told(string person, string externalId) => $"{person}:{externalId}";

    /// <summary>What is hashed for a contact.</summary>
    public static string Contact(string workspace, string contact) => $"contact\n{workspace}\n{contact}";

    /// <summary>String: the running session of a person's hash. Lives as long as the session.</summary>
    public static RedisKey Address(int shard, string person) => $"{Tags[shard]}:running:{person}";

    /// <summary>
    /// Set: the ids of the sessions of a person's or a contact's hash. In the shard of the session, which is that of
    /// the address too unless the session was pointed to. Lives as long as the longest of them; one that is over is
    /// dropped when it is looked for.
    /// </summary>
    public static RedisKey SessionsOf(int shard, string whose) => $"{Tags[shard]}:sessions-of:{whose}";

    /// <summary>
    /// String <c>session:seq:ms</c>: the address has opted out, and only answers to what it said at that place of that
    /// session or later, or in a session opened since that time, may go out. Until it opts in again.
    /// </summary>
    public static RedisKey Consent(int shard, string person) => $"{Tags[shard]}:opted-out:{person}";

    /// <summary>An address as keys and shards know it: two lines of a workspace are two conversations.</summary>
    public static string OnLine(string? line, string address) =>
        line is null ? address : $"{address}>{line.ToLowerInvariant()}";

    /// <summary>String <c>session:seq</c>: an inbound message that was taken in. Lives 30 days.</summary>
    public static RedisKey Seen(int shard, string told) => $"{Tags[shard]}:taken:{told}";

    /// <summary>String <c>session:seq</c>: a conversation that we began under a name. Lives 30 days.</summary>
    public static RedisKey Begun(int shard, string told) => $"{Tags[shard]}:started:{told}";

    /// <summary>String, the seq: an operator's message that was taken in. Lives 30 days.</summary>
    public static RedisKey OperatorSeen(SessionId id, string externalId) =>
        $"{Tags[id.Shard]}:operator-seen:{id.Value}:{externalId}";

    /// <summary>
    /// String <c>session address</c>: what was opened under a name that its opener may say again. Lives as long as they
    /// may.
    /// </summary>
    public static RedisKey Opened(string workspace, string name) => $"gateway:opened:{workspace}:{name}";

    /// <summary>
    /// String, JSON: where the provider keeps a file that a contact sent. Lives for the retention after its message
    /// came.
    /// </summary>
    public static RedisKey Media(string workspace, MediaId id) => $"gateway:media:{workspace}:{id.Value}";

    /// <summary>Hash, tokens and their time: what one of our lines may send. Lives until it is full again.</summary>
    public static RedisKey LinePace(string channel, string line) => $"gateway:bucket:pace:{channel}:{line}";

    /// <summary>
    /// Hash, tokens and their time: what one contact may be sent by a line. Lives until it is full again.
    /// </summary>
    public static RedisKey ContactPace(AddressHash hash, string channel, string line, string address) =>
        $"gateway:bucket:contact:{hash.OfPerson($"{channel}:{line}:{address}")}";

    /// <summary>
    /// Sorted set: messages that a contact was answered with by itself, by their time (ms). Lives an hour after the
    /// last.
    /// </summary>
    public static RedisKey Answers(AddressHash hash, string channel, string line, string address) =>
        Answers(hash, $"{channel}:{line}:{address}");

    private static RedisKey Answers(AddressHash hash, string whose) => $"gateway:within:answered:{hash.Of(whose)}";

    /// <summary>
    /// Counter: how much of something a subject has had within a span. Lives as long as the span. All spans of a
    /// subject share a slot.
    /// </summary>
    public static RedisKey Limit(AddressHash hash, string name, string subject, LimitSpan span) =>
        Limit(hash, $"{name}:{subject}", span.ToString());

    private static RedisKey Limit(AddressHash hash, string whose, string span) =>
        $"gateway:limited:{{{hash.Of(whose)}}}:{span}";

    /// <summary>
    /// String: something that may be used once, and was. Lives as long as it would be good for otherwise.
    /// </summary>
    public static RedisKey UsedOnce(AddressHash hash, string name, string value) => UsedOnce(hash, $"{name}:{value}");

    private static RedisKey UsedOnce(AddressHash hash, string what) => $"gateway:used:{hash.Of(what)}";

    /// <summary>
    /// String: the secret of <see cref="AddressHash"/>, in hosts that keep it nowhere else. For good.
    /// </summary>
    public static RedisKey AddressKey => "gateway:address-key";

    /// <summary>String: what the secret makes of certain words, so that another is told from it. For good.</summary>
    public static RedisKey AddressKeyMark => "gateway:address-key-mark";

    /// <summary>Set: the nodes that hash addresses in names; those of earlier versions do not.</summary>
    public static RedisKey NamingNodes => "gateway:nodes-that-hash";

    /// <summary>
    /// String: which names the shard's keys bear: <c>old</c>, with addresses in them, because nodes live that know no
    /// others; <c>moving</c>, hashed, but for what nobody has touched since; <c>moved</c>. For good.
    /// </summary>
    public static RedisKey Names(int shard) => Tags[shard] + ":names";

    /// <summary>String: the node that gives keys their names of today. Lives as long as its lease.</summary>
    public static RedisKey Mover => "gateway:names-mover";

    /// <summary>Reads the name of a session's hash; false for any other.</summary>
    public static bool TryReadSession(string name, out SessionId id)
    {
        id = default;
        return TryReadTag(name, out var shard, out var rest) && rest.StartsWith("session:", StringComparison.Ordinal)
            && SessionId.TryParse(rest["session:".Length..], out id) && id.Shard == shard;
    }

    private static bool TryReadTag(string name, out int shard, out string rest)
    {
        const int Length = 6;
        (shard, rest) = (0, "");
        if (name.Length <= Length || !name.StartsWith("{p:", StringComparison.Ordinal) || name[Length] != ':'
            || !int.TryParse(name.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out shard)
            || Tags[shard] != name[..Length])
        {
            return false;
        }

        rest = name[(Length + 1)..];
        return true;
    }

    /// <summary>The names that earlier versions gave: what follows the kind is what is hashed today.</summary>
    public static class Former
    {
        private const string AddressKind = "address:";
        private const string ConsentKind = "consent:";
        private const string SeenKind = "seen:";
        private const string BegunKind = "begun:";
        private const string OncePrefix = "gateway:once:";

        /// <summary>Those outside the shards.</summary>
        public static IReadOnlyList<FormerNames> OutsideShards { get; } =
        [
            new(OncePrefix, (hash, what) => SessionKeys.UsedOnce(hash, what)),
            new("gateway:within:answers:", (hash, whose) => Answers(hash, whose)),
            new("gateway:limit:{", (hash, rest) => rest.LastIndexOf("}:", StringComparison.Ordinal) is > 0 and var end
                ? Limit(hash, rest[..end], rest[(end + 2)..])
                : (RedisKey?)null),
        ];

        public static RedisKey Address(int shard, string person) => $"{Tags[shard]}:{AddressKind}{person}";

        public static RedisKey Consent(int shard, string person) => $"{Tags[shard]}:{ConsentKind}{person}";

        public static RedisKey Seen(int shard, string told) => $"{Tags[shard]}:{SeenKind}{told}";

        public static RedisKey Begun(int shard, string told) => $"{Tags[shard]}:{BegunKind}{told}";

        public static RedisKey UsedOnce(string name, string value) => $"{OncePrefix}{name}:{value}";

        /// <summary>The name of today of a key in a shard; false for one that has it.</summary>
        public static bool TryReadShard(string name, AddressHash hash, out int shard, out RedisKey now)
        {
            now = default;
            if (!TryReadTag(name, out shard, out var rest))
                return false;
            if (Of(rest, AddressKind) is { } person)
                now = SessionKeys.Address(shard, hash.Of(person));
            else if (Of(rest, ConsentKind) is { } optedOut)
                now = SessionKeys.Consent(shard, hash.Of(optedOut));
            else if (Of(rest, SeenKind) is { } told)
                now = SessionKeys.Seen(shard, hash.Of(told));
            else if (Of(rest, BegunKind) is { } begun)
                now = SessionKeys.Begun(shard, hash.Of(begun));
            else
                return false;
            return true;
        }

        private static string? Of(string rest, string kind) =>
            rest.StartsWith(kind, StringComparison.Ordinal) ? rest[kind.Length..] : null;
    }

    /// <summary>
    /// The shard of an address: the same on every node and in every release, because session ids carry it.
    /// </summary>
    public static int ShardOf(string workspace, string channel, string address)
    {
        // FNV-1a: stable, unlike string.GetHashCode, and good enough to spread addresses over 256 shards.
        var hash = 2166136261u;
        foreach (var part in (ReadOnlySpan<string>)[workspace, "\n", channel, "\n", address])
        {
            foreach (var unit in part)
                hash = (hash ^ unit) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) & (Shards - 1));
    }
}
