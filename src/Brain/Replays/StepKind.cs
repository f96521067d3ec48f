namespace Gateway.Brain.Replays;

/// <summary>The kinds of steps, as the archive names them.</summary>
internal static class StepKind
{
    public const string Start = "start";
    public const string Model = "model";
    public const string Judge = "judge";
    public const string Tool = "tool";
    public const string Held = "held";
}
