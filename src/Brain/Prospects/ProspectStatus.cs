namespace Gateway.Brain.Prospects;

/// <summary>Where a prospect stands, by the words of the API.</summary>
public static class ProspectStatus
{
    /// <summary>Has ordered and waits to be called, or is about to buy.</summary>
    public const string Hot = "hot";

    /// <summary>Is interested.</summary>
    public const string Warm = "warm";

    /// <summary>Is not likely to buy.</summary>
    public const string Cold = "cold";

    /// <summary>Has bought.</summary>
    public const string Won = "won";

    /// <summary>Has bought elsewhere, or does not want to any more.</summary>
    public const string Lost = "lost";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Hot, Warm, Cold, Won, Lost];

    /// <summary>Whether nothing more is to come of one that stands there.</summary>
    public static bool IsEnd(string status) => status is Won or Lost;
}
