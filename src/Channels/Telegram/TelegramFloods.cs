using System.Collections.Concurrent;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Tells the two floods apart that Telegram answers with the same 429: too much for one chat, or too much from the bot.
/// Several chats at once mean the bot.
/// </summary>
internal sealed class TelegramFloods(TimeProvider clock)
{
    private const int ChatsThatMeanTheBot = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, Dictionary<long, DateTimeOffset>> _bots = new();

    /// <summary>Notes a 429.</summary>
    /// <returns>True when it is the bot as a whole that must wait.</returns>
    public bool Note(long bot, long chat)
    {
        var chats = _bots.GetOrAdd(bot, _ => []);
        lock (chats)
        {
            var now = clock.GetUtcNow();
            chats[chat] = now;
            foreach (var old in chats.Where(one => now - one.Value > Window).Select(one => one.Key).ToList())
                chats.Remove(old);
            return chats.Count >= ChatsThatMeanTheBot;
        }
    }
}
