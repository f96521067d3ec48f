using Gateway.StandIns.Telegram;

namespace Gateway.Testing;

/// <summary>All that the fake has taken, in order.</summary>
public sealed class FakeTelegramLedger() : ChatBook(lastId: 1_000)
{
    private readonly List<(string Method, long Chat, string? Text)> _calls = [];

    /// <summary>What was taken besides new messages: changes, drafts, actions, answers to presses.</summary>
    public IReadOnlyList<(string Method, long Chat, string? Text)> Calls
    {
        get
        {
            lock (Gate)
                return [.. _calls];
        }
    }

    /// <summary>How many messages were taken that say what one before them says.</summary>
    public int Doubles => Messages
        .GroupBy(
            message => (message.Chat, message.Thread, message.Photo, message.Text, string.Join('\n', message.Buttons)))
        .Sum(group => group.Count() - 1);

    internal void Note(string method, long chat, string? text)
    {
        lock (Gate)
            _calls.Add((method, chat, text));
    }
}
