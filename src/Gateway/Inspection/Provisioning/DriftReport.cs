using System.Text.Json.Serialization;
using Gateway.Inspection.Provisioning.Agents;

namespace Gateway.Inspection.Provisioning;

/// <summary>How a centre's agent at ElevenLabs differs from what would be sent.</summary>
/// <param name="CenterId">The centre.</param>
/// <param name="AgentId">The agent; null where there is none, or none is wanted.</param>
/// <param name="InSync">Whether nothing differs.</param>
/// <param name="Differences">What does.</param>
internal sealed record DriftReport(
    [property: JsonPropertyName("center_id")] string CenterId,
    [property: JsonPropertyName("elevenlabs_agent_id")] string? AgentId,
    bool InSync,
    IReadOnlyList<AgentDifference> Differences);
