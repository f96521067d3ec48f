namespace Gateway.StandIns.Telegram;

/// <summary>The messages of a bot in all its chats.</summary>
/// <param name="lastId">The number before the first one.</param>
/// <param name="most">How many are kept; the oldest go first.</param>
public class ChatBook(int lastId, int most = int.MaxValue)
{
    private readonly SortedDictionary<int, BotMessage> _messages = [];
    private int _lastId = lastId;

    /// <summary>The messages as they stand now, in order.</summary>
    public IReadOnlyList<BotMessage> Messages
    {
        get
        {
            lock (Gate)
                return [.. _messages.Values];
        }
    }

    /// <summary>Held while anything is looked up or changed.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>A new message's number: those of both sides come from one row.</summary>
    public int NewId() => Interlocked.Increment(ref _lastId);

    /// <summary>A message, or null.</summary>
    public BotMessage? Find(long chat, int id)
    {
        lock (Gate)
            return _messages.TryGetValue(id, out var message) && message.Chat == chat ? message : null;
    }

    internal BotMessage Add(BotMessage message)
    {
        lock (Gate)
        {
            _messages.Add(message.Id, message);
            if (_messages.Count > most)
                _messages.Remove(_messages.First().Key);
        }

        return message;
    }

    internal BotMessage? Change(long chat, int id, Func<BotMessage, BotMessage> change)
    {
        lock (Gate)
            return Find(chat, id) is { } message ? _messages[id] = change(message) : null;
    }
}
