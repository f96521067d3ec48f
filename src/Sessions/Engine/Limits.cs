using Gateway.Sessions.Redis;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions.Engine;

/// <summary>Limits that hold over all nodes.</summary>
public sealed class Limits(RedisDoor redis, AddressNames names)
{
    private static readonly LuaScript Allow = LuaScript.Load("allow");

    /// <summary>Counts one event, unless it would be one too many.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="allowance">How many events within each span.</param>
    /// <returns>Null when it was counted; else what is used up, and nothing was written.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<Exhausted?> CountAsync(string name, string subject, Allowance allowance) =>
        AllowAsync(name, subject, 1, "within", allowance);

    /// <summary>Counts what has been used already.</summary>
    /// <param name="name">What is limited.</param>
    /// <param name="subject">Who is limited.</param>
    /// <param name="amount">How much it was.</param>
    /// <param name="allowance">How much within each span.</param>
    /// <returns>Null while something is left; else what is used up.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task<Exhausted?> ChargeAsync(string name, string subject, long amount, Allowance allowance) =>
        AllowAsync(name, subject, amount, "after", allowance);

    /// <summary>Uses up something that may be used once.</summary>
    /// <param name="name">What kind of thing.</param>
    /// <param name="value">The thing.</param>
    /// <param name="lifetime">How long it would be good for otherwise.</param>
    /// <returns>False when it was used before.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> UseOnceAsync(string name, string value, TimeSpan lifetime)
    {
        var key = SessionKeys.UsedOnce(await names.ReadyAsync(), name, value);
        // Under the former name first: from there it may be moved, and not back.
        return (names.AreMoved || await WasNotUsedBeforeAsync(SessionKeys.Former.UsedOnce(name, value), lifetime))
            && await redis.AskAsync(database => database.StringSetAsync(key, 1, lifetime, When.NotExists));
    }

    private async Task<bool> WasNotUsedBeforeAsync(RedisKey former, TimeSpan lifetime) => names.AreOld
        ? await redis.AskAsync(database => database.StringSetAsync(former, 1, lifetime, When.NotExists))
        : !await redis.AskAsync(database => database.KeyExistsAsync(former));

    private async Task<Exhausted?> AllowAsync(
        string name, string subject, long amount, string when, Allowance allowance)
    {
        var spans = Enum.GetValues<LimitSpan>().Where(span => allowance.Of(span) is not null).ToArray();
        if (spans.Length == 0)
            return null;
        var hash = await names.ReadyAsync();
        var result = (RedisResult[])(await redis.RunAsync(Allow,
            Array.ConvertAll(spans, span => SessionKeys.Limit(hash, name, subject, span)),
            [amount, when,
                .. spans.SelectMany(
                span => new RedisValue[] { allowance.Of(span)!.Value, (long)Length(span).TotalMilliseconds })]))!;
        return (int)result[0] == 0
            ? null
            : new Exhausted(spans[(int)result[0] - 1], TimeSpan.FromMilliseconds((long)result[1]));
    }

    private static TimeSpan Length(LimitSpan span) => span switch
    {
        LimitSpan.Minute => TimeSpan.FromMinutes(1),
        LimitSpan.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };
}
