using System.Text.Json.Serialization;

namespace Gateway.Sessions.Live;

/// <summary>
/// Something that those who watch a session see at once. Only entries are kept; the rest is gone when nobody looks.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(DeltaEvent), "delta")]
[JsonDerivedType(typeof(EntryEvent), "entry")]
[JsonDerivedType(typeof(TypingEvent), "typing")]
[JsonDerivedType(typeof(StatusEvent), "status")]
[JsonDerivedType(typeof(ReceiptEvent), "receipt")]
[JsonDerivedType(typeof(OwnerEvent), "owner")]
public abstract record LiveEvent;

/// <summary>A piece of the reply that is being worded.</summary>
public sealed record DeltaEvent(ReplyDelta Delta) : LiveEvent
{
    /// <summary>Places of the contact's messages that its turn answers.</summary>
    public IReadOnlyList<long> Answers { get; init; } = [];
}

/// <summary>An entry was committed.</summary>
public sealed record EntryEvent(Entry Entry) : LiveEvent;

/// <summary>Someone starts or stops writing.</summary>
/// <param name="Who">Who writes.</param>
/// <param name="On">True at the start.</param>
public sealed record TypingEvent(EntryRole Who, bool On) : LiveEvent;

/// <summary>The session's status changed.</summary>
/// <param name="Status">The new one.</param>
/// <param name="Operator">Name of the operator who caused it, or null.</param>
public sealed record StatusEvent(SessionStatus Status, string? Operator) : LiveEvent;

/// <summary>
/// The session has become a user's: what follows is for those alone who were let into that generation, or a later one.
/// </summary>
/// <param name="Generation">As <see cref="Session.Generation"/> has it.</param>
public sealed record OwnerEvent(long Generation) : LiveEvent;

/// <summary>Entries got further on their way.</summary>
public sealed record ReceiptEvent(Receipt Receipt) : LiveEvent;
