using System.Text;

namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// Cuts a reply, as its words come, into pieces that can be spoken: the first clause at once, so that the caller waits
/// no longer than needed, then whole sentences, which sound better. Never cuts within a number, an abbreviation, a
/// time,
/// an address or Markdown. Not for two threads.
/// </summary>
internal sealed class Sentences
{
    private readonly StringBuilder _held = new();
    private int _start;

    /// <summary>How many UTF-16 units of the reply have been given out.</summary>
    public int Cut => _start;

    /// <summary>Takes the next words and gives out what can be spoken now; never waits.</summary>
    public IReadOnlyList<ReplyPiece> Add(string delta)
    {
        _held.Append(delta);
        List<ReplyPiece>? pieces = null;
        var text = _held.ToString();
        for (var from = 0; ;)
        {
            var length = new SentenceScan(text, from, isFirst: _start == 0).Find();
            if (length == 0)
                break;
            (pieces ??= []).Add(new ReplyPiece(_start, text.Substring(from, length)));
            _held.Remove(0, length);
            _start += length;
            from += length;
        }

        return pieces ?? (IReadOnlyList<ReplyPiece>)[];
    }

    /// <summary>Gives out the rest: the reply has ended. Then another one can begin.</summary>
    public IReadOnlyList<ReplyPiece> End()
    {
        var rest = _held.ToString();
        var start = _start;
        _held.Clear();
        _start = 0;
        return rest.Length == 0 ? [] : [new ReplyPiece(start, rest)];
    }
}
