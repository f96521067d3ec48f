using Gateway.Sessions;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>
/// What we say in a call, piece by piece: what was heard of it, what is being played, and what is still to come. It can
/// stop in mid-word and go on from the last word that was heard. Time is bytes of sound here; a generation is what is
/// played between two stops.
/// </summary>
internal sealed class Mouth
{
    /// <summary>Bytes of a frame: 20 ms.</summary>
    public const int FrameBytes = 160;

    private const byte Silence = 0xFF;

    private readonly List<SpokenPiece> _pieces = [];
    private readonly List<(long From, SpokenPiece Piece, int Offset)> _played = [];
    private int _next;
    private int _offset;

    /// <summary>What was not heard to its end yet, in its order.</summary>
    public IReadOnlyList<SpokenPiece> Pieces => _pieces;

    /// <summary>Whether there is nothing left to say, and all was heard.</summary>
    public bool IsIdle => _pieces.Count == 0;

    /// <summary>Whether we are silent for now.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Number of the generation.</summary>
    public int Generation { get; private set; } = 1;

    /// <summary>Bytes of the generation that were handed out.</summary>
    public long Sent { get; private set; }

    /// <summary>The piece that is being heard; null where none is.</summary>
    public SpokenPiece? Current => _pieces.Count > 0 ? _pieces[0] : null;

    /// <summary>Whether something of what is to be said has been handed out.</summary>
    public bool HasBegun => Sent > 0 && !IsIdle;

    /// <summary>Says a piece after all others.</summary>
    public void Say(SpokenPiece piece) => _pieces.Add(piece);

    /// <summary>Takes the next frame of sound.</summary>
    /// <param name="frame">160 bytes.</param>
    /// <param name="ended">The piece that ends with it, else null.</param>
    /// <returns>False when there is nothing to play now.</returns>
    public bool TryTake(Span<byte> frame, out SpokenPiece? ended)
    {
        ended = null;
        while (!IsHeld && _next < _pieces.Count)
        {
            var piece = _pieces[_next];
            var rest = piece.From(_offset);
            if (rest.Length < FrameBytes && !piece.IsWhole)
                return false;
            if (rest.IsEmpty)
            {
                // Nothing was to be heard of it, or all of it was before a stop.
                piece.Heard = piece.Length;
                Pass(piece);
                continue;
            }

            var length = Math.Min(rest.Length, FrameBytes);
            rest[..length].CopyTo(frame);
            frame[length..FrameBytes].Fill(Silence);
            _played.Add((Sent, piece, _offset));
            _offset += length;
            piece.Taken = Math.Max(piece.Taken, _offset);
            Sent += FrameBytes;
            if (_offset < piece.Length || !piece.IsWhole)
                return true;
            ended = piece;
            Pass(piece);
            return true;
        }

        return false;
    }

    /// <summary>So much of the generation was heard.</summary>
    /// <param name="bytes">From its beginning.</param>
    /// <param name="onHeard">Told each piece that was heard to its end.</param>
    public void Hear(long bytes, Action<SpokenPiece> onHeard)
    {
        var done = 0;
        foreach (var (from, piece, offset) in _played)
        {
            if (from >= bytes)
                break;
            var heard = offset + (int)Math.Min(FrameBytes, bytes - from);
            piece.Heard = Math.Max(piece.Heard, Math.Min(heard, piece.Length));
            if (from + FrameBytes <= bytes)
                done++;
        }

        _played.RemoveRange(0, done);
        while (_pieces.Count > 0 && _pieces[0].IsHeard && _next > 0)
        {
            var piece = _pieces[0];
            _pieces.RemoveAt(0);
            _next--;
            onHeard(piece);
        }
    }

    /// <summary>Falls silent. What was heard must have been told before.</summary>
    public void Hold()
    {
        IsHeld = true;
        Begin();
    }

    /// <summary>Goes on from the last word that was heard whole.</summary>
    public void Resume()
    {
        IsHeld = false;
        if (Current is not { } piece)
            return;
        _offset = piece.ResumeAt;
        piece.Heard = Math.Min(piece.Heard, _offset);
    }

    /// <summary>Says nothing more of what may be stopped.</summary>
    public void Drop()
    {
        _pieces.RemoveAll(piece => piece.MayBeStopped);
        IsHeld = false;
        Begin();
        if (Current is { } piece)
            _offset = piece.ResumeAt;
    }

    /// <summary>Takes back what nothing was handed out of: the turn has other words now.</summary>
    /// <returns>Where in the reply's text the first of it begins; null where there is none.</returns>
    public int? Withdraw(TurnId turn)
    {
        int? first = null;
        for (var at = _pieces.Count - 1; at >= _next; at--)
        {
            var piece = _pieces[at];
            if (piece.Turn != turn || piece.Taken > 0)
                continue;
            first = piece.ReplyStart ?? first;
            _pieces.RemoveAt(at);
        }

        return first;
    }

    /// <summary>Takes back what nothing was handed out of, of a kind.</summary>
    public void DropUnsaid(PieceKind kind)
    {
        for (var at = _pieces.Count - 1; at >= _next; at--)
        {
            if (_pieces[at].Kind == kind && _pieces[at].Taken == 0)
                _pieces.RemoveAt(at);
        }
    }

    /// <summary>How much was heard of a turn's reply.</summary>
    /// <returns>
    /// UTF-16 units of its text, up to the end of the last word that was heard whole; null when all that was to be said
    /// so far was.
    /// </returns>
    public int? HeardOf(TurnId turn)
    {
        foreach (var piece in _pieces)
        {
            if (piece.Turn != turn || piece.ReplyStart is not { } start)
                continue;
            var words = piece.WordsHeard;
            if (words < piece.Spoken.Text.Length)
                return words == 0 ? start : start + piece.Spoken.SourceHeard(words);
        }

        return null;
    }

    private void Begin()
    {
        if (Sent > 0)
            Generation++;
        Sent = 0;
        _played.Clear();
        (_next, _offset) = (0, 0);
    }

    private void Pass(SpokenPiece piece)
    {
        _next++;
        _offset = 0;
        if (piece.IsHeard && _pieces[0] == piece)
        {
            _pieces.RemoveAt(0);
            _next--;
        }
    }
}
