using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>
/// Something in an entry that is more than words. Every channel renders each part as well as it can: buttons, a
/// numbered list, spoken words. On the wire the field <c>kind</c> tells which one it is.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuickRepliesPart), "quickReplies")]
[JsonDerivedType(typeof(CardPart), "card")]
[JsonDerivedType(typeof(SlotsPart), "slots")]
[JsonDerivedType(typeof(LinkPart), "link")]
[JsonDerivedType(typeof(FormPart), "form")]
public abstract record Part;

/// <summary>Answers to choose from; one choice closes them.</summary>
/// <param name="Choices">In the order to show; at most 10 (WhatsApp's list picker).</param>
public sealed record QuickRepliesPart(IReadOnlyList<QuickReply> Choices) : Part;

/// <summary>One answer to choose.</summary>
/// <param name="Title">What is shown, and what the contact is taken to have written.</param>
/// <param name="Payload">Comes back as <see cref="MessageContent.Payload"/>; null: the title alone is sent.</param>
public sealed record QuickReply(string Title, string? Payload = null);

/// <summary>A thing shown with its picture and what can be done with it.</summary>
/// <param name="Title">Name of the thing.</param>
/// <param name="Text">A line below it, or null.</param>
/// <param name="ImageUrl">Picture, from the workspace's own catalogue, or null.</param>
/// <param name="Price">As the catalogue has it, or null.</param>
/// <param name="Actions">Buttons; may be empty.</param>
public sealed record CardPart(
    string Title, string? Text, string? ImageUrl, Money? Price, IReadOnlyList<CardAction> Actions) : Part;

/// <summary>
/// A button of a card: either sends a message with <paramref name="Payload"/> or opens <paramref name="Url"/>.
/// </summary>
/// <param name="Title">What is shown, and what the contact is taken to have written.</param>
/// <param name="Payload">Comes back as <see cref="MessageContent.Payload"/>.</param>
/// <param name="Url">http or https address to open, or null.</param>
public sealed record CardAction(string Title, string? Payload = null, string? Url = null);

/// <summary>Bookable intervals to choose from.</summary>
/// <param name="Slots">In the order to show.</param>
public sealed record SlotsPart(IReadOnlyList<SlotChoice> Slots) : Part;

/// <summary>One bookable interval.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Start">Start, with the offset of the workspace's time zone.</param>
/// <param name="End">End, exclusive.</param>
/// <param name="Payload">Comes back as <see cref="MessageContent.Payload"/>.</param>
public sealed record SlotChoice(string Title, DateTimeOffset Start, DateTimeOffset End, string Payload);

/// <summary>An address to open.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Url">http, https, mailto or tel.</param>
public sealed record LinkPart(string Title, string Url) : Part;

/// <summary>A small form; the answers come back as one message with one line per field.</summary>
/// <param name="Id">Comes back as <see cref="MessageContent.Payload"/>.</param>
/// <param name="SubmitTitle">Label of the button that sends it.</param>
/// <param name="Fields">In the order to show.</param>
public sealed record FormPart(string Id, string SubmitTitle, IReadOnlyList<FormField> Fields) : Part;

/// <summary>A field of a form.</summary>
/// <param name="Name">Key of the answer.</param>
/// <param name="Label">What is shown.</param>
/// <param name="Type"><c>text</c>, <c>tel</c>, <c>email</c> or <c>date</c>.</param>
/// <param name="Required">Whether it may be left empty.</param>
public sealed record FormField(string Name, string Label, string Type, bool Required);
