using System.Numerics;
using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// Tells when a caller begins to speak and how long they have been silent since. Time here is that of their sound: what
/// comes late is not taken for a pause. The detector is asked only about what is louder than the noise floor.
/// </summary>
internal sealed class SpeechGate(IVoiceActivity activity)
{
    /// <summary>Samples of a window.</summary>
    public const int WindowSamples = 256;

    /// <summary>How long a window is.</summary>
    public const int WindowMs = 32;

    // Line noise stays below -50 dBFS; a quiet voice has some -32.
    private const int QuietestDb = -52;

    private readonly NoiseFloor _floor = new();
    private readonly short[] _window = new short[WindowSamples];
    private int _filled;
    private uint _voiced;
    private int _run;

    /// <summary>What it takes to be heard now.</summary>
    public GateProfile Profile { get; set; } = GateProfile.Listening;

    /// <summary>Whether someone speaks, or has stopped only now: until <see cref="Close"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How long nobody has spoken since the gate opened; 0 while somebody does.</summary>
    public int SilenceMs { get; private set; }

    /// <summary>How long it was from the first voice to the last since the gate opened.</summary>
    public int SpeechMs { get; private set; }

    /// <summary>How much sound it was given, in milliseconds.</summary>
    public long HeardMs { get; private set; }

    /// <summary>The noise floor in dBFS.</summary>
    public int FloorDb => _floor.LevelDb;

    /// <summary>Takes sound and looks at each window that it fills.</summary>
    /// <param name="sound">Mu-law at 8 kHz.</param>
    /// <param name="onWindow">Called for each window, with whether the gate opened by it.</param>
    public void Take(ReadOnlySpan<byte> sound, Action<bool> onWindow)
    {
        while (sound.Length > 0)
        {
            var part = sound[..Math.Min(sound.Length, WindowSamples - _filled)];
            MuLaw.Decode(part, _window.AsSpan(_filled));
            _filled += part.Length;
            sound = sound[part.Length..];
            if (_filled < WindowSamples)
                return;
            _filled = 0;
            onWindow(Next(_window));
        }
    }

    /// <summary>What was said is dealt with: what comes now is new.</summary>
    public void Close()
    {
        (IsOpen, SilenceMs, SpeechMs, _voiced, _run) = (false, 0, 0, 0, 0);
    }

    private bool Next(ReadOnlySpan<short> window)
    {
        HeardMs += WindowMs;
        var level = Levels.Of(window);
        var isLoud = level > Math.Max(QuietestDb, _floor.LevelDb + Profile.AboveFloorDb);
        _floor.Add(level);
        var isVoiced = isLoud && activity.Next(window) >= Profile.Probability;
        _voiced = (_voiced << 1) | (isVoiced ? 1u : 0u);
        _run = isVoiced ? _run + 1 : 0;
        if (!IsOpen)
        {
            if (BitOperations.PopCount(_voiced & ((1u << Profile.Of) - 1)) < Profile.Voiced)
                return false;
            (IsOpen, SilenceMs, SpeechMs) = (true, isVoiced ? 0 : WindowMs, Profile.Voiced * WindowMs);
            return true;
        }

        // One window alone is a click.
        var isOn = isVoiced && (_run > 1 || SilenceMs == 0);
        if (isOn)
            SpeechMs += SilenceMs + WindowMs;
        SilenceMs = isOn ? 0 : SilenceMs + WindowMs;
        return false;
    }
}
