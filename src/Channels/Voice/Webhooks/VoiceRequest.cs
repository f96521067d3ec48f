using System.Globalization;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Answers;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>What Twilio says of a call, verified.</summary>
internal sealed class VoiceRequest
{
    /// <summary>
    /// What Twilio writes for a caller who hides their number: the words for it typed on a telephone's keys.
    /// </summary>
    private static readonly HashSet<string> Hidden =
        ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"];

    private readonly TwilioFields _fields;
    private readonly TwilioFields _query;

    /// <summary>Reads one.</summary>
    /// <param name="request">The webhook.</param>
    /// <param name="query">The part of its address behind the question mark, which is signed with it.</param>
    /// <param name="line">Our end of the call, as far as it is one that is open.</param>
    /// <param name="root">Where we are reached.</param>
    public VoiceRequest(TwilioRequest request, TwilioFields query, TwilioLine? line, string root) =>
        (_fields, _query, Line, Addresses) = (request.Fields, query, line, new CallAddresses(root));

    /// <summary>
    /// Our end of the call; null when no workspace has it, or its account is not the one that signed.
    /// </summary>
    public TwilioLine? Line { get; }

    /// <summary>Where Twilio turns to next.</summary>
    public CallAddresses Addresses { get; }

    /// <summary>The call that is meant: of a person who was dialled, the one that is put through to them.</summary>
    public string CallSid => _query["call"] is { Length: > 0 } parent ? parent : _fields["CallSid"];

    /// <summary>Which of our parts of the call is meant.</summary>
    public int Leg =>
        int.TryParse(_query["leg"], NumberStyles.None, CultureInfo.InvariantCulture, out var leg) ? leg : 1;

    /// <summary>The session of a call of ours, as our own address says; null where it says none.</summary>
    public SessionId? Session => SessionId.TryParse(_query["session"], out var session) ? session : null;

    /// <summary>Whether the agent goes on when a person has not taken the call.</summary>
    public bool ComesBack => _query["back"] == "1";

    /// <summary>The caller's number; <c>anonymous-</c> and the call's id where it is hidden, or is none.</summary>
    public string Address => E164.Is(_fields["From"]) && !Hidden.Contains(_fields["From"])
        ? _fields["From"]
        : $"anonymous-{CallSid}";

    /// <summary>A field as Twilio sent it; empty when it is not there.</summary>
    public string this[string name] => _fields[name];

    /// <summary>Whether the one at the other end still is there.</summary>
    public bool IsRunning => _fields["CallStatus"] is "in-progress" or "ringing" or "queued" or "initiated" or "";

    /// <summary>The call, on that line.</summary>
    /// <param name="line">Our end of it.</param>
    /// <param name="locale">Language it is in; null: the workspace's.</param>
    public CallPlace PlaceOn(TwilioLine line, string? locale = null) =>
        new(CallSid, line, locale ?? line.Workspace.Locale, Leg, Addresses);
}
