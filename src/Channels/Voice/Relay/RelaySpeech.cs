using System.Text;
using Gateway.Channels.Speech.Saying;
using Gateway.Channels.Voice.Answers;
using Gateway.Channels.Voice.Speaking;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Relay;

/// <summary>
/// What is said by a relay: words as they come, each stretch of talk closed once and only once, and how much of it was
/// heard where the caller broke in.
/// </summary>
/// <param name="send">Takes what goes to the relay.</param>
internal sealed class RelaySpeech(Action<byte[]> send)
{
    // Some fifteen letters are spoken in a second.
    private const int MsOfLetter = 65;

    private readonly StringBuilder _spoken = new();
    private readonly List<(int SpokenAt, int SourceAt, int SourceEnd, SpokenText Text)> _pieces = [];
    private ReplyWords? _reply;
    private bool _isOpen;

    /// <summary>Whether a stretch of talk is open.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Until when what was said is being spoken, as far as can be told, on the call's clock.</summary>
    public long SpeaksUntilMs { get; private set; }

    /// <summary>Says something that is no answer.</summary>
    /// <param name="text">The words.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="isLast">Whether nothing follows at once; a filler is followed by the answer.</param>
    /// <param name="mayBeInterrupted">Whether the caller may break in.</param>
    public void Say(string text, string locale, long nowMs, bool isLast = true, bool mayBeInterrupted = true)
    {
        if (!_isOpen)
            Forget();
        Send(Wording.Spoken(text, locale).Text, isLast, locale, nowMs, mayBeInterrupted);
    }

    /// <summary>Says some words of an answer as they come.</summary>
    public void AddWords(TurnId turn, int index, string words, string locale, long nowMs)
    {
        if (ReplyOf(turn).Add(index, words))
            SendPieces(locale, nowMs, isWhole: false);
    }

    /// <summary>Says the rest of an answer that is whole now.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="whole">All its words.</param>
    /// <param name="parts">What it holds besides, as it is spoken; may be empty.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="nowMs">Now.</param>
    public void Settle(TurnId turn, string whole, string parts, string locale, long nowMs)
    {
        ReplyOf(turn).Settle(whole, unsaid: null);
        SendPieces(locale, nowMs, isWhole: true);
        if (parts.Length > 0)
            Send(parts, isLast: false, locale, nowMs);
        Close();
    }

    /// <summary>Closes the stretch of talk that is open, if one is.</summary>
    public void Close()
    {
        if (_isOpen)
            send(RelayWords.Text("", isLast: true, language: null));
        _isOpen = false;
    }

    /// <summary>What was said last is heard by now: no more is asked of it.</summary>
    public void Forget()
    {
        _spoken.Clear();
        _pieces.Clear();
        _reply = null;
    }

    /// <summary>The caller broke in: nothing more of it is said.</summary>
    /// <param name="heard">What the relay says they heard of us.</param>
    /// <returns>The turn whose words they were, with how much of those was heard; null when they were no
    /// turn's.</returns>
    public (TurnId Turn, string Heard)? Stop(string heard)
    {
        Close();
        SpeaksUntilMs = 0;
        if (_reply is not { } reply)
            return null;
        _reply = null;
        return (reply.Turn, reply.Text[..SourceHeard(LengthHeard(heard))]);
    }

    private ReplyWords ReplyOf(TurnId turn)
    {
        if (_reply is { } reply && reply.Turn == turn)
            return reply;
        // A filler and the answer after it are one stretch.
        if (_reply is not null || !_isOpen)
        {
            Close();
            Forget();
        }

        return _reply = new ReplyWords(turn);
    }

    private void SendPieces(string locale, long nowMs, bool isWhole)
    {
        while (_reply!.TryCut(isWhole, out var start, out var piece))
        {
            var text = Wording.Spoken(piece, locale);
            if (text.Text.Length == 0)
                continue;
            // Words are kept apart by the blank that the cut took away.
            _pieces.Add((_spoken.Length, start, start + piece.Length, text));
            Send(text.Text + " ", isLast: false, locale, nowMs);
        }
    }

    private void Send(string token, bool isLast, string locale, long nowMs, bool mayBeInterrupted = true)
    {
        _spoken.Append(token);
        SpeaksUntilMs = Math.Max(SpeaksUntilMs, nowMs) + (token.Length * MsOfLetter);
        send(RelayWords.Text(token, isLast, CallWords.In(locale).Language, mayBeInterrupted));
        _isOpen = !isLast;
    }

    private int SourceHeard(int length)
    {
        var source = 0;
        foreach (var piece in _pieces)
        {
            var of = length - piece.SpokenAt;
            if (of <= 0)
                break;
            source = of >= piece.Text.Text.Length
                ? piece.SourceEnd
                : piece.SourceAt + piece.Text.SourceHeard(of);
        }

        return Math.Min(source, _reply?.Text.Length ?? source);
    }

    /// <summary>
    /// How much of what was sent they heard: the relay repeats it, with blanks of its own, from the beginning of the
    /// stretch or from that of a sentence in it.
    /// </summary>
    private int LengthHeard(string heard)
    {
        var sent = _spoken.ToString();
        var best = (IsWhole: false, End: 0);
        foreach (var start in _pieces.Select(piece => piece.SpokenAt).Prepend(0).Distinct())
        {
            var (isWhole, end) = Follow(sent, start, heard);
            if (isWhole && !best.IsWhole)
                best = (true, end);
            else if (isWhole == best.IsWhole && !isWhole && end - start > best.End)
                best = (false, start == 0 ? end : best.End);
        }

        return best.End;
    }

    private static (bool IsWhole, int End) Follow(string sent, int start, string heard)
    {
        var at = start;
        var end = start;
        foreach (var letter in heard)
        {
            if (char.IsWhiteSpace(letter))
                continue;
            while (at < sent.Length && char.IsWhiteSpace(sent[at]))
                at++;
            if (at >= sent.Length || char.ToUpperInvariant(sent[at]) != char.ToUpperInvariant(letter))
                return (false, end);
            end = ++at;
        }

        return (true, end);
    }
}
