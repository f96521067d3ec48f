using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Lines;

namespace Gateway.Channels.Voice.Answers;

/// <summary>A call at the moment that Twilio asks what to do with it.</summary>
/// <param name="CallSid">Twilio's id of it.</param>
/// <param name="Line">Our end of it.</param>
/// <param name="Locale">Language it is in, <c>fr</c> or <c>en</c>.</param>
/// <param name="Leg">Which of our parts of it is meant, from 1.</param>
/// <param name="Addresses">Where Twilio turns to next.</param>
internal sealed record CallPlace(string CallSid, TwilioLine Line, string Locale, int Leg, CallAddresses Addresses)
{
    /// <summary>What the number's file says.</summary>
    public VoiceSettings Settings => Line.Channel.SettingsOf<VoiceSettings>();

    /// <summary>The sentences that are said.</summary>
    public CallWords Words => CallWords.In(Locale);

    /// <summary>What operators read, in the business's own language.</summary>
    public CallWords Notes => CallWords.In(Line.Workspace.Locale);
}
