namespace Gateway.Brain.Contacts;

/// <summary>
/// Something a contact is known by, verified by a channel. A contact has several; each belongs to one contact of its
/// workspace.
/// </summary>
public sealed class VerifiedIdentity
{
    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>
    /// An <see cref="Sessions.IdentityKind"/> with a small first letter: <c>phone</c>, <c>whatsAppUser</c>, …
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>E.164 for a telephone; else as the provider writes it, without its prefix.</summary>
    public required string Value { get; init; }

    /// <summary>The contact; never one that has become another.</summary>
    public required Guid ContactId { get; set; }

    /// <summary>The channel that verified it first.</summary>
    public required string Channel { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
