using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Twilio.TwiML;
using TwiML = Twilio.TwiML.Voice;

namespace Gateway.Channels.Voice.Answers;

/// <summary>
/// Connects a call with the agent: a ticket, the socket it is good for, and behind it what catches the caller should
/// the socket end and Twilio not reach us.
/// </summary>
internal sealed class CallConnector(ICallTickets tickets, SafetyNet net)
{
    /// <summary>Answers with the socket of the line's mode.</summary>
    /// <param name="place">The call; its leg is the part that begins now.</param>
    /// <param name="owner">Whose it is; has a session.</param>
    /// <param name="resume">What is said first in place of the greeting; null at the call's beginning.</param>
    /// <param name="answeredBy">Who picked up a call of ours, as far as that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<VoiceResponse> ConnectAsync(
        CallPlace place, CallOwner owner, string? resume, string? answeredBy, CancellationToken cancellationToken)
    {
        var session = owner.Session ?? throw new ArgumentException("Nobody of ours answers it.", nameof(owner));
        var ticket = await tickets.IssueAsync(
            new CallTicket(place.CallSid, owner.Workspace, owner.Line, owner.Address, owner.Locale)
            {
                Session = session,
                Direction = owner.Direction,
                AnsweredBy = answeredBy,
                Resume = resume,
            },
            cancellationToken);
        var twiml = new VoiceResponse();
        twiml.Append(new TwiML.Connect(action: place.Addresses.After(place.Leg)).Append(
            place.Settings.ModeOrDefault == VoiceSettings.Relay ? Relay(place, ticket) : Stream(place, ticket)));
        net.Append(twiml, place, place.Words.Interrupted);
        return twiml;
    }

    private static TwiML.Stream Stream(CallPlace place, string ticket)
    {
        var stream = new TwiML.Stream(
            url: place.Addresses.MediaSocket, name: "main", statusCallback: place.Addresses.Stream.OriginalString);
        return stream.Parameter("ticket", ticket);
    }

    private static TwiML.ConversationRelay Relay(CallPlace place, string ticket)
    {
        var relay = new TwiML.ConversationRelay(url: place.Addresses.RelaySocket);
        relay.SetOption("language", place.Words.Language);
        relay.SetOption("dtmfDetection", "true");
        relay.SetOption("interruptible", "any");
        relay.Append(new TwiML.Language(code: CallWords.In("fr").Language));
        relay.Append(new TwiML.Language(code: CallWords.In("en").Language));
        return relay.Parameter("ticket", ticket);
    }
}
