namespace Gateway.Brain.Prospects;

/// <summary>What kind of thing is to be done, by the words of the API.</summary>
public static class TaskKind
{
    /// <summary>To write again.</summary>
    public const string FollowUp = "FOLLOW_UP";

    /// <summary>To call.</summary>
    public const string Call = "CALL";

    /// <summary>To show the product.</summary>
    public const string Demo = "DEMO";

    /// <summary>To prepare and send a contract.</summary>
    public const string Contract = "CONTRACT";

    /// <summary>To take over what the agents are not to decide.</summary>
    public const string Escalation = "ESCALATION";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [FollowUp, Call, Demo, Contract, Escalation];
}
