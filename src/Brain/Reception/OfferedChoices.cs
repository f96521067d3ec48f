using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Reception;

/// <summary>What was last put to the contact.</summary>
/// <param name="Choices">What it offers to choose from; empty when it is open, or no question.</param>
/// <param name="IsQuestion">Whether an answer is awaited.</param>
internal readonly record struct OfferedChoices(IReadOnlyList<Choice> Choices, bool IsQuestion)
{
    /// <summary>
    /// What stood right before a message. Choices further up have lapsed: what was asked since may be answered with a
    /// number as well.
    /// </summary>
    public static OfferedChoices Before(Entry message, Turn turn)
    {
        if (LastSaid(message, turn) is not { } last)
            return new OfferedChoices([], false);
        var choices = Sessions.Choices.Of(last.Parts);
        return new OfferedChoices(choices, choices.Count > 0 || last.Text.Contains('?', StringComparison.Ordinal));
    }

    /// <summary>
    /// The turn as if its choices had been made by button. Where contacts see them numbered, a number, a place or a
    /// title stands for its choice; where there are buttons a number is a number, unless it is called a choice ("option
    /// 2", "2. Order"). Words that answer ("correct") are left to those who can read them. On the telephone it is the
    /// keys that choose.
    /// </summary>
    public static Turn Resolve(Turn turn, ChannelTraits channel) => turn with
    {
        Messages = [.. turn.Messages.Select(message => channel.IsSpoken
            ? PressedKeys.Resolve(message, turn)
            : Resolve(message, turn, channel))],
    };

    /// <summary>
    /// The choices a message picks from when it names a number that none of them has; null when it does not.
    /// </summary>
    public static IReadOnlyList<Choice>? Missed(Entry message, Turn turn, ChannelTraits channel)
    {
        if (message.Content?.Payload is not null || !channel.NumbersChoices)
            return null;
        var offered = Before(message, turn);
        return offered.Choices.Count > 0 && Read(message, turn, offered.Choices).Place is { } place
            && !IsIn(place, offered.Choices) ? offered.Choices : null;
    }

    /// <summary>
    /// A message that says once more, in the same words, what the one before it picked: that press again. Null when it
    /// does not.
    /// </summary>
    public static Entry? Repeated(Entry message, Turn turn, ChannelTraits channel)
    {
        if (channel.IsSpoken || message.Content?.Payload is not null || Before(message, turn).Choices.Count > 0
            || turn.Recent.LastOrDefault(
                entry => entry.Seq < message.Seq && entry.Role == EntryRole.Contact) is not { } before
            || !string.Equals(before.Text.Trim(), message.Text.Trim(), StringComparison.OrdinalIgnoreCase))
            return null;
        return Resolve(before, turn, channel) is { Content.Payload: { } } pressed && pressed != before
            ? message with { Text = pressed.Text, Content = pressed.Content }
            : null;
    }

    private static Entry Resolve(Entry message, Turn turn, ChannelTraits channel)
    {
        if (message.Content?.Payload is not null || Before(message, turn).Choices is not { Count: > 0 } choices)
            return message;
        var picked = Read(message, turn, choices);
        if (picked.Place is not { } place || !IsIn(place, choices) || (!picked.IsMarked && !channel.NumbersChoices))
            return message;
        var chosen = choices[place - 1];
        return message with
        {
            Text = chosen.Title,
            Content = (message.Content ?? new MessageContent(message.Text)) with
            {
                Text = chosen.Title,
                Payload = chosen.Payload
            },
        };
    }

    // The name of a thing on a card asks about it as often as it orders it.
    private static PickedChoice Read(Entry message, Turn turn, IReadOnlyList<Choice> choices) =>
        ChoiceReading.Read(
            message.Text, choices, mayBePart: LastSaid(message, turn)?.Parts.Any(part => part is CardPart) == false);

    private static bool IsIn(int place, IReadOnlyList<Choice> choices) => place >= 1 && place <= choices.Count;

    private static Entry? LastSaid(Entry message, Turn turn) =>
        turn.Recent.LastOrDefault(
            entry => entry.Seq < message.Seq && entry.Role is EntryRole.Agent or EntryRole.Operator);
}
