namespace Gateway.Sessions;

/// <summary>Something the contact can answer with one press, or with its number where there are no buttons.</summary>
/// <param name="Title">What is shown, and what the contact is taken to have written.</param>
/// <param name="Payload">What comes back as <see cref="MessageContent.Payload"/>; null: the title alone.</param>
public sealed record Choice(string Title, string? Payload);

/// <summary>
/// What an entry offers to choose from, in one order for everyone: channels number it when they render the entry, and
/// the number that comes back is looked up in it.
/// </summary>
public static class Choices
{
    /// <summary>
    /// Quick replies, slots and the cards' buttons that send something, in the order they are shown. Buttons that open
    /// an address are no choices.
    /// </summary>
    public static IReadOnlyList<Choice> Of(IReadOnlyList<Part> parts) =>
    [
        .. parts.SelectMany(part => part switch
        {
            QuickRepliesPart replies => replies.Choices.Select(choice => new Choice(choice.Title, choice.Payload)),
            SlotsPart slots => slots.Slots.Select(slot => new Choice(slot.Title, slot.Payload)),
            CardPart card => card.Actions.Where(action => action.Url is null)
                .Select(
                    action => new Choice(
                    parts.OfType<CardPart>().Count() == 1 ? action.Title : $"{action.Title} – {card.Title}",
                    action.Payload)),
            _ => [],
        }),
    ];
}
