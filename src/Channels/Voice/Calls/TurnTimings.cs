namespace Gateway.Channels.Voice.Calls;

/// <summary>
/// How long each step of one exchange took, in milliseconds from the end of the caller's last word; null for what did
/// not come about. The names are those of the log and the metrics.
/// </summary>
/// <param name="Utterance">Number of the utterance in its call.</param>
public sealed record TurnTimings(int Utterance)
{
    /// <summary><c>vad_stop</c>: when their last word ended, in milliseconds from the call's beginning.</summary>
    public int? VadStopMs { get; set; }

    /// <summary><c>text_final</c>: the recogniser's last word was there.</summary>
    public int? TextFinalMs { get; set; }

    /// <summary><c>turn_decided</c>: it was decided that they had finished.</summary>
    public int? TurnDecidedMs { get; set; }

    /// <summary><c>brain_first_text</c>: the answer's first words came.</summary>
    public int? BrainFirstTextMs { get; set; }

    /// <summary><c>tts_first_audio</c>: their first sound was there.</summary>
    public int? TtsFirstAudioMs { get; set; }

    /// <summary><c>first_frame_out</c>: it was sent.</summary>
    public int? FirstFrameOutMs { get; set; }

    /// <summary><c>heard_ms</c>: how much of the answer was heard.</summary>
    public int HeardMs { get; set; }

    /// <summary><c>interrupted</c>: the caller ended it.</summary>
    public bool Interrupted { get; set; }

    /// <summary><c>resumed</c>: how often it stopped and went on.</summary>
    public int Resumed { get; set; }

    /// <summary>
    /// <c>lead_ms</c>: how much of our sound Twilio had waiting when the caller stopped it; else null.
    /// </summary>
    public int? LeadMs { get; set; }

    /// <summary><c>late_frames</c>: frames that came too late to be played without a gap.</summary>
    public int LateFrames { get; set; }
}
