using System.Globalization;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Channels.Telegram;

/// <summary>What the channel keeps in Redis besides the sessions.</summary>
internal static class TelegramKeys
{
    /// <summary>String, a node's id: which node asks for a bot's updates. Lives as long as its lease.</summary>
    public static RedisKey Poller(long bot) =>
        string.Create(CultureInfo.InvariantCulture, $"gateway:telegram:poller:{bot}");

    private const string FormerMovedTo = "gateway:telegram:moved-to:";
    private const string FormerMovedFrom = "gateway:telegram:moved-from:";

    /// <summary>The names that earlier versions gave.</summary>
    public static IReadOnlyList<FormerNames> Former { get; } =
        [new(FormerMovedTo, (hash, chat) => MovedTo(hash, chat)),
            new(FormerMovedFrom, (hash, chat) => MovedFrom(hash, chat))];

    /// <summary>A bot's chat, as it is hashed.</summary>
    public static string Chat(long bot, long chat) => string.Create(CultureInfo.InvariantCulture, $"{bot}:{chat}");

    /// <summary>String, a chat's number: the supergroup that a group has become, by its hash. Lives 400 days.</summary>
    public static RedisKey MovedTo(AddressHash hash, string chat) => "gateway:telegram:now-at:" + hash.Of(chat);

    /// <summary>String, a chat's number: the group that a supergroup was, by its hash. Lives 400 days.</summary>
    public static RedisKey MovedFrom(AddressHash hash, string chat) => "gateway:telegram:was-at:" + hash.Of(chat);

    public static RedisKey FormerlyMovedTo(string chat) => FormerMovedTo + chat;

    public static RedisKey FormerlyMovedFrom(string chat) => FormerMovedFrom + chat;
}
