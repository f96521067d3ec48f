using Gateway.Channels.Twilio;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Lines;

/// <summary>Numbers that are called: Twilio writes them as it writes those of SMS, without a mark.</summary>
internal sealed class VoiceNumbers : ITwilioChannel
{
    /// <inheritdoc/>
    public string Channel => ChannelKind.Voice;

    /// <inheritdoc/>
    public string Prefix => "";
}
