namespace Gateway.Channels.Speech;

/// <summary>Tells speech from other sound, for one caller. Keeps what it heard before; not for two threads.</summary>
public interface IVoiceActivity : IDisposable
{
    /// <summary>How likely the next window is speech, 0 to 1.</summary>
    /// <param name="window">256 samples at 8 kHz (32 ms), the ones after those given before.</param>
    float Next(ReadOnlySpan<short> window);

    /// <summary>Forgets what was heard: another caller, or a gap.</summary>
    void Reset();
}
