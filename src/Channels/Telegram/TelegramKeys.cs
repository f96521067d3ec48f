using System.Globalization;
using StackExchange.Redis;

namespace Gateway.Channels.Telegram;

/// <summary>What the channel keeps in Redis besides the sessions.</summary>
internal static class TelegramKeys
{
    /// <summary>String, a node's id: which node asks for a bot's updates. Lives as long as its lease.</summary>
    public static RedisKey Poller(long bot) => string.Create(CultureInfo.InvariantCulture, $"gateway:telegram:poller:{bot}");

    /// <summary>String, a chat's number: the supergroup that a group has become. Lives 400 days.</summary>
    public static RedisKey MovedTo(long bot, long chat) => string.Create(CultureInfo.InvariantCulture, $"gateway:telegram:moved-to:{bot}:{chat}");

    /// <summary>String, a chat's number: the group that a supergroup was. Lives 400 days.</summary>
    public static RedisKey MovedFrom(long bot, long chat) => string.Create(CultureInfo.InvariantCulture, $"gateway:telegram:moved-from:{bot}:{chat}");
}
