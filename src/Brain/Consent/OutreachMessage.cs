namespace Gateway.Brain.Consent;

/// <summary>A prospecting message that went out; they are counted.</summary>
public sealed class OutreachMessage
{
    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>What was sent, unique in the workspace: the delivery's id.</summary>
    public required string Source { get; init; }

    /// <summary>The contact it went to; they may have become another since.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>One of <see cref="Sessions.ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }
}
