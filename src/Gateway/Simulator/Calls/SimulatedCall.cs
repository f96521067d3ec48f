using System.Globalization;
using System.Threading.Channels;
using System.Xml;
using System.Xml.Linq;
using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Stage;
using Gateway.Simulator.Twilio;
using Gateway.StandIns.Twilio;

namespace Gateway.Simulator.Calls;

/// <summary>
/// One call from a phone in a browser or a terminal to a workspace: what the telephone company does, with the very
/// webhooks and the very socket, does the person who is dialled included.
/// </summary>
internal sealed class SimulatedCall(
    Simulation simulation, GatewayDoor door, SimulatedSpeech speech, TypedWords typed, CallWatch watch,
    Workspace workspace, string line, string from, Handset handset, TimeProvider clock) : IDisposable
{
    private const string Webhook = "/webhooks/twilio/voice";
    private const int MostDocuments = 20;
    private const int FrameBytes = 160;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly string _sid = SimulatedTwilio.NewSid("CA");

    private readonly Channel<PhoneSays> _said = Channel.CreateBounded<PhoneSays>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _hungUp = new();
    private TelephoneStandIn? _telephone;

    /// <summary>The caller says something: mu-law at 8 kHz.</summary>
    public void OnSound(ReadOnlyMemory<byte> sound) => _telephone?.Say(sound.Span);

    /// <summary>The caller does something.</summary>
    public void OnWords(PhoneSays said)
    {
        if (said.Type == "hangUp")
            _hungUp.Cancel();
        _said.Writer.TryWrite(said);
    }

    /// <summary>Holds the call until it is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _hungUp.Token);
        using var words = typed.Open(_sid);
        using var watching = watch.Watch(_sid, Show);
        handset.Tell(new PhoneHears("ringing") { Text = line });
        var twiml = await AskAsync(door.AddressOf(Webhook), "ringing", over.Token);
        if (twiml is null)
            handset.Tell(new PhoneHears("refused"));
        for (var documents = 0; twiml is not null && documents < MostDocuments; documents++)
            twiml = await PerformAsync(twiml, over.Token);
        handset.Tell(new PhoneHears("ended"));
        await AskAsync(door.AddressOf(Webhook + "/status"), "completed", cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _hungUp.Dispose();

    /// <returns>The document to go on with; null: the call is over.</returns>
    private async Task<string?> PerformAsync(string twiml, CancellationToken over)
    {
        if (Read(twiml) is not { } document)
            return null;
        foreach (var verb in document.Elements())
        {
            if (over.IsCancellationRequested)
                return null;
            try
            {
                switch (verb.Name.LocalName)
                {
                    case "Connect":
                        await StreamAsync(verb.Element("Stream"), over);
                        break;
                    case "Say":
                        await SayAsync(verb, "provider", over);
                        break;
                    case "Pause":
                        await Task.Delay(TimeSpan.FromSeconds((int?)verb.Attribute("length") ?? 1), clock, over);
                        break;
                    case "Dial":
                        return await DialAsync(verb, over);
                    case "Record":
                        await RecordAsync(verb, over);
                        break;
                    case "Redirect":
                        return await AskAsync(verb.Value.Trim(), "in-progress", over);
                    case "Hangup" or "Reject":
                        return null;
                }

                if ((string?)verb.Attribute("action") is { } action && verb.Name.LocalName is "Connect" or "Record"
                    && await AskAsync((string)verb.Attribute("action")!, "in-progress", over) is { } next)
                    return next;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }

    private async Task StreamAsync(XElement? stream, CancellationToken over)
    {
        if ((string?)stream?.Attribute("url") is not { } url)
        {
            handset.Tell(new PhoneHears("refused") { Name = "mode" });
            return;
        }

        using var socket = await door.ConnectTwilioAsync(url, over);
        if (socket is null)
        {
            handset.Tell(new PhoneHears("refused") { Name = "socket" });
            return;
        }

        var standIn = new CallStandIn(simulation.Twilio!.Sid, _sid, SimulatedTwilio.NewSid("MZ"));
        using var telephone = new TelephoneStandIn(standIn, socket, clock) { OnHeard = handset.Play };
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(over);
        _telephone = telephone;
        var hands = ServeAsync(telephone, listening.Token);
        try
        {
            await telephone.RunAsync(
                stream.Elements("Parameter").Select(parameter => KeyValuePair.Create(
                    (string?)parameter.Attribute("name") ?? "", (string?)parameter.Attribute("value") ?? "")),
                over);
        }
        finally
        {
            _telephone = null;
            await listening.CancelAsync();
            await hands;
        }
    }

    /// <summary>What the caller types is spoken into the line, what they press is pressed.</summary>
    private async Task ServeAsync(TelephoneStandIn telephone, CancellationToken over)
    {
        try
        {
            await foreach (var said in _said.Reader.ReadAllAsync(over))
            {
                if (said is { Type: "key", Key: [var key] } && (char.IsAsciiDigit(key) || key is '*' or '#'))
                    await telephone.PressAsync(key, over);
                else if (said is { Type: "say", Text.Length: > 0 and <= 500 })
                    await SpeakInAsync(telephone, said.Text, said.Locale ?? workspace.Locale, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The stream is over.
        }
        finally
        {
            if (_hungUp.IsCancellationRequested)
                await HangUpAsync(telephone);
        }
    }

    private static async Task HangUpAsync(TelephoneStandIn telephone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await telephone.HangUpAsync(patience.Token);
        }
        catch (Exception error) when (error is System.Net.WebSockets.WebSocketException or OperationCanceledException
            or InvalidOperationException)
        {
            // It was hung up at the other end.
        }
    }

    private async Task SpeakInAsync(
        TelephoneStandIn telephone, string text, string locale, CancellationToken cancellationToken)
    {
        typed.Add(_sid, text);
        if (speech.SynthesizersOf(locale) is not [.., var offline])
            return;
        try
        {
            await foreach (var sound in offline.SpeakAsync(new SpeakRequest(text, locale), cancellationToken))
                telephone.Say(sound.Sound.Span);
        }
        catch (SpeechException)
        {
            handset.Tell(new PhoneHears("refused") { Name = "voice" });
        }
    }

    /// <summary>The telephone company's own voice, in real time.</summary>
    private async Task SayAsync(XElement verb, string type, CancellationToken cancellationToken)
    {
        var text = verb.Value.Trim();
        handset.Tell(new PhoneHears(type) { Text = text });
        var locale = ((string?)verb.Attribute("language"))?.Split('-')[0] == "en" ? "en" : "fr";
        if (speech.SynthesizersOf(locale) is not [.., var offline])
            return;
        using var spoken = new MemoryStream();
        try
        {
            // All of it first: who speaks does not wait for who listens.
            await foreach (var sound in offline.SpeakAsync(new SpeakRequest(text, locale), cancellationToken))
                spoken.Write(sound.Sound.Span);
        }
        catch (SpeechException)
        {
            handset.Tell(new PhoneHears("refused") { Name = "voice" });
        }

        for (ReadOnlyMemory<byte> left = spoken.ToArray(); left.Length > 0;
            left = left[Math.Min(FrameBytes, left.Length)..])
        {
            handset.Play(left[..Math.Min(FrameBytes, left.Length)].ToArray());
            await Task.Delay(Frame, clock, cancellationToken);
        }
    }

    /// <summary>A person is dialled: whoever tries the phone is that person as well.</summary>
    private async Task<string?> DialAsync(XElement dial, CancellationToken over)
    {
        var number = dial.Element("Number");
        handset.Tell(new PhoneHears("dialling") { Text = number?.Value.Trim() ?? dial.Value.Trim() });
        var isTaken = await PicksUpAsync(
            TimeSpan.FromSeconds((int?)dial.Attribute("timeout") ?? 30), over);
        if (isTaken && (string?)number?.Attribute("url") is { } whisper)
            isTaken = await WhisperAsync(whisper, over);
        if (isTaken)
        {
            handset.Tell(new PhoneHears("person"));
            await Task.Delay(Timeout.Infinite, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (string?)dial.Attribute("action") is { } action
            ? await AskAsync(
                action, over.IsCancellationRequested ? "completed" : "in-progress", CancellationToken.None,
                ("DialCallStatus", isTaken ? "completed" : "no-answer"), ("DialBridged", isTaken ? "true" : "false"))
            : null;
    }

    private async Task<bool> PicksUpAsync(TimeSpan patience, CancellationToken over)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, over);
        try
        {
            await foreach (var said in _said.Reader.ReadAllAsync(either.Token))
            {
                if (said.Type is "pickUp" or "decline")
                    return said.Type == "pickUp";
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody takes it.
        }

        return false;
    }

    /// <summary>Who has picked up hears what it is about, and takes the call by the key that is asked for.</summary>
    private async Task<bool> WhisperAsync(string url, CancellationToken over)
    {
        if (await AskAsync(url, "in-progress", over, ("ParentCallSid", _sid)) is not { } twiml
            || Read(twiml)?.Element("Gather") is not { } gather)
            return true;
        foreach (var say in gather.Elements("Say"))
            await SayAsync(say, "whisper", over);
        if ((string?)gather.Attribute("action") is not { } action)
            return true;
        var taken = await AskAsync(action, "in-progress", over, ("ParentCallSid", _sid), ("Digits", "1"));
        return taken is not null && Read(taken)?.Element("Hangup") is null;
    }

    private async Task RecordAsync(XElement record, CancellationToken over)
    {
        handset.Tell(new PhoneHears("recording"));
        await Task.Delay(
            TimeSpan.FromSeconds(Math.Min((int?)record.Attribute("maxLength") ?? 60, 60)), clock, over);
    }

    private Task<string?> AskAsync(
        string url, string status, CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, string Value)> more)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("CallSid", _sid),
            new("AccountSid", simulation.Twilio!.Sid),
            new("From", from),
            new("To", line),
            new("CallStatus", status),
            new("Direction", "inbound"),
            new("ApiVersion", "2010-04-01"),
        ];
        foreach (var (name, value) in more)
            fields.Add(new(name, value));
        return door.AskTwilioAsync(url, fields, cancellationToken);
    }

    private void Show(CallEvent happened) => handset.Tell(happened switch
    {
        CallEvent.Answered answered => new PhoneHears("answered") { Name = answered.Recognizer },
        CallEvent.Hearing hearing => new PhoneHears("hearing") { Text = hearing.Text },
        CallEvent.Heard heard => new PhoneHears("heard") { Text = heard.Text },
        CallEvent.Pressed pressed => new PhoneHears("pressed")
        {
            Text = pressed.Count.ToString(CultureInfo.InvariantCulture),
        },
        CallEvent.Said said => new PhoneHears("said") { Text = said.Text },
        CallEvent.Paused => new PhoneHears("paused"),
        CallEvent.Resumed => new PhoneHears("resumed"),
        CallEvent.Interrupted cut => new PhoneHears("interrupted") { Text = cut.Text },
        CallEvent.Timed timed => new PhoneHears("timed") { Times = TimesOf(timed.Timings) },
        CallEvent.Ended ended => new PhoneHears("left") { Name = ended.Ending.Kind.ToString() },
        _ => new PhoneHears("other"),
    });

    private static Dictionary<string, int?> TimesOf(TurnTimings times) => new()
    {
        ["text_final"] = times.TextFinalMs,
        ["turn_decided"] = times.TurnDecidedMs,
        ["brain_first_text"] = times.BrainFirstTextMs,
        ["tts_first_audio"] = times.TtsFirstAudioMs,
        ["first_frame_out"] = times.FirstFrameOutMs,
        ["heard_ms"] = times.HeardMs,
        ["late_frames"] = times.LateFrames,
    };

    private static XElement? Read(string twiml)
    {
        try
        {
            return XDocument.Parse(twiml).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
