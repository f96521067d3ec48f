using System.Diagnostics.Metrics;

namespace Gateway.Channels.Voice.Calls;

/// <summary>What is measured of calls.</summary>
internal sealed class CallMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly UpDownCounter<long> _running;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _interrupted;
    private readonly Counter<long> _resumed;
    private readonly Counter<long> _lateFrames;
    private readonly Counter<long> _odd;
    private readonly Histogram<double> _textFinal;
    private readonly Histogram<double> _turnDecided;
    private readonly Histogram<double> _brainFirstText;
    private readonly Histogram<double> _ttsFirstAudio;
    private readonly Histogram<double> _firstFrameOut;
    private readonly Histogram<double> _heard;
    private readonly Histogram<double> _lead;

    public CallMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Channels.Voice");
        _running = _meter.CreateUpDownCounter<long>("gateway.calls.running", "{call}", "Calls that are held");
        _ended = _meter.CreateCounter<long>("gateway.calls.ended", "{call}", "Calls that ended, by how and why");
        _interrupted = _meter.CreateCounter<long>(
            "gateway.calls.interrupted", "{turn}", "Answers that the caller ended");
        _resumed = _meter.CreateCounter<long>(
            "gateway.calls.resumed", "{turn}", "Times that an answer stopped for a sound and went on");
        _lateFrames = _meter.CreateCounter<long>(
            "gateway.calls.late_frames", "{frame}", "Frames that came too late to be played without a gap");
        _odd = _meter.CreateCounter<long>(
            "gateway.calls.odd", "{message}", "Messages of a stream that should not be, by what they were");
        _textFinal = Since("text_final", "the recogniser's last word");
        _turnDecided = Since("turn_decided", "the decision that they had finished");
        _brainFirstText = Since("brain_first_text", "the first words of the answer");
        _ttsFirstAudio = Since("tts_first_audio", "the first sound of the answer");
        _firstFrameOut = Since("first_frame_out", "the first frame that was sent");
        _heard = _meter.CreateHistogram<double>("gateway.calls.heard_ms", "ms", "How much was heard of an answer");
        _lead = _meter.CreateHistogram<double>(
            "gateway.calls.lead_ms", "ms", "How much of our sound waited at Twilio when it was thrown away");
    }

    public void Began() => _running.Add(1);

    public void Ended(CallEnding ending)
    {
        _running.Add(-1);
        _ended.Add(
            1, new KeyValuePair<string, object?>("kind", ending.Kind.ToString()),
            new KeyValuePair<string, object?>("reason", ending.Reason ?? ""));
    }

    public void Odd(string what) => _odd.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Timed(TurnTimings timings)
    {
        Record(_textFinal, timings.TextFinalMs);
        Record(_turnDecided, timings.TurnDecidedMs);
        Record(_brainFirstText, timings.BrainFirstTextMs);
        Record(_ttsFirstAudio, timings.TtsFirstAudioMs);
        Record(_firstFrameOut, timings.FirstFrameOutMs);
        Record(_lead, timings.LeadMs);
        _heard.Record(timings.HeardMs);
        if (timings.Interrupted)
            _interrupted.Add(1);
        if (timings.Resumed > 0)
            _resumed.Add(timings.Resumed);
        if (timings.LateFrames > 0)
            _lateFrames.Add(timings.LateFrames);
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Since(string name, string what) => _meter.CreateHistogram<double>(
        $"gateway.calls.{name}", "ms", $"From the end of the caller's last word to {what}");

    private static void Record(Histogram<double> histogram, int? value)
    {
        if (value is { } known)
            histogram.Record(known);
    }
}
