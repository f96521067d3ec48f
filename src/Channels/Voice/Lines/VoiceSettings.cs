using Gateway.Channels.Twilio;

namespace Gateway.Channels.Voice.Lines;

/// <summary>What a workspace's file says of a number that is called.</summary>
public sealed record VoiceSettings : TwilioSettings
{
    /// <summary>The call's sound comes to us.</summary>
    public const string MediaStreams = "media-streams";

    /// <summary>Twilio hears and speaks; words come to us.</summary>
    public const string Relay = "relay";

    /// <summary>An agent of ElevenLabs answers.</summary>
    public const string Agent = "elevenlabs-agent";

    /// <summary>The ways there are.</summary>
    public static IReadOnlyList<string> Modes { get; } = [MediaStreams, Relay, Agent];

    /// <summary>How a call reaches us: one of <see cref="Modes"/>; null: <see cref="MediaStreams"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>
    /// The agent that answers in mode <see cref="Agent"/>; null in the others, and where the number was imported there:
    /// then its calls do not come to us, and one that does is put through to a person.
    /// </summary>
    public string? AgentId { get; init; }

    /// <summary>
    /// Whether a machine that picks up a call of ours is left a message; default: it is hung up on.
    /// </summary>
    public bool LeavesMessages { get; init; }

    /// <summary>How a call reaches us.</summary>
    public string ModeOrDefault => Mode ?? MediaStreams;
}
