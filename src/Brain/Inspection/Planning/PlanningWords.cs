namespace Gateway.Brain.Inspection.Planning;

/// <summary>What the booking interface calls parts of a day.</summary>
public static class PlanningWords
{
    private static readonly string[] Parts = ["any", "morning", "afternoon"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> PartNames => Parts;

    /// <summary>When the afternoon begins.</summary>
    internal static TimeOnly Noon { get; } = new(12, 0);

    /// <summary>As the interface calls it: <c>morning</c>.</summary>
    public static string InWire(this PartOfDay part) => Parts[(int)part];

    /// <summary>The part of that name; null when there is none.</summary>
    public static PartOfDay? PartOf(string? name) =>
        Array.IndexOf(Parts, name) is >= 0 and var place ? (PartOfDay)place : null;
}
