using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Twilio;

/// <summary>
/// What a channel whose messages come in by Twilio knows better than Twilio's wire: who wrote.
/// </summary>
internal interface ITwilioIntake : ITwilioChannel
{
    /// <summary>Who wrote a message.</summary>
    /// <param name="workspace">The business it was written to.</param>
    /// <param name="from">What it came from; its prefix is the channel's.</param>
    /// <param name="inbound">The message.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    ValueTask<TwilioWriter> ReadAsync(Workspace workspace, TwilioAddress from, TwilioInbound inbound);
}

/// <summary>Who wrote a message.</summary>
/// <param name="Address">Under which address their sessions are kept.</param>
/// <param name="Identities">By which they are known; may be empty.</param>
/// <param name="NoAnswer">Why no one reads an answer there; null for people.</param>
internal sealed record TwilioWriter(
    string Address, IReadOnlyList<ContactIdentity> Identities, NoAnswer? NoAnswer = null);
