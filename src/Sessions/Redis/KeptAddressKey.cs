using System.Security.Cryptography;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// The key for hosts that keep nothing outside Redis: it hides addresses from who sees the names of keys alone.
/// </summary>
/// <param name="redis">Where it is kept, beside what it names.</param>
public sealed class KeptAddressKey(RedisDoor redis) : IAddressKey
{
    /// <inheritdoc/>
    public async Task<byte[]> GetAsync()
    {
        await redis.AskAsync(database => database.StringSetAsync(
            SessionKeys.AddressKey, RandomNumberGenerator.GetBytes(AddressHash.KeyBytes), when: When.NotExists));
        return (await redis.AskAsync(database => database.StringGetAsync(SessionKeys.AddressKey)))!;
    }
}
