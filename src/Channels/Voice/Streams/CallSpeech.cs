using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Streams;

/// <summary>Our side of a call: what is said, when it goes out, and how far it was heard.</summary>
internal sealed class CallSpeech(Mouth mouth, FramePacer pacer, Voicing voicing, CallWatch watch, string callSid)
{
    private ReplyWords? _reply;

    /// <summary>Whether all that was to be said was heard.</summary>
    public bool IsIdle => mouth.IsIdle;

    /// <summary>Whether what is heard now must be heard to its end.</summary>
    public bool MustBeHeard => mouth.Current is { MayBeStopped: false };

    /// <summary>What is heard now; null where nothing is.</summary>
    public PieceKind? Kind => mouth.Current?.Kind;

    /// <summary>Whether any of what is to be said was sent.</summary>
    public bool HasBegun => mouth.HasBegun;

    /// <summary>How long it takes until all is said, as far as it is spoken already, in milliseconds.</summary>
    public int LeftMs => mouth.Pieces.Sum(piece => piece.Length - piece.Heard) / 8;

    /// <summary>Frames that came too late.</summary>
    public int LateFrames => pacer.LateFrames;

    /// <summary>The turn whose reply is being said or worded; null for none.</summary>
    public TurnId? Turn => _reply?.Turn;

    /// <summary>Told each piece that was heard to its end.</summary>
    public Action<SpokenPiece> OnHeard { get; set; } = _ => { };

    /// <summary>Told when the first sound of a turn's reply was sent.</summary>
    public Action<TurnId> OnFirstFrame { get; set; } = _ => { };

    /// <summary>
    /// Whether everything that was sent has been played, by its mark, or half a second after its time.
    /// </summary>
    public bool IsPlayedOut(long nowMs) =>
        mouth.IsIdle && (pacer.Awaited == 0 || nowMs >= pacer.PlayedUntilMs + 500);

    /// <summary>Says words of the call's own.</summary>
    public void Say(string text, string locale, PieceKind kind, bool mayBeStopped = true) =>
        Add(new SpokenPiece(Wording.Spoken(text, locale), locale, kind) { MayBeStopped = mayBeStopped, IsKept = true });

    /// <summary>Says an entry that no turn wrote, sentence by sentence.</summary>
    /// <param name="text">Its words.</param>
    /// <param name="locale">Their language.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="isKept">Whether others are told the same.</param>
    /// <param name="mustBeHeard">Whether its first sentence must be heard to its end.</param>
    public void SayEntry(string text, string locale, PieceKind kind, bool isKept = false, bool mustBeHeard = false)
    {
        for (var from = 0; from < text.Length;)
        {
            var end = Wording.EndOfPiece(text, from, isWhole: true);
            Add(new SpokenPiece(Wording.Spoken(text[from..end], locale), locale, kind)
            {
                IsKept = isKept,
                MayBeStopped = !mustBeHeard || from > 0,
            });
            from = end;
        }
    }

    /// <summary>Takes words of a reply.</summary>
    public void AddWords(TurnId turn, int index, string words, string locale)
    {
        if (_reply?.Turn != turn)
            _reply = new ReplyWords(turn);
        if (_reply.Add(index, words))
            CutReply(isWhole: false, locale);
    }

    /// <summary>Takes a reply's words as they were committed, and what comes with them.</summary>
    public void SettleReply(TurnId turn, string text, string parts, string locale)
    {
        if (_reply?.Turn != turn)
            _reply = new ReplyWords(turn);
        _reply.Settle(text, _reply.Agrees(text) ? null : mouth.Withdraw(turn));
        CutReply(isWhole: true, locale);
        if (parts.Length > 0)
            Add(new SpokenPiece(Wording.Spoken(parts, locale), locale, PieceKind.Reply) { Turn = turn });
    }

    /// <summary>Sends what is due, and notes what was heard.</summary>
    public void Tick(long nowMs)
    {
        mouth.Hear(pacer.HeardAt(nowMs), Heard);
        voicing.Look(mouth.Pieces);
        if (pacer.Send(nowMs) > 0 && mouth.Pieces.FirstOrDefault(piece => piece is { Turn: not null, Taken: > 0 })
            is { Turn: { } turn })
            OnFirstFrame(turn);
    }

    /// <summary>A mark has come back.</summary>
    public void OnMark(string? name, long nowMs)
    {
        pacer.OnMark(name, nowMs);
        mouth.Hear(pacer.HeardAt(nowMs), Heard);
    }

    /// <summary>Falls silent for now.</summary>
    /// <returns>How much of our sound waited at Twilio, in milliseconds.</returns>
    public int Hold(long nowMs)
    {
        mouth.Hear(pacer.HeardAt(nowMs), Heard);
        var lead = pacer.LeadAt(nowMs);
        pacer.Stop(nowMs);
        mouth.Hold();
        return lead;
    }

    /// <summary>Goes on from the last word that was heard.</summary>
    public void Resume(long nowMs)
    {
        mouth.Resume();
        Tick(nowMs);
    }

    /// <summary>Says no more of what may be stopped.</summary>
    /// <param name="nowMs">Now.</param>
    /// <returns>What was stopped; null where no reply was being said.</returns>
    public StoppedReply? Stop(long nowMs)
    {
        mouth.Hear(pacer.HeardAt(nowMs), Heard);
        var stopped = _reply is not { } reply ? null : new StoppedReply(
            reply.Turn,
            reply.Text[..Math.Min(reply.Text.Length, mouth.HeardOf(reply.Turn) ?? reply.Cut)],
            mouth.Pieces.Where(piece => piece.Turn == reply.Turn).Sum(piece => piece.Heard) / 8,
            pacer.LeadAt(nowMs));
        pacer.Stop(nowMs);
        mouth.Drop();
        voicing.Look(mouth.Pieces);
        _reply = null;
        return stopped;
    }

    /// <summary>The reply was said to its end: what stops our speech now does not stop it.</summary>
    public void EndReply() => _reply = null;

    /// <summary>Takes back words that were to bridge a wait which is over.</summary>
    public void DropFillers() => mouth.DropUnsaid(PieceKind.Filler);

    private void CutReply(bool isWhole, string locale)
    {
        while (_reply!.TryCut(isWhole, out var start, out var words))
        {
            var spoken = Wording.Spoken(words, locale);
            if (spoken.Text.Length > 0)
                Add(new SpokenPiece(spoken, locale, PieceKind.Reply) { Turn = _reply.Turn, ReplyStart = start });
        }
    }

    private void Add(SpokenPiece piece)
    {
        mouth.Say(piece);
        voicing.Look(mouth.Pieces);
    }

    private void Heard(SpokenPiece piece)
    {
        watch.Tell(callSid, new CallEvent.Said(piece.Spoken.Text));
        OnHeard(piece);
    }
}
