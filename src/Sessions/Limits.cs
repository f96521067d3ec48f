using Microsoft.Extensions.Options;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions;

/// <summary>Limits that hold over all nodes.</summary>
public sealed class Limits(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    private static readonly LuaScript Limit = LuaScript.Load("limit");

    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>Counts one event.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="most">How many events within the window.</param>
    /// <param name="window">How long the window is, from its first event.</param>
    /// <returns>Null when it is within the limit, else how long to wait.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<TimeSpan?> CountAsync(string name, string subject, int most, TimeSpan window)
    {
        var wait = (long)await Limit.RunAsync(
            redis.GetDatabase(), [$"gateway:limit:{name}:{subject}"], [most, (long)window.TotalMilliseconds], _timeout);
        return wait == 0 ? null : TimeSpan.FromMilliseconds(wait);
    }

    /// <summary>Uses up something that may be used once.</summary>
    /// <param name="name">What kind of thing.</param>
    /// <param name="value">The thing.</param>
    /// <param name="lifetime">How long it would be good for otherwise.</param>
    /// <returns>False when it was used before.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> UseOnceAsync(string name, string value, TimeSpan lifetime)
    {
        try
        {
            return await redis.GetDatabase().StringSetAsync($"gateway:once:{name}:{value}", 1, lifetime, When.NotExists).WaitAsync(_timeout);
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }
}
