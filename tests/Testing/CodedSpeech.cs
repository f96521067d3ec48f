using System.Text;

namespace Gateway.Testing;

/// <summary>
/// Speech that tells its own words: sound that is loud where somebody speaks and quiet between words, and from which
/// what was said can be read again, to the letter and to the moment. A letter lasts 60 ms, three frames of 20 ms, each
/// of which has it whole; mu-law at 8 kHz.
/// </summary>
public static class CodedSpeech
{
    /// <summary>How long a letter lasts.</summary>
    public const int LetterMs = 60;

    /// <summary>Bytes of a frame.</summary>
    public const int FrameBytes = 160;

    private const int FramesPerLetter = 3;
    private const int SamplesPerBit = 6;
    private const int CheckAt = 24 * SamplesPerBit;

    /// <summary>A frame in which nobody speaks.</summary>
    public static byte[] Silence() => Filled(0xFF);

    /// <summary>A frame of loud sound that is no speech.</summary>
    public static byte[] Noise() =>
        [.. Enumerable.Range(0, FrameBytes).Select(at => (byte)(at % 2 == 0 ? 0x80 : 0x00))];

    /// <summary>A frame of loud hum, at some level.</summary>
    public static byte[] Hum(byte value) =>
        [.. Enumerable.Range(0, FrameBytes).Select(at => (byte)(at % 2 == 0 ? value : value ^ 0x80))];

    /// <summary>The sound of a text, frame by frame.</summary>
    public static IEnumerable<byte[]> Frames(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            for (var i = 0; i < FramesPerLetter; i++)
                yield return Frame(text[at], (byte)(at == 0 ? 0 : 1 + ((at - 1) % 255)));
        }
    }

    /// <summary>The sound of a text.</summary>
    public static byte[] Sound(string text) => [.. Frames(text).SelectMany(frame => frame)];

    /// <summary>
    /// The text of some sound, what was spoken apart with a blank between. Frames begin where it begins.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> sound)
    {
        var text = new StringBuilder();
        (char Letter, byte At)? last = null;
        for (; sound.Length >= FrameBytes; sound = sound[FrameBytes..])
        {
            var read = Read(sound[..FrameBytes]);
            if (read is { } letter && read != last)
            {
                if (letter.At == 0 && text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
                text.Append(letter.Letter);
            }

            last = read ?? last;
        }

        return text.ToString();
    }

    /// <summary>The letter of a frame and its place in the text; null where nobody speaks.</summary>
    public static (char Letter, byte At)? Read(ReadOnlySpan<byte> frame)
    {
        var bits = 0;
        for (var bit = 0; bit < 24; bit++)
            bits |= (frame[(bit * SamplesPerBit) + 2] >> 7) << bit;
        var check = 0;
        for (var bit = 0; bit < 8; bit++)
            check |= (frame[CheckAt + (bit * 2)] >> 7) << bit;
        return check == CheckOf(bits) ? ((char)(bits & 0xFFFF), (byte)(bits >> 16)) : null;
    }

    private static byte[] Frame(char letter, byte at)
    {
        var bits = letter | (at << 16);
        var check = CheckOf(bits);
        var (one, zero) = letter == ' ' ? ((byte)0xFE, (byte)0x7E) : ((byte)0x80, (byte)0x00);
        var frame = new byte[FrameBytes];
        for (var sample = 0; sample < FrameBytes; sample++)
        {
            var bit = sample < CheckAt ? bits >> (sample / SamplesPerBit) : check >> ((sample - CheckAt) / 2);
            frame[sample] = (bit & 1) == 1 ? one : zero;
        }

        return frame;
    }

    private static int CheckOf(int bits) => (bits ^ (bits >> 8) ^ (bits >> 16) ^ 0x5A) & 0xFF;

    private static byte[] Filled(byte value)
    {
        var frame = new byte[FrameBytes];
        Array.Fill(frame, value);
        return frame;
    }
}
