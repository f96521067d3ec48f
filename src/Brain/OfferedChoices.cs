using Gateway.Sessions;

namespace Gateway.Brain;

/// <summary>What was last put to the contact.</summary>
/// <param name="Choices">What it offers to choose from; empty when it is open, or no question.</param>
/// <param name="IsQuestion">Whether an answer is awaited.</param>
internal readonly record struct OfferedChoices(IReadOnlyList<Choice> Choices, bool IsQuestion)
{
    // Further back no one counts buttons any more.
    private const int MostEntries = 3;

    /// <summary>
    /// What stood before a message: the newest choices or question. An answer that asks nothing leaves the choices above it standing; a question of its own
    /// ends them, for its answer may be a number.
    /// </summary>
    public static OfferedChoices Before(Entry message, Turn turn)
    {
        var said = turn.Recent.Where(entry => entry.Seq < message.Seq && entry.Role is EntryRole.Agent or EntryRole.Operator).TakeLast(MostEntries);
        foreach (var entry in said.Reverse())
        {
            var choices = Sessions.Choices.Of(entry.Parts);
            if (choices.Count > 0 || entry.Text.Contains('?', StringComparison.Ordinal))
                return new OfferedChoices(choices, true);
        }

        return new OfferedChoices([], false);
    }

    /// <summary>The turn as if its choices had been made by button: where contacts see them numbered, a number stands for its choice.</summary>
    public static Turn Resolve(Turn turn) => ChannelKind.IsDelivered(turn.Session.Channel)
        ? turn with { Messages = [.. turn.Messages.Select(message => Resolve(message, turn))] }
        : turn;

    private static Entry Resolve(Entry message, Turn turn)
    {
        if (message.Content?.Payload is not null || message.Text.Length == 0 || Before(message, turn).Choices is not { Count: > 0 } choices)
            return message;
        var chosen = choices.FirstOrDefault(choice => string.Equals(choice.Title, message.Text.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? (Sessions.Choices.AreNumbered(turn.Session.Channel) ? Sessions.Choices.ByNumber(choices, message.Text) : null);
        return chosen is null
            ? message
            : message with
            {
                Text = chosen.Title,
                Content = (message.Content ?? new MessageContent(message.Text)) with { Text = chosen.Title, Payload = chosen.Payload },
            };
    }
}
