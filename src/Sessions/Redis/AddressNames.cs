using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// How the names of Redis's keys stand for addresses: by their hash, and never as they are. Earlier versions wrote them
/// out; as long as there may be keys with such names everything is found under either, and gets its name of today the
/// first time that it is touched, or from the engine's mover.
/// </summary>
/// <exception cref="SessionStoreUnavailableException">Thrown by all of it when Redis does not answer.</exception>
/// <exception cref="ConfigurationException">Thrown by all of it when the names in Redis were made with another
/// key.</exception>
public sealed class AddressNames
{
    private const string Old = "old";
    private const string Moving = "moving";
    private const string Moved = "moved";

    private readonly Lock _gate = new();
    private readonly RedisDoor _redis;
    private readonly NodeId _node;
    private readonly IAddressKey _key;
    private readonly SessionOptions _options;

    private volatile AddressHash? _hash;
    private volatile string _word = Moving;
    private Task<AddressHash>? _loading;

    /// <summary>Names keys.</summary>
    /// <param name="redis">Where they are.</param>
    /// <param name="node">This node.</param>
    /// <param name="key">Where the secret is kept unless the options give it.</param>
    /// <param name="options">The options.</param>
    public AddressNames(RedisDoor redis, NodeId node, IAddressKey key, IOptions<SessionOptions> options) =>
        (_redis, _node, _key, _options) = (redis, node, key, options.Value);

    /// <summary>Whether no key bears a former name any more. Once it is so it stays so.</summary>
    public bool AreMoved => _word == Moved;

    /// <summary>Whether nodes of an earlier version may live, which look under former names alone.</summary>
    public bool AreOld => _word == Old;

    /// <summary>What hashes addresses; the first time it asks Redis, and whoever keeps the key.</summary>
    public ValueTask<AddressHash> ReadyAsync() => _hash is { } hash ? new(hash) : new(LoadOnceAsync());

    /// <summary>Runs a script some of whose keys may bear former names, in one round trip.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys, by their names of today.</param>
    /// <param name="values">Its arguments.</param>
    /// <param name="former">Which of the keys had another name, and which; not looked at once all are moved.</param>
    /// <param name="shard">The shard they are in; null for keys outside the shards.</param>
    public Task<RedisResult> RunAsync(
        LuaScript script, RedisKey[] keys, RedisValue[] values, (RedisKey Now, RedisKey Former)[] former,
        int? shard = null)
    {
        var word = _word;
        if (word == Moved)
            return _redis.RunAsync(script, keys, values);
        var names = former.SelectMany(name => new[] { name.Now, name.Former });
        RedisKey[] said = shard is { } one ? [SessionKeys.Names(one)] : [];
        return _redis.RunAsync(script.Settling, [.. keys, .. names, .. said], [.. values, word, keys.Length]);
    }

    /// <summary>Asks Redis how far the move is, and sets it off where no node of an earlier version lives.</summary>
    /// <returns>Whether there was no word yet, as in a Redis that is new to this version.</returns>
    internal async Task<bool> LookAsync()
    {
        await _redis.AskAsync(database => database.SetAddAsync(SessionKeys.NamingNodes, _node.Value));
        var words = await ReadAsync();
        var isNew = words.All(word => word is null);
        if (words.Any(word => word is not (Moving or Moved)))
        {
            await SetAsync(words, await DoEarlierNodesLiveAsync() ? Old : Moving);
            words = await ReadAsync();
        }

        _word = words.Any(word => word is null or Old) ? Old : words.All(word => word == Moved) ? Moved : Moving;
        return isNew;
    }

    /// <summary>Notes that no key bears a former name.</summary>
    internal async Task FinishAsync()
    {
        await _redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
            .Select(shard => database.StringSetAsync(SessionKeys.Names(shard), Moved)));
        _word = Moved;
    }

    private Task<string?[]> ReadAsync() => _redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
        .Select(async shard => (string?)await database.StringGetAsync(SessionKeys.Names(shard))));

    /// <summary>
    /// A shard that has no word gets this one, and one where old names are used does when they need not be any more.
    /// </summary>
    private Task<bool[]> SetAsync(string?[] words, string word) =>
        _redis.AskAllAsync(database => Enumerable.Range(0, SessionKeys.Shards)
        .Where(shard => words[shard] is null || (words[shard] == Old && word == Moving))
        .Select(
            shard => database.StringSetAsync(
            SessionKeys.Names(shard), word, when: words[shard] is null ? When.NotExists : When.Exists)));

    private async Task<bool> DoEarlierNodesLiveAsync()
    {
        var naming = (await _redis.AskAsync(database => database.SetMembersAsync(SessionKeys.NamingNodes))).ToHashSet();
        var living = await _redis.AskAsync(database => database.SortedSetRangeByScoreAsync(SessionKeys.Nodes));
        return living.Any(node => !naming.Contains(node));
    }

    private Task<AddressHash> LoadOnceAsync()
    {
        lock (_gate)
        {
            if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
                _loading = LoadAsync();
            return _loading;
        }
    }

    private async Task<AddressHash> LoadAsync()
    {
        var hash = new AddressHash(_options.ReadAddressKey() ?? await _key.GetAsync());
        // Under another key nothing would be found that is there, and nobody's opt-out be seen.
        var mark = hash.Of("the key of all names");
        await _redis.AskAsync(
            database => database.StringSetAsync(SessionKeys.AddressKeyMark, mark, when: When.NotExists));
        if (await _redis.AskAsync(database => database.StringGetAsync(SessionKeys.AddressKeyMark)) != mark)
        {
            throw new ConfigurationException(
                SessionOptions.AddressKeySetting, "another key",
                "the one under which the addresses in this Redis were hashed, the same on every node");
        }

        await LookAsync();
        return _hash = hash;
    }
}
