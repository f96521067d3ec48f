namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// Looks for the end of the first piece in what has come of a reply. What can only be told by the next character waits
/// for it.
/// </summary>
internal ref struct SentenceScan
{
    private const int FewestWords = 3;

    // A sentence longer than this is cut where it takes breath.
    private const int LongSentence = 160;

    // Beyond this it is cut between two words, whatever stands open.
    private const int Longest = 600;

    private readonly ReadOnlySpan<char> _text;
    private readonly bool _isFirst;
    private int _at;
    private int _words;
    private int _brackets;
    private bool _isStrong;
    private bool _isSlanted;
    private bool _isCode;
    private bool _isQuoted;

    /// <summary>Begins at a place of a text.</summary>
    public SentenceScan(string text, int from, bool isFirst)
    {
        _text = text.AsSpan(from);
        _isFirst = isFirst;
    }

    private readonly bool IsOpen => _isStrong || _isSlanted || _isCode || _isQuoted || _brackets > 0;

    /// <summary>The length of the first piece, or 0 while it has no end.</summary>
    public int Find()
    {
        while (_at < _text.Length)
        {
            var unit = _text[_at];
            switch (unit)
            {
                case '\n':
                    (_isStrong, _isSlanted, _isCode, _isQuoted, _brackets) = (false, false, false, false, 0);
                    if (_words > 0)
                        return _at + 1;
                    _at++;
                    break;
                case '\\':
                    _at += 2;
                    break;
                case '[':
                    if (!SkipLink())
                        return Forced();
                    break;
                case '*' or '_' or '`':
                    if (!Mark(unit))
                        return Forced();
                    break;
                case '.' or '!' or '?' or '…':
                    switch (SentenceEnd())
                    {
                        case > 0 and var end:
                            return end;
                        case < 0:
                            return Forced();
                        default:
                            break;
                    }

                    break;
                default:
                    if (ClauseEnd(unit) is > 0 and var length)
                        return length;
                    Count(unit);
                    _at++;
                    break;
            }
        }

        return Forced();
    }

    private void Count(char unit)
    {
        if (char.IsLetterOrDigit(unit) && (_at == 0 || !IsInWord(_text[_at - 1])))
            _words++;
        _brackets += unit switch { '(' => 1, ')' when _brackets > 0 => -1, _ => 0 };
        _isQuoted = unit switch { '«' or '“' => true, '»' or '”' => false, _ => _isQuoted };
    }

    /// <summary>
    /// Where the piece ends if a sentence does here; 0 when none does, -1 when that cannot be told yet.
    /// </summary>
    private int SentenceEnd()
    {
        var mark = _at;
        while (_at < _text.Length && _text[_at] is '.' or '!' or '?' or '…')
            _at++;
        // What closes behind the mark belongs to the sentence.
        while (_at < _text.Length && IsClosing(_text[_at]))
        {
            if (_text[_at] is '*' or '_')
                (_isStrong, _isSlanted) = (false, false);
            Count(_text[_at]);
            _at++;
        }

        var last = _text[_at - 1];
        if (_at == _text.Length)
            return last is '!' or '?' && _words > 0 && !IsOpen ? _at : -1;
        if (!char.IsWhiteSpace(_text[_at]))
            return 0;
        var next = _at;
        while (next < _text.Length && char.IsWhiteSpace(_text[next]) && _text[next] != '\n')
            next++;
        // French puts a blank before what closes a quotation.
        if (_isQuoted && next < _text.Length && _text[next] is '»')
        {
            (_at, _isQuoted) = (next + 1, false);
            return 0;
        }

        if (_words == 0 || IsOpen)
            return 0;
        var kind = _text[mark] == '.' && _at == mark + 1
            ? Abbreviations.Before(_text[..mark])
            : AbbreviationKind.None;
        if (kind == AbbreviationKind.MayEnd)
        {
            if (next == _text.Length)
                return -1;
            kind = char.IsUpper(_text[next]) ? AbbreviationKind.None : AbbreviationKind.GoesOn;
        }

        return kind == AbbreviationKind.None ? EndWithBlanks(_at) : 0;
    }

    private readonly int ClauseEnd(char unit)
    {
        if (_words < FewestWords || IsOpen || !(_isFirst || _at > LongSentence))
            return 0;
        var before = _at - 1;
        while (before > 0 && _text[before] is ' ' or '\u00A0' or '\u202F')
            before--;
        var isBlankNext = _at + 1 < _text.Length && char.IsWhiteSpace(_text[_at + 1]);
        var isLast = _at + 1 == _text.Length;
        // What may go on: an address has such marks within it.
        var word = _text[(_text[.._at].LastIndexOfAny(' ', '\u00A0', '\n') + 1).._at];
        isLast = isLast && !word.Contains('/') && !word.Contains('@') && !word.StartsWith("www.");
        var isAfterLetter = char.IsLetter(_text[before]) || _text[before] is ')' or '*' or '»';
        return unit switch
        {
            ',' or ';' when isBlankNext || (isLast && isAfterLetter) => EndWithBlanks(_at + 1),
            ':' when isBlankNext || (isLast && isAfterLetter && !IsScheme(_text[..(before + 1)])) =>
                EndWithBlanks(_at + 1),
            '–' or '—' or '-' when isBlankNext && char.IsWhiteSpace(_text[_at - 1]) && isAfterLetter =>
                EndWithBlanks(_at + 1),
            _ => 0,
        };
    }

    private readonly int EndWithBlanks(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            if (_text[at++] == '\n')
                break;
        }

        return at;
    }

    /// <summary>Goes past a link or words in brackets; false while they are not whole.</summary>
    private bool SkipLink()
    {
        var close = _text[_at..].IndexOf(']');
        if (close < 0 || _at + close + 1 == _text.Length)
            return false;
        var end = _at + close;
        _words++;
        if (_text[end + 1] == '(')
        {
            var last = _text[end..].IndexOf(')');
            if (last < 0)
                return false;
            end += last;
        }

        _at = end + 1;
        return true;
    }

    /// <summary>Opens or closes what is marked; false when another mark may follow.</summary>
    private bool Mark(char mark)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == mark)
            end++;
        if (end == _text.Length && !(_isStrong || _isSlanted || _isCode))
            return false;
        var isBlankBefore = _at == 0 || char.IsWhiteSpace(_text[_at - 1]);
        var isBlankBehind = end == _text.Length || char.IsWhiteSpace(_text[end]);
        var isWithinWord = !isBlankBefore && !isBlankBehind
            && char.IsLetterOrDigit(_text[_at - 1]) && char.IsLetterOrDigit(_text[end]);
        var length = end - _at;
        _at = end;
        if (mark == '`')
            _isCode = !_isCode;
        else if (!isWithinWord && !(isBlankBefore && isBlankBehind))
        {
            // Half of a closing mark may have come.
            if (end == _text.Length && length == 1 && _isStrong)
                return false;
            _isStrong ^= length >= 2;
            _isSlanted ^= length % 2 == 1;
        }

        return true;
    }

    private readonly int Forced()
    {
        if (_text.Length <= Longest)
            return 0;
        var blank = _text[..Longest].LastIndexOf(' ');
        return blank > 0 ? blank + 1 : char.IsHighSurrogate(_text[Longest - 1]) ? Longest - 1 : Longest;
    }

    private static bool IsInWord(char unit) => char.IsLetterOrDigit(unit) || unit is '\'' or '’' or '-' or '.' or ',';

    private static bool IsClosing(char unit) => unit is ')' or '»' or '”' or '"' or '*' or '_';

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        text.EndsWith("http") || text.EndsWith("https") || text.EndsWith("mailto") || text.EndsWith("tel");
}
