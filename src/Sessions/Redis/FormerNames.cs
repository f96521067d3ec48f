using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// A kind of key outside the shards that named people in earlier versions, for what gives such keys their names of
/// today.
/// </summary>
/// <param name="Prefix">What their names began with.</param>
/// <param name="Now">The name of today, by what followed the prefix; null for a key that is none of that kind.</param>
public sealed record FormerNames(string Prefix, Func<AddressHash, string, RedisKey?> Now);
