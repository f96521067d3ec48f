using System.Security.Cryptography;
using System.Text;

namespace Gateway.Testing;

/// <summary>A message the fake has taken.</summary>
/// <param name="Chat">Where to.</param>
/// <param name="Id">Its number in the chat.</param>
/// <param name="Text">What is read now.</param>
/// <param name="At">When it was taken.</param>
public sealed record FakeTelegramMessage(long Chat, int Id, string Text, DateTimeOffset At)
{
    /// <summary>The topic, or null.</summary>
    public long? Thread { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<FakeTelegramEntity> Entities { get; init; } = [];

    /// <summary>Titles with what comes back, or the address that is opened.</summary>
    public IReadOnlyList<(string Text, string? Data, string? Url)> Buttons { get; init; } = [];

    /// <summary>The picture, or null.</summary>
    public string? Photo { get; init; }

    /// <summary>The first picture of its album; null when it is of none.</summary>
    public int? Album { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Edits { get; init; }

    /// <summary>What it says, as one value: two messages with the same are the same message sent twice.</summary>
    public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Chat}\n{Thread}\n{Photo}\n{Text}\n{string.Join('\n', Buttons)}")));
}

/// <summary>All that the fake has taken, in order.</summary>
public sealed class FakeTelegramLedger
{
    private readonly Lock _gate = new();
    private readonly List<FakeTelegramMessage> _messages = [];
    private readonly List<(string Method, long Chat, string? Text)> _calls = [];
    private int _lastId = 1_000;

    /// <summary>The messages as they stand now.</summary>
    public IReadOnlyList<FakeTelegramMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    /// <summary>What was taken besides new messages: changes, drafts, actions, answers to presses.</summary>
    public IReadOnlyList<(string Method, long Chat, string? Text)> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>How many messages were taken that one before them equals.</summary>
    public int Doubles => Messages.GroupBy(message => message.Hash).Sum(group => group.Count() - 1);

    /// <summary>The number of a message that someone writes: those of both sides come from one row.</summary>
    public int NewId()
    {
        lock (_gate)
            return ++_lastId;
    }

    internal FakeTelegramMessage Add(Func<int, FakeTelegramMessage> make)
    {
        lock (_gate)
        {
            var message = make(++_lastId);
            _messages.Add(message);
            return message;
        }
    }

    internal FakeTelegramMessage? Change(long chat, int id, Func<FakeTelegramMessage, FakeTelegramMessage> change)
    {
        lock (_gate)
        {
            var place = _messages.FindIndex(message => message.Chat == chat && message.Id == id);
            return place < 0 ? null : _messages[place] = change(_messages[place]);
        }
    }

    internal void Note(string method, long chat, string? text)
    {
        lock (_gate)
            _calls.Add((method, chat, text));
    }
}
