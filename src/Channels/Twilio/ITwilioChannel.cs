using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>
/// A channel whose lines are numbers at Twilio. One that brings messages is an <see cref="ITwilioIntake"/> besides; a
/// call is none.
/// </summary>
internal interface ITwilioChannel
{
    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    string Channel { get; }

    /// <summary>
    /// What Twilio writes before the channel's addresses, with its colon, in lower case; may be empty. No two channels
    /// that bring messages have the same.
    /// </summary>
    string Prefix { get; }
}
