using Gateway.Channels.Speech.Sound;
using Microsoft.ML.OnnxRuntime;

namespace Gateway.Channels.Speech.Activity;

/// <summary>
/// One caller before Silero's detector. What it is given, remembers and answers lies in memory that is bound once, so
/// that a window allocates nothing of ours.
/// </summary>
internal sealed class SileroActivity : IVoiceActivity
{
    private const int WindowSamples = 256;
    private const int ContextSamples = 32;
    private const int StateFloats = 2 * 128;
    private const float FullScale = 32_768;

    // Below this no telephone carries speech, and the model need not be asked.
    private const double NoSound = -65;

    private readonly SileroModel _model;
    private readonly RunOptions _run = new();
    private readonly float[] _input = new float[ContextSamples + WindowSamples];
    private readonly float[] _stateBefore = new float[StateFloats];
    private readonly float[] _stateAfter = new float[StateFloats];
    private readonly float[] _answer = new float[1];
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private bool _isDisposed;

    /// <summary>Begins to listen to a caller.</summary>
    /// <param name="model">What all callers share.</param>
    public SileroActivity(SileroModel model)
    {
        _model = model;
        model.Enter();
        _binding = model.Session.CreateIoBinding();
        _binding.BindInput("input", Value(_input, 1, _input.Length));
        _binding.BindInput("state", Value(_stateBefore, 2, 1, 128));
        _binding.BindInput("sr", Value<long>([MuLaw.RateHz]));
        _binding.BindOutput("output", Value(_answer, 1, 1));
        _binding.BindOutput("stateN", Value(_stateAfter, 2, 1, 128));
    }

    /// <inheritdoc/>
    public float Next(ReadOnlySpan<short> window)
    {
        if (window.Length != WindowSamples)
            throw new ArgumentException($"A window has {WindowSamples} samples, not {window.Length}.", nameof(window));
        _input.AsSpan(WindowSamples).CopyTo(_input);
        var fresh = _input.AsSpan(ContextSamples);
        for (var i = 0; i < window.Length; i++)
            fresh[i] = window[i] / FullScale;
        if (Levels.Of(window) < NoSound)
            return 0;
        _model.Session.RunWithBinding(_run, _binding);
        _stateAfter.CopyTo(_stateBefore, 0);
        return _answer[0];
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_input);
        Array.Clear(_stateBefore);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _run.Dispose();
        _model.Leave();
    }

    private OrtValue Value<T>(T[] memory, params long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _values.Add(value);
        return value;
    }
}
