using System.Buffers.Text;
using System.Text;
using System.Threading.Channels;

namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// What waits to be written to a call's socket, in Twilio's words. One writer takes it; whoever puts something in never
/// waits. Twilio plays on what it has until it is told <c>clear</c>, so that goes ahead of all, and what it makes void
/// is dropped here.
/// </summary>
internal sealed class StreamOutbox(TimeProvider clock)
{
    /// <summary>Bytes of one frame of sound: 20 ms of mu-law.</summary>
    public const int FrameBytes = 160;

    /// <summary>The most bytes that <see cref="TryTake"/> writes.</summary>
    public const int MaxMessageBytes = 512;

    /// <summary>
    /// The most messages that wait; a socket that is behind by half of them gets no more sound until it has caught up.
    /// </summary>
    public const int Capacity = 64;

    private const int MaxNameLength = 64;

    private readonly Lock _gate = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly byte[] _sound = new byte[Capacity * FrameBytes];
    private readonly string?[] _marks = new string?[Capacity];
    private readonly long[] _since = new long[Capacity];
    private byte[] _streamSid = [];
    private int _first;
    private int _count;
    private bool _mustClear;
    private long _clearSince;

    /// <summary>Whether sound may be put in.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
                return _count < Capacity / 2;
        }
    }

    /// <summary>How long what waits longest has been waiting.</summary>
    public TimeSpan Waiting
    {
        get
        {
            lock (_gate)
                return _mustClear ? clock.GetElapsedTime(_clearSince)
                    : _count > 0 ? clock.GetElapsedTime(_since[_first])
                    : TimeSpan.Zero;
        }
    }

    /// <summary>Says which stream it is for; nothing goes out before.</summary>
    public void Open(string streamSid)
    {
        lock (_gate)
            _streamSid = Encoding.UTF8.GetBytes(System.Text.Json.JsonEncodedText.Encode(streamSid).Value);
        Ring();
    }

    /// <summary>Puts a frame of sound in.</summary>
    /// <param name="frame">160 bytes.</param>
    public void PutSound(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_count == Capacity)
                return;
            var at = Append(mark: null);
            frame[..FrameBytes].CopyTo(_sound.AsSpan(at * FrameBytes));
        }

        Ring();
    }

    /// <summary>Puts a mark in, which comes back when all before it was played.</summary>
    /// <param name="name">At most 64 letters, digits and dots.</param>
    public void PutMark(string name)
    {
        if (name.Length > MaxNameLength)
            throw new ArgumentException("A mark's name has 64 letters at most.", nameof(name));
        lock (_gate)
        {
            if (_count < Capacity)
                Append(name);
        }

        Ring();
    }

    /// <summary>Has all thrown away that was not played yet, there and here.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_marks);
            (_first, _count) = (0, 0);
            (_mustClear, _clearSince) = (true, clock.GetTimestamp());
        }

        Ring();
    }

    /// <summary>Takes the next message as it goes over the wire.</summary>
    /// <param name="message">At least <see cref="MaxMessageBytes"/>.</param>
    /// <param name="length">How much of it was written.</param>
    /// <returns>False when nothing waits.</returns>
    public bool TryTake(Span<byte> message, out int length)
    {
        length = 0;
        lock (_gate)
        {
            if (_streamSid.Length == 0 || (_count == 0 && !_mustClear))
                return false;
            if (_mustClear)
            {
                _mustClear = false;
                Write(message, ref length, """{"event":"clear","streamSid":"""u8);
                WriteSid(message, ref length);
                Write(message, ref length, "}"u8);
                return true;
            }

            var mark = _marks[_first];
            Write(message, ref length, mark is null
                ? """{"event":"media","streamSid":"""u8
                : """{"event":"mark","streamSid":"""u8);
            WriteSid(message, ref length);
            if (mark is null)
            {
                Write(message, ref length, ""","media":{"payload":" """u8[..^1]);
                Base64.EncodeToUtf8(
                    _sound.AsSpan(_first * FrameBytes, FrameBytes), message[length..], out _, out var written);
                length += written;
            }
            else
            {
                Write(message, ref length, ""","mark":{"name":" """u8[..^1]);
                length += Encoding.ASCII.GetBytes(mark, message[length..]);
                _marks[_first] = null;
            }

            Write(message, ref length, "\"}}"u8);
            _first = (_first + 1) % Capacity;
            _count--;
            return true;
        }
    }

    /// <summary>Waits until there is something to take.</summary>
    /// <returns>False when nothing will come any more.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!await _news.Reader.WaitToReadAsync(cancellationToken))
            return false;
        _news.Reader.TryRead(out _);
        return true;
    }

    /// <summary>Nothing will come any more.</summary>
    public void Complete() => _news.Writer.TryComplete();

    private void Ring() => _news.Writer.TryWrite(true);

    private int Append(string? mark)
    {
        var at = (_first + _count++) % Capacity;
        (_marks[at], _since[at]) = (mark, clock.GetTimestamp());
        return at;
    }

    private void WriteSid(Span<byte> message, ref int length)
    {
        Write(message, ref length, "\""u8);
        Write(message, ref length, _streamSid);
        Write(message, ref length, "\""u8);
    }

    private static void Write(Span<byte> message, ref int length, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(message[length..]);
        length += bytes.Length;
    }
}
