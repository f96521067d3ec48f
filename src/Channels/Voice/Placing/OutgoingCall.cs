using Gateway.Channels.Voice.Answers;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Placing;

/// <summary>A call as Twilio is asked for it.</summary>
/// <param name="From">Our number, E.164.</param>
/// <param name="To">Theirs, E.164.</param>
/// <param name="Session">Its session, by which its webhooks are known before its id is.</param>
/// <param name="Addresses">Where Twilio turns to.</param>
/// <param name="RingSeconds">How long it rings.</param>
/// <param name="LongestSeconds">How long it may last.</param>
internal sealed record OutgoingCall(
    string From, string To, SessionId Session, CallAddresses Addresses, int RingSeconds, int LongestSeconds);
