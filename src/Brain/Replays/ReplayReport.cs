namespace Gateway.Brain.Replays;

/// <summary>What a replay has found, turn by turn.</summary>
public sealed record ReplayReport
{
    /// <summary>Id of the session that was recorded.</summary>
    public required string Session { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The model that was asked; <c>configured</c> for all of them in their order.</summary>
    public required string Model { get; init; }

    /// <summary>Agents that were told something else than their prompt.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Whether all turns were come to before the time was up.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How many turns went as they had gone.</summary>
    public required int Same { get; init; }

    /// <summary>How many went otherwise.</summary>
    public required int Changed { get; init; }

    /// <summary>How many could not be run again.</summary>
    public required int NotReplayed { get; init; }

    /// <summary>The turns, oldest first.</summary>
    public required IReadOnlyList<ReplayedTurn> Turns { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double ElapsedMs { get; init; }
}

/// <summary>What became of a turn when it was run again.</summary>
public sealed record ReplayedTurn
{
    /// <summary>It went as it had gone.</summary>
    public const string Same = "same";

    /// <summary>It went otherwise.</summary>
    public const string Changed = "changed";

    /// <summary>It could not be run again.</summary>
    public const string NotReplayed = "notReplayed";

    /// <summary>Its number in the session, from 1.</summary>
    public required long Number { get; init; }

    /// <summary><c>same</c>, <c>changed</c> or <c>notReplayed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it could not be run again; null when it was.</summary>
    public string? Reason { get; init; }

    /// <summary>What the contact had written.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>
    /// What differs: <c>agents</c>, <c>rules</c>, <c>judged</c>, <c>calls</c>, <c>held</c>, <c>said</c>, <c>parts</c>;
    /// empty for nothing.
    /// </summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What was asked for that the record could not answer.</summary>
    public IReadOnlyList<Deviation> Deviations { get; init; } = [];

    /// <summary>Names of the exceptions with which the model failed.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>How it had gone.</summary>
    public required TurnSide Before { get; init; }

    /// <summary>How it went now; null when it could not be run again.</summary>
    public TurnSide? After { get; init; }

    /// <summary>How long it took now, in milliseconds; 0 when it could not be run again.</summary>
    public double ElapsedMs { get; init; }
}
