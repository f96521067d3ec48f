namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// The last moments of a caller's sound: by the time a voice is known for one, its first sounds are past.
/// </summary>
internal sealed class PreRoll
{
    /// <summary>How much is kept: what it takes to notice a voice, and 300 ms before.</summary>
    public const int KeptMs = 300 + (5 * SpeechGate.WindowMs);

    private readonly byte[] _kept = new byte[KeptMs * 8];
    private int _end;
    private int _length;

    /// <summary>Takes sound; what is older falls out.</summary>
    public void Add(ReadOnlySpan<byte> sound)
    {
        if (sound.Length > _kept.Length)
            sound = sound[^_kept.Length..];
        foreach (var value in sound)
        {
            _kept[_end] = value;
            _end = (_end + 1) % _kept.Length;
        }

        _length = Math.Min(_length + sound.Length, _kept.Length);
    }

    /// <summary>Hands out what is kept, oldest first, and forgets it.</summary>
    public void Drain(Ear ear)
    {
        var start = (_end - _length + _kept.Length) % _kept.Length;
        var first = Math.Min(_length, _kept.Length - start);
        ear.Hear(_kept.AsSpan(start, first));
        ear.Hear(_kept.AsSpan(0, _length - first));
        _length = 0;
    }
}
