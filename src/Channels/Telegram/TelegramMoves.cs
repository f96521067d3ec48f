using Gateway.Sessions;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Groups that became supergroups, and have another number since. The conversation keeps the address it began under;
/// only where it is answered changes.
/// </summary>
/// <exception cref="SessionStoreUnavailableException">Thrown by all of it when Redis does not answer.</exception>
internal sealed class TelegramMoves(RedisDoor redis, AddressNames names)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>Notes that a group has moved. Safe to say again.</summary>
    public async Task NoteAsync(long bot, long from, long to)
    {
        var hash = await names.ReadyAsync();
        var (old, now) = (TelegramKeys.Chat(bot, from), TelegramKeys.Chat(bot, to));
        List<(RedisKey Key, long Chat)> notes =
            [(TelegramKeys.MovedTo(hash, old), to), (TelegramKeys.MovedFrom(hash, now), from)];
        if (names.AreOld)
            notes.AddRange([(TelegramKeys.FormerlyMovedTo(old), to), (TelegramKeys.FormerlyMovedFrom(now), from)]);
        await redis.AskAllAsync(
            database => notes.Select(note => database.StringSetAsync(note.Key, note.Chat, Lifetime)));
    }

    /// <summary>The address that a group's conversation is kept under.</summary>
    public async Task<TelegramAddress> OriginOf(long bot, TelegramAddress address) =>
        !address.IsPrivate && !address.CanMigrate &&
        await FindAsync(bot, address.Chat, TelegramKeys.MovedFrom, TelegramKeys.FormerlyMovedFrom) is { } chat
            ? address with { Chat = chat }
            : address;

    /// <summary>Where a group is now.</summary>
    public async Task<TelegramAddress> PlaceOf(long bot, TelegramAddress address) =>
        address.CanMigrate
        && await FindAsync(bot, address.Chat, TelegramKeys.MovedTo, TelegramKeys.FormerlyMovedTo) is { } chat
            ? address with { Chat = chat }
            : address;

    private async Task<long?> FindAsync(
        long bot, long chat, Func<AddressHash, string, RedisKey> now, Func<string, RedisKey> formerly)
    {
        var name = TelegramKeys.Chat(bot, chat);
        var key = now(await names.ReadyAsync(), name);
        // Under the former name first: from there it may be moved, and not back.
        var found = names.AreMoved
            ? default
            : await redis.AskAsync(database => database.StringGetAsync(formerly(name)));
        return (long?)(found.HasValue ? found : await redis.AskAsync(database => database.StringGetAsync(key)));
    }
}
