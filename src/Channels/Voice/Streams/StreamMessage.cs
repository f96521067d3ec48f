using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// A message of Twilio's media stream, as it was read last. One for each socket, filled again and again: sound is
/// decoded into its own buffer, and nothing is allocated for it. Shapes: Twilio's pages on the WebSocket messages of
/// media streams; numbers in them are strings.
/// </summary>
internal sealed class StreamMessage
{
    /// <summary>The most bytes that a message may have; Twilio's have some 250.</summary>
    public const int MaxBytes = 64 * 1024;

    private byte[] _sound = new byte[512];
    private byte[]? _unescaped;
    private int _soundLength;

    /// <summary>What it is.</summary>
    public StreamEventKind Kind { get; private set; }

    /// <summary>The caller's sound, mu-law; empty but for media of theirs.</summary>
    public ReadOnlySpan<byte> Sound => _sound.AsSpan(0, _soundLength);

    /// <summary>Which piece of sound it is, from 1; 0 where it does not say.</summary>
    public long Chunk { get; private set; }

    /// <summary>The stream that begins.</summary>
    public string? StreamSid { get; private set; }

    /// <summary>Its call.</summary>
    public string? CallSid { get; private set; }

    /// <summary>The parameter <c>ticket</c> of the stream that begins.</summary>
    public string? Ticket { get; private set; }

    /// <summary>The key that was pressed, <c>0-9 * # A-D</c>; NUL where it is none of these.</summary>
    public char Digit { get; private set; }

    /// <summary>Name of the mark that was reached.</summary>
    public string? Mark { get; private set; }

    /// <summary>Reads a message.</summary>
    /// <returns>
    /// False when it is no JSON object or its sound is no Base64: it is then of an unknown kind.
    /// </returns>
    public bool Read(ReadOnlySpan<byte> json)
    {
        (Kind, _soundLength, Chunk, Digit) = (StreamEventKind.Unknown, 0, 0, '\0');
        (StreamSid, CallSid, Ticket, Mark) = (null, null, null, null);
        try
        {
            var reader = new Utf8JsonReader(json);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject && ReadObject(ref reader, depth: 0)
                && !reader.Read())
                return true;
        }
        catch (JsonException)
        {
            // It is told by what is returned.
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
        }

        Kind = StreamEventKind.Unknown;
        return false;
    }

    // The names that count are the same at whatever depth they stand; none means two things.
    private bool ReadObject(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader, depth);
            if (!reader.Read())
                return false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when depth < 3:
                    if (!ReadObject(ref reader, depth + 1))
                        return false;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                case JsonTokenType.String when field != Field.None:
                    if (!Take(field, ref reader))
                        return false;
                    break;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    private static Field FieldOf(ref Utf8JsonReader reader, int depth) => depth switch
    {
        0 when reader.ValueTextEquals("event"u8) => Field.Event,
        1 when reader.ValueTextEquals("payload"u8) => Field.Payload,
        1 when reader.ValueTextEquals("chunk"u8) => Field.Chunk,
        1 when reader.ValueTextEquals("track"u8) => Field.Track,
        1 when reader.ValueTextEquals("digit"u8) => Field.Digit,
        1 when reader.ValueTextEquals("name"u8) => Field.Name,
        1 when reader.ValueTextEquals("streamSid"u8) => Field.StreamSid,
        1 when reader.ValueTextEquals("callSid"u8) => Field.CallSid,
        2 when reader.ValueTextEquals("ticket"u8) => Field.Ticket,
        _ => Field.None,
    };

    private bool Take(Field field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case Field.Event:
                Kind = reader.ValueTextEquals("media"u8) ? StreamEventKind.Media
                    : reader.ValueTextEquals("mark"u8) ? StreamEventKind.Mark
                    : reader.ValueTextEquals("dtmf"u8) ? StreamEventKind.Dtmf
                    : reader.ValueTextEquals("start"u8) ? StreamEventKind.Start
                    : reader.ValueTextEquals("stop"u8) ? StreamEventKind.Stop
                    : reader.ValueTextEquals("connected"u8) ? StreamEventKind.Connected
                    : StreamEventKind.Unknown;
                return true;
            case Field.Payload:
                return TakeSound(ref reader);
            case Field.Track:
                // What we said ourselves is no caller's.
                if (reader.ValueTextEquals("outbound"u8))
                    (Kind, _soundLength) = (StreamEventKind.Unknown, 0);
                return true;
            case Field.Chunk:
                Chunk = Utf8Parser.TryParse(reader.ValueSpan, out long chunk, out var read)
                    && read == reader.ValueSpan.Length ? chunk : 0;
                return true;
            case Field.Digit:
                Digit = reader.ValueSpan is [var key] && (char.IsAsciiDigit((char)key) || key is (byte)'*' or (byte)'#'
                    or >= (byte)'A' and <= (byte)'D') ? (char)key : '\0';
                return true;
            case Field.Name:
                Mark = reader.GetString();
                return true;
            case Field.StreamSid:
                StreamSid = reader.GetString();
                return true;
            case Field.CallSid:
                CallSid = reader.GetString();
                return true;
            default:
                Ticket = reader.GetString();
                return true;
        }
    }

    private bool TakeSound(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        // A slash may be written as an escape.
        if (reader.ValueIsEscaped)
        {
            _unescaped ??= new byte[MaxBytes];
            text = _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }

        if (Base64.GetMaxDecodedFromUtf8Length(text.Length) is var most && most > _sound.Length)
            _sound = new byte[most];
        return Base64.DecodeFromUtf8(text, _sound, out _, out _soundLength) == System.Buffers.OperationStatus.Done;
    }

    private enum Field
    {
        None,
        Event,
        Payload,
        Chunk,
        Track,
        Digit,
        Name,
        StreamSid,
        CallSid,
        Ticket,
    }
}
