using Gateway.Sessions;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Groups that became supergroups, and have another number since. The conversation keeps the address it began under; only where it is answered changes.
/// </summary>
/// <exception cref="SessionStoreUnavailableException">Thrown by all of it when Redis does not answer.</exception>
internal sealed class TelegramMoves(RedisDoor redis)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>Notes that a group has moved. Safe to say again.</summary>
    public Task NoteAsync(long bot, long from, long to) => redis.AskAllAsync(database => (Task<bool>[])
    [
        database.StringSetAsync(TelegramKeys.MovedTo(bot, from), to, Lifetime),
        database.StringSetAsync(TelegramKeys.MovedFrom(bot, to), from, Lifetime),
    ]);

    /// <summary>The address that a group's conversation is kept under.</summary>
    public async Task<TelegramAddress> OriginOf(long bot, TelegramAddress address) =>
        !address.IsPrivate && !address.CanMigrate && await FindAsync(TelegramKeys.MovedFrom(bot, address.Chat)) is { } chat ? address with { Chat = chat } : address;

    /// <summary>Where a group is now.</summary>
    public async Task<TelegramAddress> PlaceOf(long bot, TelegramAddress address) =>
        address.CanMigrate && await FindAsync(TelegramKeys.MovedTo(bot, address.Chat)) is { } chat ? address with { Chat = chat } : address;

    private async Task<long?> FindAsync(RedisKey key) => (long?)await redis.AskAsync(database => database.StringGetAsync(key));
}
