using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Voice;

/// <summary>What a workspace's file says of a number that is called.</summary>
public sealed record VoiceSettings : ChannelSettings
{
    /// <summary>
    /// How a call's sound reaches us: <c>media-streams</c> or <c>relay</c>; <c>elevenlabs-agent</c>: not at all, an
    /// agent there answers; null: the default.
    /// </summary>
    public string? Mode { get; init; }
}
