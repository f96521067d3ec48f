using Gateway.Channels.Voice.Lines;
using Microsoft.Extensions.Options;
using Twilio.TwiML;
using Twilio.Types;
using TwiML = Twilio.TwiML.Voice;

namespace Gateway.Channels.Voice.Answers;

/// <summary>
/// What a caller is left with when it is not us: a person within opening hours, else a recorder. Needs nothing but the
/// workspace's file, so that it can be said whatever is down.
/// </summary>
internal sealed class SafetyNet(IOptions<VoiceOptions> options, TimeProvider clock)
{
    private const int SilenceSeconds = 5;

    /// <summary>
    /// Why nobody is dialled now: <c>noPerson</c> or <c>closed</c>; null when somebody is. A business that does not say
    /// when it is open can always be called.
    /// </summary>
    public string? WhyNobody(CallPlace place)
    {
        var workspace = place.Line.Workspace;
        if (workspace.Escalation?.Phone is not { } phone || phone == place.Line.Channel.Line)
            return "noPerson";
        return workspace.OpeningHours.IsKnown && !workspace.IsOpenAt(clock.GetUtcNow()) ? "closed" : null;
    }

    /// <summary>Adds a person, or a recorder where there is none now.</summary>
    /// <param name="twiml">What Twilio is told.</param>
    /// <param name="place">The call.</param>
    /// <param name="sentence">What is said before a person is dialled; null for the usual.</param>
    /// <param name="comesBack">Whether the agent goes on when nobody takes the call.</param>
    public void Append(VoiceResponse twiml, CallPlace place, string? sentence = null, bool comesBack = false)
    {
        switch (WhyNobody(place))
        {
            case null:
                Say(twiml, place.Words, sentence ?? place.Words.PutThrough);
                AppendPerson(twiml, place, comesBack);
                break;
            case "closed":
                AppendRecorder(twiml, place, place.Words.Closed);
                break;
            default:
                AppendRecorder(twiml, place, place.Words.NobodyThere);
                break;
        }
    }

    /// <summary>Adds a recorder.</summary>
    /// <param name="twiml">What Twilio is told.</param>
    /// <param name="place">The call.</param>
    /// <param name="sentence">What is said before the tone.</param>
    public void AppendRecorder(VoiceResponse twiml, CallPlace place, string sentence)
    {
        Say(twiml, place.Words, sentence);
        // Twilio writes down what is said in English only.
        var isWritten = place.Locale == "en";
        twiml.Append(new TwiML.Record(
            action: place.Addresses.Recorded, timeout: SilenceSeconds, finishOnKey: "#", playBeep: true,
            maxLength: options.Value.VoicemailSeconds, transcribe: isWritten ? true : null,
            transcribeCallback: isWritten ? place.Addresses.Transcribed : null));
        // Nothing was said: there is no recording, and Twilio goes on here.
        Say(twiml, place.Words, place.Words.NotRecorded);
        twiml.Hangup();
    }

    /// <summary>Adds a sentence.</summary>
    public static void Say(VoiceResponse twiml, CallWords words, string sentence) =>
        twiml.Append(Sentence(words, sentence));

    /// <summary>A sentence, as Twilio says it.</summary>
    public static TwiML.Say Sentence(CallWords words, string sentence)
    {
        var said = new TwiML.Say(sentence);
        said.SetOption("language", words.Language);
        return said;
    }

    private void AppendPerson(VoiceResponse twiml, CallPlace place, bool comesBack)
    {
        var dial = new TwiML.Dial(
            timeout: options.Value.RingSeconds, callerId: place.Line.Channel.Line,
            action: place.Addresses.Dialled(place.Leg, comesBack));
        // Who picks up hears what it is about, and takes the call by a key: a mailbox presses none.
        dial.Append(new TwiML.Number(
            new PhoneNumber(place.Line.Workspace.Escalation!.Phone),
            url: place.Addresses.Whisper(place.CallSid, place.Leg)));
        twiml.Append(dial);
    }
}
