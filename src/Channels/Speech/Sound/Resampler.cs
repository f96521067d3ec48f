using System.Numerics.Tensors;

namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// Changes how many samples a second a sound has: a polyphase filter (a windowed sinc) that is kept across chunks, so
/// that no seam is heard. Its output is as long as its input and not late; its last <see cref="FlushSamples"/> come
/// with <see cref="Flush"/>. For one sound at a time and one thread; allocates nothing after its construction.
/// </summary>
public sealed class Resampler
{
    private const int BlockSamples = 1_024;

    private readonly FilterBank _filters;
    private readonly float[] _window;

    private int _filled;
    private int _newest;
    private int _phase;

    /// <summary>Prepares to change a rate.</summary>
    /// <param name="fromHz">Samples a second that come in, 4,000 to 96,000.</param>
    /// <param name="toHz">Samples a second that go out, likewise.</param>
    public Resampler(int fromHz, int toHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromHz, 96_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toHz, 96_000);
        _filters = FilterBank.For(fromHz, toHz);
        _window = new float[_filters.Taps + BlockSamples];
        Reset();
    }

    /// <summary>How many samples <see cref="Flush"/> writes at most.</summary>
    public int FlushSamples => MostOutput(_filters.Taps / 2);

    /// <summary>How many samples come out at most for so many that go in.</summary>
    public int MostOutput(int inputSamples) =>
        (int)(((long)inputSamples * _filters.Up + _filters.Down - 1) / _filters.Down) + 1;

    /// <summary>Takes the next samples.</summary>
    /// <param name="input">Of any length.</param>
    /// <param name="output">At least <see cref="MostOutput"/> of it.</param>
    /// <returns>How many were written.</returns>
    public int Next(ReadOnlySpan<short> input, Span<short> output)
    {
        var written = 0;
        while (!input.IsEmpty)
        {
            MakeRoom();
            var taken = Math.Min(input.Length, _window.Length - _filled);
            for (var i = 0; i < taken; i++)
                _window[_filled + i] = input[i];
            _filled += taken;
            input = input[taken..];
            written += Filter(output[written..]);
        }

        return written;
    }

    /// <summary>Ends the sound: what is still in the filter comes out, and another sound may begin.</summary>
    /// <param name="output">At least <see cref="FlushSamples"/> long.</param>
    /// <returns>How many were written.</returns>
    public int Flush(Span<short> output)
    {
        Span<short> nothing = stackalloc short[64];
        nothing.Clear();
        var written = 0;
        for (var left = _filters.Taps / 2; left > 0; left -= nothing.Length)
            written += Next(nothing[..Math.Min(left, nothing.Length)], output[written..]);
        Reset();
        return written;
    }

    /// <summary>Forgets what was heard: another sound begins.</summary>
    public void Reset()
    {
        Array.Clear(_window);
        // Silence goes before the first sample; the first output is centred on it.
        _filled = _filters.Taps - 1;
        _newest = _filled + _filters.Taps / 2;
        _phase = 0;
    }

    private int Filter(Span<short> output)
    {
        var written = 0;
        while (_newest < _filled)
        {
            var heard = _window.AsSpan(_newest - _filters.Taps + 1, _filters.Taps);
            var sample = MathF.Round(TensorPrimitives.Dot(heard, _filters.Of(_phase)));
            output[written++] = (short)Math.Clamp(sample, short.MinValue, short.MaxValue);
            _phase += _filters.Down;
            _newest += _phase / _filters.Up;
            _phase %= _filters.Up;
        }

        return written;
    }

    /// <summary>Drops what no output needs any more, when there is no room for what comes.</summary>
    private void MakeRoom()
    {
        if (_filled < _window.Length)
            return;
        var first = Math.Min(_newest - _filters.Taps + 1, _filled);
        _window.AsSpan(first, _filled - first).CopyTo(_window);
        _filled -= first;
        _newest -= first;
    }
}
