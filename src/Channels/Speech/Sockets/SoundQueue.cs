using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Sockets;

/// <summary>
/// What a caller says and has not been sent yet, with the places of the commits in it. Ten seconds at most: what is
/// written past that is dropped. For several threads.
/// </summary>
internal sealed class SoundQueue
{
    private const int MostBytes = 10 * MuLaw.RateHz;
    private const int FirstBytes = MuLaw.RateHz / 2;
    private const int MostCommits = 64;

    // Vendors want 50 to 100 ms at a time.
    private const int FewestBytes = MuLaw.RateHz / 20;

    private readonly Lock _lock = new();
    private readonly Queue<long> _commits = new();
    private byte[] _ring = new byte[FirstBytes];
    private long _written;
    private long _taken;

    /// <summary>Takes sound.</summary>
    /// <returns>How many bytes were dropped.</returns>
    public int Write(ReadOnlySpan<byte> sound)
    {
        lock (_lock)
        {
            var waiting = (int)(_written - _taken);
            if (waiting + sound.Length > _ring.Length)
                Grow(waiting + sound.Length);
            var room = Math.Min(sound.Length, _ring.Length - waiting);
            Copy(sound[..room]);
            return sound.Length - room;
        }
    }

    /// <summary>Marks a commit at what was written last.</summary>
    /// <returns>False: too many wait.</returns>
    public bool Commit()
    {
        lock (_lock)
        {
            if (_commits.Count >= MostCommits)
                return false;
            _commits.Enqueue(_written);
            return true;
        }
    }

    /// <summary>Takes what can be sent now.</summary>
    /// <param name="sound">Is filled from its beginning, up to the next commit.</param>
    /// <param name="length">How much of it was.</param>
    /// <param name="isCommitted">A commit follows what was taken.</param>
    /// <returns>False: there is nothing, or too little yet.</returns>
    public bool TryTake(Span<byte> sound, out int length, out bool isCommitted)
    {
        lock (_lock)
        {
            var end = _commits.TryPeek(out var commit) ? commit : _written;
            length = (int)Math.Min(end - _taken, sound.Length);
            isCommitted = _commits.Count > 0 && _taken + length == commit;
            if (!isCommitted && length < FewestBytes && end == _written)
            {
                length = 0;
                return false;
            }

            for (var done = 0; done < length;)
            {
                var at = (int)((_taken + done) % _ring.Length);
                var part = Math.Min(length - done, _ring.Length - at);
                _ring.AsSpan(at, part).CopyTo(sound[done..]);
                done += part;
            }

            _taken += length;
            if (isCommitted)
                _commits.Dequeue();
            return true;
        }
    }

    private void Copy(ReadOnlySpan<byte> sound)
    {
        while (!sound.IsEmpty)
        {
            var at = (int)(_written % _ring.Length);
            var part = Math.Min(sound.Length, _ring.Length - at);
            sound[..part].CopyTo(_ring.AsSpan(at));
            _written += part;
            sound = sound[part..];
        }
    }

    private void Grow(int needed)
    {
        if (_ring.Length >= MostBytes)
            return;
        var larger = new byte[Math.Min(MostBytes, Math.Max(needed, _ring.Length * 2))];
        for (var place = _taken; place < _written; place++)
            larger[place % larger.Length] = _ring[place % _ring.Length];
        _ring = larger;
    }
}
