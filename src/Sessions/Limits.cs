using Microsoft.Extensions.Options;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions;

/// <summary>Limits that hold over all nodes.</summary>
public sealed class Limits(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    private static readonly LuaScript Limit = LuaScript.Load("limit");
    private static readonly LuaScript Bucket = LuaScript.Load("bucket");
    private static readonly LuaScript Within = LuaScript.Load("within");

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

    /// <summary>Counts events that have names, each once: there is no span of that length with more of them than the most.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="events">Their names; they are counted all together or not at all.</param>
    /// <param name="most">How many within the span.</param>
    /// <param name="span">How long the span is.</param>
    /// <returns>False when they are too many.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> CountWithinAsync(string name, string subject, IReadOnlyList<string> events, int most, TimeSpan span) =>
        (long)await Within.RunAsync(
            redis.GetDatabase(), [$"gateway:within:{name}:{subject}"], [most, (long)span.TotalMilliseconds, .. events.Select(one => (RedisValue)one)], _timeout) == 1;

    /// <summary>Takes tokens out of a bucket that fills steadily: a provider's pace.</summary>
    /// <param name="name">Which bucket.</param>
    /// <param name="perSecond">How fast it fills; more than 0.</param>
    /// <param name="burst">How many tokens it holds when full; at least 1.</param>
    /// <param name="cost">How many to take.</param>
    /// <param name="reserve">How many must be left afterwards, for those who may not wait.</param>
    /// <returns>Null when they were taken, else how long until there will be enough; nothing was taken then.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<TimeSpan?> TakeAsync(string name, double perSecond, double burst, double cost = 1, double reserve = 0)
    {
        var wait = (long)await Bucket.RunAsync(redis.GetDatabase(), [$"gateway:bucket:{name}"], [perSecond, burst, cost, reserve], _timeout);
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
