namespace Gateway.Brain.Crm;

/// <summary>What came of an update.</summary>
public enum CrmOutcome
{
    /// <summary>The prospect is as it says.</summary>
    Applied,

    /// <summary>It was told before.</summary>
    Repeated,

    /// <summary>It is what we had said ourselves.</summary>
    Ours,

    /// <summary>It is about nobody of ours.</summary>
    Unknown,

    /// <summary>It is about a person who was there before us: whoever gave us their address need not be them.</summary>
    Foreign,

    /// <summary>Something newer is known.</summary>
    Stale,

    /// <summary>What it says has no place with us.</summary>
    Unfit,
}
