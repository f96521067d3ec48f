using System.Text.Json;
using Gateway.Sessions.Redis;
using Gateway.Sessions.Workspaces;
using StackExchange.Redis;

namespace Gateway.Sessions.Deliveries;

/// <summary>
/// Words about consent that hold already, at the door in Redis, and that the records have still to be told of. They
/// stay until the records have them.
/// </summary>
public sealed class OwedConsents(RedisDoor redis)
{
    /// <summary>Keeps one. Safe to say again.</summary>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been kept.</exception>
    public Task AddAsync(ConsentEvent consent) => redis.AskAsync(database => database.HashSetAsync(
        SessionKeys.OwedConsents, NameOf(consent), JsonSerializer.SerializeToUtf8Bytes(consent, SessionJson.Options)));

    /// <summary>Drops one: the records have it.</summary>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been dropped.</exception>
    public Task ForgetAsync(ConsentEvent consent) =>
        redis.AskAsync(database => database.HashDeleteAsync(SessionKeys.OwedConsents, NameOf(consent)));

    /// <summary>Some of them, in no order.</summary>
    /// <param name="most">How many at the most.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<IReadOnlyList<ConsentEvent>> ReadAsync(int most)
    {
        // By chance: one that the records cannot take is not always before the others.
        var some = await redis.AskAsync(
            database => database.ExecuteAsync("HRANDFIELD", SessionKeys.OwedConsents, most));
        var names = (RedisValue[])some!;
        if (names.Length == 0)
            return [];
        var found = await redis.AskAsync(database => database.HashGetAsync(SessionKeys.OwedConsents, names));
        return [.. found.Where(one => one.HasValue).Select(Read)];
    }

    private static ConsentEvent Read(RedisValue json) =>
        JsonSerializer.Deserialize<ConsentEvent>((byte[])json!, SessionJson.Options)!;

    private static string NameOf(ConsentEvent consent) => $"{consent.Workspace}\n{consent.Source}";
}
