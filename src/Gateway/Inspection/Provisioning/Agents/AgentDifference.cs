namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>A place where what is there is not what would be sent.</summary>
/// <param name="Path">JSON path, such as <c>$.conversation_config.tts.voice_id</c>.</param>
/// <param name="Wanted">What would be sent; long texts are cut.</param>
/// <param name="Found">What is there; null for nothing.</param>
internal sealed record AgentDifference(string Path, string? Wanted, string? Found);
