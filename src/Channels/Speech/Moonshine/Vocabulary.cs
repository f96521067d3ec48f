using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gateway.Channels.Speech.Moonshine;

/// <summary>
/// What the recogniser's numbers stand for: Llama's pieces of words, taken out of the script of the npm package
/// <c>llama-tokenizer-js</c> (MIT), where they stand as one long literal in base64, a line for each.
/// </summary>
internal sealed class Vocabulary
{
    private const string Blank = "\u2581";

    private readonly byte[][] _pieces;

    private Vocabulary(byte[][] pieces) => _pieces = pieces;

    /// <summary>Reads the script.</summary>
    /// <exception cref="InvalidDataException">The literal is not in it.</exception>
    public static Vocabulary Read(string path)
    {
        var script = File.ReadAllBytes(path).AsSpan();
        var mark = "llama_vocab_base64 = \""u8;
        var begin = script.IndexOf(mark);
        if (begin < 0)
            throw new InvalidDataException("The vocabulary's script has no vocabulary.");
        script = script[(begin + mark.Length)..];
        script = script[..script.IndexOf((byte)'"')];
        var text = new byte[Base64.GetMaxDecodedFromUtf8Length(script.Length)];
        if (Base64.DecodeFromUtf8(script, text, out _, out var written) != OperationStatus.Done)
            throw new InvalidDataException("The vocabulary is not in base64.");
        return new Vocabulary([.. Encoding.UTF8.GetString(text, 0, written).Split('\n').Select(BytesOf)]);
    }

    /// <summary>The words that pieces make; numbers that stand for none are left out.</summary>
    public string Decode(IEnumerable<int> pieces)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var piece in pieces.Where(piece => piece > 2 && piece < _pieces.Length))
            bytes.Write(_pieces[piece]);
        return Encoding.UTF8.GetString(bytes.WrittenSpan).Trim();
    }

    private static byte[] BytesOf(string piece) =>
        piece is ['<', '0', 'x', _, _, '>']
            ? [byte.Parse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)]
            : Encoding.UTF8.GetBytes(piece.Replace(Blank, " ", StringComparison.Ordinal));
}
