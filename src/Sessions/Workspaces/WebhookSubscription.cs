namespace Gateway.Sessions.Workspaces;

/// <summary>Somewhere that a business wants to be told what happens.</summary>
public sealed record WebhookSubscription
{
    /// <summary>1 to 20 lower-case letters and digits, the first a letter. Unique in the workspace.</summary>
    public required string Id { get; init; }

    /// <summary>By https; by http only on this machine, where the configuration allows that network.</summary>
    public required Uri Url { get; init; }

    /// <summary>What messages are signed with, 24 to 64 bytes.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>What it is told of, by the names of the wire; empty: everything.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether it is told of that.</summary>
    public bool Wants(string type) => Events.Count == 0 || Events.Contains(type, StringComparer.Ordinal);
}
