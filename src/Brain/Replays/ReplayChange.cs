namespace Gateway.Brain.Replays;

/// <summary>What is to be different in a replay. Rules of its own come with the workspace.</summary>
public sealed record ReplayChange
{
    /// <summary>The most characters of a prompt.</summary>
    public const int LongestPrompt = 20_000;

    /// <summary>Name of the one model that is asked; null: those that are configured, in their order.</summary>
    public string? Model { get; init; }

    /// <summary>From the name of an agent to what it is told in the place of its prompt.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; init; } = new Dictionary<string, string>();

    /// <summary>Numbers of the turns to run, at most as many as a recording has; empty: all.</summary>
    public IReadOnlySet<long> Turns { get; init; } = new HashSet<long>();
}
