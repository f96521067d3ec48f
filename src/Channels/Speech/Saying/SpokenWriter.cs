using System.Text;

namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// Writes what is spoken and keeps where it came from. Blanks that follow each other become one, and of marks that come
/// together since nothing is said between them the stronger one stays.
/// </summary>
internal sealed class SpokenWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<SpokenStretch> _map = [];

    /// <summary>Says words for a stretch of the source.</summary>
    public void Say(string words, int sourceStart, int sourceEnd)
    {
        Tighten(words);
        var from = _text.Length;
        foreach (var unit in words)
            Write(unit);
        if (_text.Length > from)
            _map.Add(new SpokenStretch(from, _text.Length - from, sourceStart, sourceEnd - sourceStart));
    }

    /// <summary>Says one character as it is written.</summary>
    public void Keep(char unit, int sourceStart, int sourceEnd)
    {
        Tighten([unit]);
        var from = _text.Length;
        Write(unit);
        if (_text.Length == from)
            return;
        if (_map.Count > 0 && _map[^1] is var last && last.SpokenLength == last.SourceLength
            && last.SourceEnd == sourceStart && sourceEnd == sourceStart + 1 && _text.Length == from + 1)
            _map[^1] = last with { SpokenLength = last.SpokenLength + 1, SourceLength = last.SourceLength + 1 };
        else
            _map.Add(new SpokenStretch(from, _text.Length - from, sourceStart, sourceEnd - sourceStart));
    }

    /// <summary>Ends a line: a pause, where no mark makes one.</summary>
    public void EndLine(int source)
    {
        TrimEnd();
        if (_text.Length == 0)
            return;
        if (IsPause(_text[^1]))
            Cut(1);
        if (_text.Length > 0 && !IsEnd(_text[^1]))
            Say(".", source, source);
        Write(' ', source);
    }

    /// <summary>All that was said.</summary>
    public SpokenText Finish()
    {
        TrimEnd();
        return new SpokenText(_text.ToString(), _map);
    }

    private void Write(char unit, int source)
    {
        var from = _text.Length;
        Write(unit);
        if (_text.Length > from)
            _map.Add(new SpokenStretch(from, 1, source, 0));
    }

    private void Write(char unit)
    {
        var last = _text.Length == 0 ? '\0' : _text[^1];
        if (unit == ' ')
        {
            if (last is not ('\0' or ' ' or '('))
                _text.Append(' ');
            return;
        }

        if (IsPause(unit) || unit == '.')
        {
            var before = LastMark();
            // Of what is left out no mark stays, but dots in a row are as they were written.
            if (before == '\0' || IsPause(before) || (IsEnd(before) && (unit != '.' || last != '.')))
                return;
        }

        // The rest of a mark that was said with the piece before.
        if (last == '\0' && IsEnd(unit))
            return;
        _text.Append(unit);
    }

    // No blank stands before these; one does where something before them is left out.
    private void Tighten(ReadOnlySpan<char> words)
    {
        if (words is [',' or '.', ..])
            TrimEnd();
    }

    private char LastMark()
    {
        var at = _text.Length - 1;
        while (at >= 0 && _text[at] == ' ')
            at--;
        return at < 0 ? '\0' : _text[at];
    }

    private void TrimEnd()
    {
        while (_text.Length > 0 && _text[^1] == ' ')
            Cut(1);
    }

    private void Cut(int units)
    {
        _text.Length -= units;
        while (_map.Count > 0 && _map[^1] is var last && last.SpokenEnd > _text.Length)
        {
            _map.RemoveAt(_map.Count - 1);
            if (last.SpokenStart < _text.Length)
            {
                _map.Add(last with
                {
                    SpokenLength = _text.Length - last.SpokenStart,
                    SourceLength = last.SpokenLength == last.SourceLength
                        ? _text.Length - last.SpokenStart
                        : last.SourceLength,
                });
            }
        }
    }

    private static bool IsPause(char unit) => unit is ',' or ';' or ':';

    private static bool IsEnd(char unit) => unit is '.' or '!' or '?' or '…';
}
