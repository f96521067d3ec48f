namespace Gateway.Inspection.AgentCalls;

/// <summary>What somebody said in a call.</summary>
/// <param name="IsAgent">Whether the agent did; else the caller.</param>
/// <param name="Words">The words.</param>
/// <param name="Seconds">How long after the beginning.</param>
internal sealed record CallLine(bool IsAgent, string Words, double Seconds);
