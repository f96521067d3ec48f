using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>A reply that the caller ended.</summary>
/// <param name="Turn">Whose it is.</param>
/// <param name="Heard">What was heard of its text: its beginning.</param>
/// <param name="HeardMs">How long the piece was heard that was being said.</param>
/// <param name="LeadMs">How much of our sound waited at Twilio.</param>
internal sealed record StoppedReply(TurnId Turn, string Heard, int HeardMs, int LeadMs);
