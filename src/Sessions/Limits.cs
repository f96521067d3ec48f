using Microsoft.Extensions.Options;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions;

/// <summary>Limits that hold over all nodes.</summary>
public sealed class Limits(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    private static readonly LuaScript Allow = LuaScript.Load("allow");
    private static readonly LuaScript Bucket = LuaScript.Load("bucket");
    private static readonly LuaScript Within = LuaScript.Load("within");

    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>Counts one event, unless it would be one too many.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="allowance">How many events within each span.</param>
    /// <returns>Null when it was counted; else what is used up, and nothing was written.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<Exhausted?> CountAsync(string name, string subject, Allowance allowance) => AllowAsync(name, subject, 1, "within", allowance);

    /// <summary>Counts what has been used already.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="amount">How much it was.</param>
    /// <param name="allowance">How much within each span.</param>
    /// <returns>Null while something is left; else what is used up.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<Exhausted?> ChargeAsync(string name, string subject, long amount, Allowance allowance) =>
        AllowAsync(name, subject, amount, "after", allowance);

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

    private async Task<Exhausted?> AllowAsync(string name, string subject, long amount, string when, Allowance allowance)
    {
        var spans = Enum.GetValues<LimitSpan>().Where(span => allowance.Of(span) is not null).ToArray();
        if (spans.Length == 0)
            return null;
        var result = (RedisResult[])(await Allow.RunAsync(redis.GetDatabase(),
            // One slot of a cluster for all spans of a subject.
            Array.ConvertAll(spans, span => (RedisKey)$"gateway:limit:{{{name}:{subject}}}:{span}"),
            [amount, when, .. spans.SelectMany(span => new RedisValue[] { allowance.Of(span)!.Value, (long)Length(span).TotalMilliseconds })],
            _timeout))!;
        return (int)result[0] == 0 ? null : new Exhausted(spans[(int)result[0] - 1], TimeSpan.FromMilliseconds((long)result[1]));
    }

    private static TimeSpan Length(LimitSpan span) => span switch
    {
        LimitSpan.Minute => TimeSpan.FromMinutes(1),
        LimitSpan.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };
}
