using System.Globalization;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Sessions;

/// <summary>Up to when the messages that a provider lists have been read, for each of our lines, over all nodes and restarts.</summary>
public sealed class ReadMarks(IConnectionMultiplexer redis, IOptions<SessionOptions> options)
{
    private readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMs);

    /// <summary>The mark of a line. One that has none yet begins now: what was written before is not ours to answer.</summary>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="line">Our number.</param>
    /// <param name="now">Where a new line begins.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<DateTimeOffset> BeginAsync(string channel, string line, DateTimeOffset now)
    {
        var key = SessionKeys.ReadUpTo(channel, line);
        return await AskAsync(redis.GetDatabase().StringSetAsync(key, now.ToUnixTimeMilliseconds(), when: When.NotExists))
            ? now
            : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)(await AskAsync(redis.GetDatabase().StringGetAsync(key)))!, CultureInfo.InvariantCulture));
    }

    /// <summary>Moves the mark of a line.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task MoveAsync(string channel, string line, DateTimeOffset to) =>
        AskAsync(redis.GetDatabase().StringSetAsync(SessionKeys.ReadUpTo(channel, line), to.ToUnixTimeMilliseconds()));

    private async Task<T> AskAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(_timeout);
        }
        catch (Exception error) when (SessionStoreUnavailableException.IsCause(error))
        {
            throw new SessionStoreUnavailableException(error);
        }
    }
}
