namespace Gateway.Brain.Sales.State;

/// <summary>What a task asks its assignee to do.</summary>
public enum TaskType
{
    /// <summary>Take over from the agents.</summary>
    Escalation,

    /// <summary>Send the contract and open the account.</summary>
    Contract,

    /// <summary>Show the product.</summary>
    Demo,

    /// <summary>Send what was promised to read.</summary>
    Material,

    /// <summary>Ask again later.</summary>
    FollowUp,

    /// <summary>Call.</summary>
    Call,
}
