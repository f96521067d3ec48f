using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Twilio;

/// <summary>
/// Up to when the messages that a provider lists have been read, for each of our lines, over all nodes and restarts.
/// </summary>
internal sealed class ReadMarks(RedisDoor redis)
{
    /// <summary>
    /// The mark of a line. One that has none yet begins now: what was written before is not ours to answer.
    /// </summary>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="line">Our number.</param>
    /// <param name="now">Where a new line begins.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<DateTimeOffset> BeginAsync(string channel, string line, DateTimeOffset now)
    {
        var key = KeyOf(channel, line);
        return await redis.AskAsync(
            database => database.StringSetAsync(key, now.ToUnixTimeMilliseconds(), when: When.NotExists))
            ? now
            : DateTimeOffset.FromUnixTimeMilliseconds(
                long.Parse(
                (string)(await redis.AskAsync(database => database.StringGetAsync(key)))!,
                CultureInfo.InvariantCulture));
    }

    /// <summary>Moves the mark of a line.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task MoveAsync(string channel, string line, DateTimeOffset to) =>
        redis.AskAsync(database => database.StringSetAsync(KeyOf(channel, line), to.ToUnixTimeMilliseconds()));

    /// <summary>String, Unix time in ms. For good.</summary>
    private static RedisKey KeyOf(string channel, string line) => $"gateway:read-up-to:{channel}:{line}";
}
