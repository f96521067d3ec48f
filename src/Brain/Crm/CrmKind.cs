namespace Gateway.Brain.Crm;

/// <summary>What there is in such a system.</summary>
public static class CrmKind
{
    /// <summary>A person; ours is the prospect.</summary>
    public const string Contact = "contact";

    /// <summary>What they may buy; ours is the prospect.</summary>
    public const string Deal = "deal";

    /// <summary>Something to do.</summary>
    public const string Task = "task";

    /// <summary>Something to read.</summary>
    public const string Note = "note";
}
