using System.Buffers;

namespace Gateway.Channels.Speech.Sound;

/// <summary>
/// Makes a telephone's sound of a WAV file as its bytes come in. For one file.
/// </summary>
public sealed class WaveStream
{
    private readonly ArrayBufferWriter<byte> _head = new();

    private PhoneSound? _sound;
    private long _left;

    /// <summary>Takes the next bytes of the file.</summary>
    /// <returns>Mu-law at 8 kHz; empty while the head is not whole, and after the sound's end.</returns>
    /// <exception cref="InvalidDataException">It is no WAV file, or of a kind that is not read here.</exception>
    public ReadOnlyMemory<byte> Next(ReadOnlySpan<byte> bytes)
    {
        if (_sound is null)
        {
            _head.Write(bytes);
            var all = _head.WrittenSpan;
            if (!Wave.TryReadHead(all, out var format, out var begin, out _left))
                return default;
            _sound = new PhoneSound(format);
            bytes = all[begin..];
        }

        bytes = bytes[..(int)Math.Min(bytes.Length, _left)];
        _left -= bytes.Length;
        return _sound.Next(bytes);
    }

    /// <summary>Ends the file.</summary>
    /// <returns>What was still held back.</returns>
    /// <exception cref="InvalidDataException">It ended before its sound began.</exception>
    public ReadOnlyMemory<byte> Finish() =>
        _sound is null ? throw new InvalidDataException("The WAV file ends before its sound.") : _sound.Finish();
}
