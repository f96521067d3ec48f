namespace Gateway.Brain.Consent;

/// <summary>Something a contact said about what they want to receive. Rows are only ever added.</summary>
public sealed class ConsentRecord
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The contact who said it; they may have become another since.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>One of <see cref="Sessions.ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>One of <see cref="ConsentKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which wording they agreed to, or null for a word of their own.</summary>
    public string? WordingVersion { get; init; }

    /// <summary>What shows that they did (a form's id, a recording), or null when <see cref="Source"/> does.</summary>
    public string? Proof { get; init; }

    /// <summary>Where it comes from, unique in the workspace: a message's id or a provider's word.</summary>
    public required string Source { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written down.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>What can be said about consent.</summary>
public static class ConsentKind
{
    /// <summary>Nothing more on this channel.</summary>
    public const string Stop = "stop";

    /// <summary>Messages may come again on this channel. It takes back a stop, and agrees to no prospecting.</summary>
    public const string Start = "start";

    /// <summary>Prospecting is welcome on this channel.</summary>
    public const string Marketing = "marketing";

    /// <summary>No prospecting, on any channel; what was ordered or booked may still be spoken of.</summary>
    public const string Refusal = "refusal";
}
