using System.Text;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>A turn's reply as it is worded, and how far it was cut into pieces to be spoken.</summary>
internal sealed class ReplyWords(TurnId turn)
{
    private readonly StringBuilder _text = new();

    /// <summary>The turn.</summary>
    public TurnId Turn => turn;

    /// <summary>Its words so far.</summary>
    public string Text => _text.ToString();

    /// <summary>How much of them was made pieces of.</summary>
    public int Cut { get; private set; }

    /// <summary>Takes some words more.</summary>
    /// <param name="index">Where they stand; 0 begins the reply anew.</param>
    /// <param name="words">The words.</param>
    /// <returns>
    /// False when words are missing before them: what the turn commits has all.
    /// </returns>
    public bool Add(int index, string words)
    {
        if (index == 0 && _text.Length > 0)
        {
            // It is run again. As long as it says the same, it is the same.
            var same = CommonLength(Text, words);
            _text.Clear().Append(words);
            Cut = Math.Min(Cut, same);
            return true;
        }

        if (index != _text.Length)
            return index < _text.Length;
        _text.Append(words);
        return true;
    }

    /// <summary>Takes all of its words.</summary>
    /// <param name="whole">What was committed.</param>
    /// <param name="unsaid">Where what was not handed out yet begins, should the words differ before; null for the end
    /// of what was cut.</param>
    public void Settle(string whole, int? unsaid)
    {
        var said = Math.Min(unsaid ?? Cut, Cut);
        _text.Clear().Append(whole);
        Cut = Math.Min(said, whole.Length);
    }

    /// <summary>Whether the words begin as they were said so far.</summary>
    public bool Agrees(string whole) => CommonLength(Text, whole) >= Cut;

    /// <summary>The next piece that can be spoken.</summary>
    /// <param name="isWhole">Whether no more words come.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="piece">The words; they may be only blanks.</param>
    public bool TryCut(bool isWhole, out int start, out string piece)
    {
        var text = Text;
        start = Cut;
        var end = Cut >= text.Length ? Cut : Wording.EndOfPiece(text, Cut, isWhole);
        piece = text[start..end];
        Cut = end;
        return end > start;
    }

    private static int CommonLength(string one, string other) => one.AsSpan().CommonPrefixLength(other);
}
