using Gateway.Sessions;

namespace Gateway.Brain;

/// <summary>What was last put to the contact.</summary>
/// <param name="Choices">What it offers to choose from; empty when it is open, or no question.</param>
/// <param name="IsQuestion">Whether an answer is awaited.</param>
internal readonly record struct OfferedChoices(IReadOnlyList<Choice> Choices, bool IsQuestion)
{
    /// <summary>
    /// What stood right before a message. Choices further up have lapsed: what was asked since may be answered with a number as well.
    /// </summary>
    public static OfferedChoices Before(Entry message, Turn turn)
    {
        var last = turn.Recent.LastOrDefault(entry => entry.Seq < message.Seq && entry.Role is EntryRole.Agent or EntryRole.Operator);
        if (last is null)
            return new OfferedChoices([], false);
        var choices = Sessions.Choices.Of(last.Parts);
        return new OfferedChoices(choices, choices.Count > 0 || last.Text.Contains('?', StringComparison.Ordinal));
    }

    /// <summary>
    /// The turn as if its choices had been made by button: where contacts see them numbered, a number stands for its choice. Words are left to those who can
    /// read them: "correct" is not the button that corrects.
    /// </summary>
    public static Turn Resolve(Turn turn) => Sessions.Choices.AreNumbered(turn.Session.Channel)
        ? turn with { Messages = [.. turn.Messages.Select(message => Resolve(message, turn))] }
        : turn;

    private static Entry Resolve(Entry message, Turn turn)
    {
        if (message.Content?.Payload is not null || Sessions.Choices.ByNumber(Before(message, turn).Choices, message.Text) is not { } chosen)
            return message;
        return message with
        {
            Text = chosen.Title,
            Content = (message.Content ?? new MessageContent(message.Text)) with { Text = chosen.Title, Payload = chosen.Payload },
        };
    }
}
