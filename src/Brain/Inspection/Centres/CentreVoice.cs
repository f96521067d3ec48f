namespace Gateway.Brain.Inspection.Centres;

/// <summary>How a centre's calls are answered: <c>settings.voice</c> of its workspace.</summary>
/// <param name="Mode">One of <see cref="Modes"/>.</param>
/// <param name="VoiceId">A voice of ElevenLabs; null: that of the configuration.</param>
public sealed record CentreVoice(string Mode, string? VoiceId)
{
    /// <summary>An agent of ElevenLabs answers, with our tools.</summary>
    public const string Agent = "elevenlabs-agent";

    /// <summary>The ways there are; the last one is not ours.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["media-streams", "relay", Agent];

    /// <summary>Where nothing is said: we answer ourselves, with the call's sound.</summary>
    public static CentreVoice Default { get; } = new(Modes[0], VoiceId: null);

    /// <summary>Whether ElevenLabs answers.</summary>
    public bool IsAgent => Mode == Agent;
}
