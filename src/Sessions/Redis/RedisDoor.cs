using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>
/// The one way to Redis: what is asked is answered within <see cref="SessionOptions.RedisTimeoutMs"/>, or is said not
/// to be by one exception, whatever was the cause.
/// </summary>
/// <param name="redis">The connection.</param>
/// <param name="options">How long Redis may take.</param>
public sealed class RedisDoor(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>The connection, for topics.</summary>
    internal IConnectionMultiplexer Connection => redis;

    /// <summary>Asks.</summary>
    /// <param name="ask">What: one command, or several at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; what was asked for may or may not have
    /// been done.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ask(redis.GetDatabase()).WaitAsync(_timeout, cancellationToken);
        }
        catch (Exception error)
            when (!cancellationToken.IsCancellationRequested && SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }

    /// <summary>Asks for several answers at once.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; what was asked for may or may not have
    /// been done.</exception>
    public Task<T[]> AskAllAsync<T>(
        Func<IDatabase, IEnumerable<Task<T>>> ask, CancellationToken cancellationToken = default) =>
        AskAsync(database => Task.WhenAll(ask(database)), cancellationToken);

    /// <summary>Runs a script in one round trip.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; what was asked for may or may not have
    /// been done.</exception>
    public async Task<RedisResult> RunAsync(LuaScript script, RedisKey[] keys, RedisValue[] values)
    {
        var result = await AskAsync(database => script.RunAsync(database, keys, values));
        // The client ends its tasks one after the other on one thread: whoever went on there would hold up everyone's
        // answers.
        await Task.Yield();
        return result;
    }
}
