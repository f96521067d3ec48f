namespace Gateway.Brain.Shop.Understanding;

/// <summary>Something that was not understood, as the archive has it.</summary>
internal sealed record Miss
{
    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Id of the session.</summary>
    public required string Session { get; init; }

    /// <summary>The session's channel.</summary>
    public required string Channel { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>One of <see cref="MissKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The contact's words, without what tells who they are.</summary>
    public required string Words { get; init; }

    /// <summary>Handle of the product that was under discussion, or null.</summary>
    public string? Product { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
