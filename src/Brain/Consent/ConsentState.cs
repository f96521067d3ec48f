namespace Gateway.Brain.Consent;

/// <summary>
/// Where a contact stands on a channel: what their consent records come to. No row: they have never stopped.
/// </summary>
public sealed class ConsentState
{
    /// <summary>The contact; never one that has become another.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>One of <see cref="Sessions.ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Whether nothing but answers may be sent.</summary>
    public required bool OptedOut { get; set; }

    /// <summary>When the word was said that made it so.</summary>
    public required DateTimeOffset At { get; set; }
}
