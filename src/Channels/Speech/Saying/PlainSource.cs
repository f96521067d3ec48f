using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// What an agent's Markdown says, without marks, addresses under words and pictures, and where each character comes
/// from. Forgiving: it is given pieces of a reply, in which a mark may stand without its other half.
/// </summary>
internal sealed class PlainSource
{
    private const int LongestWords = 500;
    private const int LongestAddress = 2_000;
    private const int LongestTag = 200;
    private const int LongestEntity = 10;

    private readonly string _source;
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _origins = [];

    // Where the address of a link begins whose words are being read, and where it ends.
    private readonly Queue<(int Start, int End)> _addresses = new();

    private PlainSource(string source) => _source = source;

    /// <summary>
    /// The characters; lines end with <c>\n</c>, every kind of blank is a plain one, cells of a table are parted by
    /// commas.
    /// </summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the character at a place begins in the source.</summary>
    public int StartOf(int at) => at < _origins.Count ? _origins[at].Start : _source.Length;

    /// <summary>Where the character at a place ends in the source.</summary>
    public int EndOf(int at) => _origins[at].End;

    /// <summary>Reads a text.</summary>
    public static PlainSource Read(string markdown)
    {
        var plain = new PlainSource(markdown);
        for (var at = 0; at < markdown.Length;)
        {
            var end = markdown.IndexOf('\n', at);
            end = end < 0 ? markdown.Length : end;
            plain.Line(at, end);
            if (end < markdown.Length)
                plain.Add('\n', end, end + 1);
            at = end + 1;
        }

        plain.Text = plain._text.ToString();
        return plain;
    }

    private void Line(int at, int end)
    {
        if (LineMarks.IsLayout(_source.AsSpan(at, end - at)))
            return;
        var (words, number) = LineMarks.Begin(_source.AsSpan(at, end - at));
        for (var i = 0; i < number; i++)
            Add(_source[at + words + i], at + words + i, at + words + i + 1);
        at += words + number;
        if (number > 0)
            Add(',', at, ++at);
        while (at < end)
            at = Inline(at, end);
    }

    /// <summary>Reads what stands at a place and tells where the next thing does.</summary>
    private int Inline(int at, int end)
    {
        if (_addresses.TryPeek(out var address) && at >= address.Start)
        {
            _addresses.Dequeue();
            if (address.End > at)
                return address.End;
        }

        var unit = _source[at];
        switch (unit)
        {
            case '\\' when at + 1 < end && char.IsAscii(_source[at + 1]) && !char.IsLetterOrDigit(_source[at + 1]):
                Add(_source[at + 1], at, at + 2);
                return at + 2;
            case '`':
                return at + 1;
            case '*' or '_' when !IsWithinWord(at, end):
                return at + 1;
            case '~' when (at + 1 < end && _source[at + 1] == '~') || (at > 0 && _source[at - 1] == '~'):
                return at + 1;
            case '!' when at + 1 < end && _source[at + 1] == '[':
                return at + 1;
            case '[' when LinkAt(at, end) is var (words, last):
                _addresses.Enqueue((words, last));
                return at + 1;
            case '<' when TagAt(at, end) is { } closed:
                // A mailbox is words, a web address is none.
                if (_source.AsSpan(at, closed - at).Contains('@'))
                    return at + 1;
                Add(' ', at, closed);
                return closed;
            case '&' when EntityAt(at, end) is var (character, behind):
                Add(character, at, behind);
                return behind;
            case '|' when string.IsNullOrWhiteSpace(_source[(at + 1)..end]):
                return end;
            case '|':
                Add(',', at, at + 1);
                Add(' ', at + 1, at + 1);
                return at + 1;
            default:
                return Character(at, end);
        }
    }

    private int Character(int at, int end)
    {
        if (!Rune.TryGetRuneAt(_source, at, out var rune))
            return at + 1;
        var behind = at + rune.Utf16SequenceLength;
        var marks = behind;
        while (marks < end && CharUnicodeInfo.GetUnicodeCategory(_source[marks]) == UnicodeCategory.NonSpacingMark
            && _source[marks] is not ('\uFE0E' or '\uFE0F'))
            marks++;
        if (marks > behind || !rune.IsBmp)
        {
            var composed = _source[at..marks].Normalize(
                rune.IsBmp ? NormalizationForm.FormC : NormalizationForm.FormKC);
            if (composed.Length == 1)
                Add(composed[0], at, marks);
            else if (rune.IsBmp)
                Add(_source[at], at, marks);
            return marks;
        }

        var unit = _source[at];
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                Add(' ', at, behind);
                break;
            case UnicodeCategory.Control:
                if (unit == '\t')
                    Add(' ', at, behind);
                break;
            case UnicodeCategory.OtherSymbol when unit != '°':
            case UnicodeCategory.Format or UnicodeCategory.EnclosingMark or UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                break;
            default:
                if (unit is not ('«' or '»' or '“' or '”' or '„' or '"'))
                    Add(unit switch { '’' or 'ʼ' => '\'', '‑' or '‐' => '-', _ => unit }, at, behind);
                break;
        }

        return behind;
    }

    private void Add(char unit, int start, int end)
    {
        _text.Append(unit);
        _origins.Add((start, end));
    }

    private bool IsWithinWord(int at, int end) =>
        at > 0 && at + 1 < end && char.IsLetterOrDigit(_source[at - 1]) && char.IsLetterOrDigit(_source[at + 1]);

    /// <summary>Where the words of a link end, and where its address does; null where none begins.</summary>
    private (int Words, int End)? LinkAt(int at, int end)
    {
        var words = Closing(at, Math.Min(end, at + LongestWords), '[', ']');
        if (words is not { } close || close + 1 >= end || _source[close + 1] != '(')
            return null;
        return Closing(close + 1, Math.Min(end, close + LongestAddress), '(', ')') is { } last
            ? (close, last + 1)
            : null;
    }

    private int? Closing(int at, int end, char open, char close)
    {
        var depth = 0;
        for (; at < end; at++)
        {
            if (_source[at] == '\\')
                at++;
            else if (_source[at] == open)
                depth++;
            else if (_source[at] == close && --depth == 0)
                return at;
        }

        return null;
    }

    private int? TagAt(int at, int end)
    {
        if (at + 1 >= end || !(char.IsAsciiLetter(_source[at + 1]) || _source[at + 1] is '/' or '!'))
            return null;
        var span = _source.AsSpan(at + 1, Math.Min(end - at - 1, LongestTag));
        return span.IndexOfAny('<', '>') is >= 0 and var close && span[close] == '>' ? at + close + 2 : null;
    }

    private (char Unit, int End)? EntityAt(int at, int end)
    {
        var close = _source.AsSpan(at, Math.Min(end - at, LongestEntity)).IndexOf(';');
        if (close < 2)
            return null;
        var decoded = WebUtility.HtmlDecode(_source.Substring(at, close + 1));
        return decoded.Length == 1 ? (decoded[0] == '\u00A0' ? ' ' : decoded[0], at + close + 1) : null;
    }
}
