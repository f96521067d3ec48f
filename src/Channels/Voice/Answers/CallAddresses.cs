using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Answers;

/// <summary>
/// Where Twilio turns to in the course of a call. What must be known again stands in the query, which is signed.
/// </summary>
/// <param name="Root">Where we are reached, without a trailing slash.</param>
internal sealed record CallAddresses(string Root)
{
    private const string Path = "/webhooks/twilio/voice";

    /// <summary>The socket that brings a call's sound.</summary>
    public string MediaSocket => Socket("/media/twilio");

    /// <summary>The socket that brings a call's words.</summary>
    public string RelaySocket => Socket("/relay/twilio");

    /// <summary>What becomes of a stream.</summary>
    public Uri Stream => At("/stream");

    /// <summary>What becomes of a call.</summary>
    public Uri Status => At("/status");

    /// <summary>Our n-th part of a call is over.</summary>
    public Uri After(int leg) => At($"/after?leg={Number(leg)}");

    /// <summary>A person was dialled after our n-th part.</summary>
    /// <param name="leg">Which part.</param>
    /// <param name="comesBack">Whether the agent goes on when nobody takes the call; else a recorder does.</param>
    public Uri Dialled(int leg, bool comesBack) => At($"/dialled?leg={Number(leg)}&back={(comesBack ? 1 : 0)}");

    /// <summary>A person has picked up.</summary>
    public Uri Whisper(string callSid, int leg) => At($"/whisper?call={callSid}&leg={Number(leg)}");

    /// <summary>They have pressed a key.</summary>
    public Uri Whispered(string callSid, int leg) => At($"/whispered?call={callSid}&leg={Number(leg)}");

    /// <summary>A message was recorded.</summary>
    public Uri Recorded => At("/recorded");

    /// <summary>A message was written down.</summary>
    public Uri Transcribed => At("/transcribed");

    /// <summary>A call of ours is answered.</summary>
    public Uri Answered(SessionId session) => At($"/answered?session={session}");

    /// <summary>It is known who has answered it.</summary>
    public Uri Machine(SessionId session) => At($"/machine?session={session}");

    /// <summary>What becomes of a call of ours.</summary>
    public Uri StatusOf(SessionId session) => At($"/status?session={session}");

    /// <summary>Nothing else can be had.</summary>
    public Uri Fallback => At("/fallback");

    private string Socket(string path) =>
        (Root.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? $"ws{Root[4..]}" : Root) + path;

    private Uri At(string path) => new(Root + Path + path);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
