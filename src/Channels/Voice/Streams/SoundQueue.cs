namespace Gateway.Channels.Voice.Streams;

/// <summary>
/// The caller's sound between the socket and the call: whoever brings it never waits. Pieces that are missing are
/// replaced by silence, those that come late or twice are left out, and of more than four seconds the oldest is lost.
/// </summary>
internal sealed class SoundQueue
{
    private const int Capacity = 4 * 8_000;
    private const int PieceBytes = 160;
    private const int MostReplaced = 5;
    private const byte Silence = 0xFF;

    private readonly Lock _gate = new();
    private readonly byte[] _ring = new byte[Capacity];
    private int _first;
    private int _length;
    private long _chunk;

    /// <summary>Pieces that never came.</summary>
    public long Missing { get; private set; }

    /// <summary>Pieces that came too late, or twice.</summary>
    public long Late { get; private set; }

    /// <summary>Bytes that were lost because nobody took them.</summary>
    public long Dropped { get; private set; }

    /// <summary>Brings a piece.</summary>
    /// <param name="sound">Mu-law, any length.</param>
    /// <param name="chunk">Its number, from 1; 0 where it has none.</param>
    public void Put(ReadOnlySpan<byte> sound, long chunk)
    {
        lock (_gate)
        {
            if (chunk > 0)
            {
                if (chunk <= _chunk)
                {
                    Late++;
                    return;
                }

                var missing = _chunk == 0 ? 0 : chunk - _chunk - 1;
                Missing += missing;
                for (var i = 0; i < Math.Min(missing, MostReplaced) * PieceBytes; i++)
                    Put(Silence);
                _chunk = chunk;
            }

            foreach (var value in sound)
                Put(value);
        }
    }

    /// <summary>Takes what is there, oldest first.</summary>
    /// <param name="sound">Filled from its beginning.</param>
    /// <returns>How much; 0 when nothing is there.</returns>
    public int Take(Span<byte> sound)
    {
        lock (_gate)
        {
            var length = Math.Min(sound.Length, _length);
            for (var i = 0; i < length; i++)
                sound[i] = _ring[(_first + i) % Capacity];
            _first = (_first + length) % Capacity;
            _length -= length;
            return length;
        }
    }

    private void Put(byte value)
    {
        if (_length == Capacity)
        {
            _first = (_first + 1) % Capacity;
            _length--;
            Dropped++;
        }

        _ring[(_first + _length++) % Capacity] = value;
    }
}
