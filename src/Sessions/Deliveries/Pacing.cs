using Gateway.Sessions.Redis;
using StackExchange.Redis;
using LuaScript = Gateway.Sessions.Redis.LuaScript;

namespace Gateway.Sessions.Deliveries;

/// <summary>
/// How fast our lines send and contacts are sent to, over all nodes. Whoever puts something on a contact's screen asks
/// here, so that all take from the same two buckets: the line's and the contact's.
/// </summary>
public sealed class Pacing(RedisDoor redis, AddressNames names)
{
    private static readonly LuaScript Bucket = LuaScript.Load("bucket");
    private static readonly LuaScript Hold = LuaScript.Load("hold");
    private static readonly LuaScript Within = LuaScript.Load("within");

    /// <summary>Takes the room that a message needs.</summary>
    /// <param name="session">Whom it goes to, and by which line; a session of a channel with a provider.</param>
    /// <param name="pace">How fast the provider lets us send it.</param>
    /// <returns>
    /// Null when it may go now, else how long until it may. What the contact's bucket gave is gone when the line's has
    /// too little.
    /// </returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<TimeSpan?> TakeAsync(Session session, Pace pace) =>
        await TakeAsync(await ContactOfAsync(session), pace.RecipientPerSecond, pace.RecipientBurst)
        ?? await TakeAsync(LineOf(session), pace.SenderPerSecond, pace.SenderBurst, pace.Cost);

    /// <summary>
    /// Takes room for something that may as well not be shown: only where the next message to the contact, and half of
    /// what the line sends at once, would still not have to wait.
    /// </summary>
    /// <param name="session">As for <see cref="TakeAsync(Session, Pace)"/>.</param>
    /// <param name="pace">Likewise.</param>
    /// <returns>Whether it may be shown.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> TakeSpareAsync(Session session, Pace pace) =>
        await TakeAsync(
            await ContactOfAsync(session), pace.RecipientPerSecond, pace.RecipientBurst, reserve: 1) is null &&
        await TakeAsync(
            LineOf(session), pace.SenderPerSecond, pace.SenderBurst, pace.Cost, reserve: pace.SenderBurst / 2) is null;

    /// <summary>
    /// The provider wants the contact left alone for a while: nobody gets room before it is over. A longer wait stands.
    /// </summary>
    /// <param name="session">As for <see cref="TakeAsync(Session, Pace)"/>.</param>
    /// <param name="pace">Likewise.</param>
    /// <param name="wait">How long, more than zero.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task HoldAsync(Session session, Pace pace, TimeSpan wait) => await redis.RunAsync(
        Hold, [await ContactOfAsync(session)],
        [(long)Math.Ceiling(wait.TotalMilliseconds), pace.RecipientPerSecond, pace.RecipientBurst]);

    /// <summary>
    /// Counts what a contact is answered by itself, each message once: there is no hour with more of them than the
    /// most.
    /// </summary>
    /// <param name="session">Who is answered, and by which line.</param>
    /// <param name="messages">The messages' names; they are counted all together or not at all.</param>
    /// <param name="most">How many within an hour.</param>
    /// <returns>False when they are too many.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<bool> CountAnswersAsync(Session session, IReadOnlyList<string> messages, int most)
    {
        var hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;
        return (long)await redis.RunAsync(
            Within, [SessionKeys.Answers(await names.ReadyAsync(), session.Channel, session.Line!, session.Address)],
            [most, hour, .. messages.Select(message => (RedisValue)message)]) == 1;
    }

    private static RedisKey LineOf(Session session) => SessionKeys.LinePace(session.Channel, session.Line!);

    private async ValueTask<RedisKey> ContactOfAsync(Session session) =>
        SessionKeys.ContactPace(await names.ReadyAsync(), session.Channel, session.Line!, session.Address);

    private async Task<TimeSpan?> TakeAsync(
        RedisKey bucket, double perSecond, double burst, double cost = 1, double reserve = 0)
    {
        var wait = (long)await redis.RunAsync(Bucket, [bucket], [perSecond, burst, cost, reserve]);
        return wait == 0 ? null : TimeSpan.FromMilliseconds(wait);
    }
}
