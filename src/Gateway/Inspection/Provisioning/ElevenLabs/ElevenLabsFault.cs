namespace Gateway.Inspection.Provisioning.ElevenLabs;

/// <summary>ElevenLabs could not be asked, or refused.</summary>
/// <param name="code"><c>elevenlabs-</c> and the status, <c>elevenlabs-connection</c> or
/// <c>elevenlabs-answer</c>.</param>
/// <param name="words">What is wrong, for an operator; without secrets.</param>
internal sealed class ElevenLabsFault(string code, string words) : Exception(words)
{
    /// <summary>A word for it.</summary>
    public string Code { get; } = code;

    /// <summary>Whether what was asked for is not there.</summary>
    public bool IsMissing => Code == "elevenlabs-404";
}
