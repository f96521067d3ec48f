using System.Globalization;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Times;

/// <summary>A word, a phrase, a number or a sign of a text.</summary>
/// <param name="Text">The folded words.</param>
/// <param name="Senses">What it may do; the likeliest first.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record TimeToken(string Text, IReadOnlyList<Sense> Senses, int Start, int End)
{
    /// <summary>Whether nothing stands between it and the token before.</summary>
    public bool IsGlued { get; init; }

    /// <summary>Whether it begins with a capital letter.</summary>
    public bool IsCapital { get; init; }

    /// <summary>What it does first of all.</summary>
    public Term Term => Senses[0].Term;

    /// <summary>Which of its kind it is.</summary>
    public int Value => Senses[0].Value;

    /// <summary>Whether it is written in figures.</summary>
    public bool IsFigures => Text.Length > 0 && char.IsAsciiDigit(Text[0]);

    /// <summary>Whether it may do something.</summary>
    public bool Is(Term term) => Of(term) is not null;

    /// <summary>Which of a kind it is; null when it cannot be one.</summary>
    public int? Of(Term term)
    {
        foreach (var sense in Senses)
        {
            if (sense.Term == term)
                return sense.Value;
        }

        return null;
    }
}

/// <summary>A text as the tokens of a language; beyond its ends stand tokens that do nothing.</summary>
internal sealed class TimeTokens
{
    private static readonly TimeToken Beyond = new("", [new Sense(Term.End, 0)], 0, 0);
    private static readonly Sense[] Sign = [new(Term.Sign, 0)];
    private static readonly Sense[] Unknown = [new(Term.Other, 0)];

    private readonly List<TimeToken> _tokens = [];
    private readonly List<Piece> _pieces;
    private readonly TimeVocabulary _vocabulary;

    /// <summary>Reads a text.</summary>
    public TimeTokens(string text, TimeVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _pieces = Piece.Of(text, word => vocabulary.Find(word) is not null);
        for (var at = 0; at < _pieces.Count;)
            at += Add(at);
        for (var at = 0; at < _tokens.Count; at++)
            _tokens[at] = Settle(at);
        // "Jeu. 26", "sem. prochaine": the point belongs to the short form.
        for (var at = _tokens.Count - 1; at > 0; at--)
        {
            if (_tokens[at].Text == "." && _tokens[at].IsGlued && _tokens[at - 1].Text.Length <= 5
                && (_tokens[at - 1].Is(Term.Weekday) || _tokens[at - 1].Is(Term.Month)
                || _tokens[at - 1].Is(Term.Unit)))
                _tokens.RemoveAt(at);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _tokens.Count;

    /// <summary>Whether there are words that only look like a time.</summary>
    public bool HasIdiom => _tokens.Exists(token => token.Is(Term.Idiom));

    /// <summary>The words of time they were read with.</summary>
    public TimeVocabulary Vocabulary => _vocabulary;

    /// <summary>A token, or one that does nothing.</summary>
    public TimeToken this[int at] => at >= 0 && at < _tokens.Count ? _tokens[at] : Beyond;

    private string WordAt(int at) =>
        at >= 0 && at < _pieces.Count && (_pieces[at].IsWord || _pieces[at].Text == "-") ? _pieces[at].Text : "";

    private int Add(int at)
    {
        var piece = _pieces[at];
        var (senses, length, phrase) = Phrase(at);
        var number = Number(at);
        if (number.Length > 0 && number.Length >= length)
        {
            var also = senses is not null && number.Length == length ? senses : [];
            (senses, length, phrase) = ([.. number.Senses!, .. also], number.Length, piece.Text);
        }

        if (senses is null && piece.IsWord)
            senses = _vocabulary.Guess(piece.Text);
        _tokens.Add(new TimeToken(
            phrase,
            senses ?? (piece.IsWord ? Unknown : Sign),
            piece.Start,
            _pieces[at + Math.Max(1, length) - 1].End)
        {
            IsGlued = at > 0 && _pieces[at - 1].End == piece.Start,
            IsCapital = piece.IsCapital,
        });
        return Math.Max(1, length);
    }

    private (Sense[]? Senses, int Length, string Phrase) Phrase(int at)
    {
        var (best, length, phrase, words) = ((Sense[]?)null, 1, _pieces[at].Text, "");
        for (int next = at, count = 0; next < _pieces.Count && count < _vocabulary.LongestPhrase; next++)
        {
            var piece = _pieces[next];
            // Hyphens and points inside a phrase: "après-midi", "a.m.".
            if (piece.Text is "-" or "." or "/" && next > at && next + 1 < _pieces.Count
                && _pieces[next + 1].Start == piece.End)
                continue;
            if (!piece.IsWord && piece.Text is not ("&" or "@"))
                break;
            words = words.Length == 0 ? piece.Text : $"{words} {piece.Text}";
            count++;
            // "Tuesday after next", but "after next week".
            if (words == "after next" && !(_tokens.Count > 0
                && (_tokens[^1].Is(Term.Unit) || _tokens[^1].Is(Term.Weekday))))
                continue;
            if (_vocabulary.Find(words) is { } found)
                (best, length, phrase) = (found, next + 1 - at, words);
        }

        // "Ou après-demain": the second word begins a phrase of its own.
        var isPair = phrase.StartsWith("ou ", StringComparison.Ordinal)
            || phrase.StartsWith("or ", StringComparison.Ordinal)
            || phrase.StartsWith("et ", StringComparison.Ordinal);
        return isPair && length == 2 && Phrase(at + 1).Length > 1
            ? (_vocabulary.Find(_pieces[at].Text), 1, _pieces[at].Text)
            : (best, length, phrase);
    }

    private (Sense[]? Senses, int Length) Number(int at)
    {
        var piece = _pieces[at];
        if (piece.IsFigures)
        {
            if (!int.TryParse(piece.Text, CultureInfo.InvariantCulture, out var figures))
                return default;
            var isOrdinal = at + 1 < _pieces.Count && _pieces[at + 1].Start == piece.End
                && _vocabulary.Numbers.IsEnding(_pieces[at + 1].Text);
            return ([new Sense(isOrdinal ? Term.Ordinal : Term.Number, figures)], isOrdinal ? 2 : 1);
        }

        // Hyphens hold the words of a number together and count as none of them.
        List<int> places = [];
        for (var next = at; next < _pieces.Count && places.Count < 6; next++)
        {
            if (_pieces[next].IsWord)
                places.Add(next);
            else if (_pieces[next].Text != "-" || next + 1 >= _pieces.Count
                || _pieces[next + 1].Start != _pieces[next].End)
                break;
        }

        var (number, which, words) = _vocabulary.Numbers.Read(
            place => place < places.Count ? WordAt(places[place]) : "");
        return words == 0
            ? default
            : ([new Sense(which ? Term.Ordinal : Term.Number, number)], places[words - 1] + 1 - at);
    }

    // "Sat", "jeu", "sun": days of the week where something beside them says so.
    private TimeToken Settle(int at)
    {
        var token = this[at];
        if (token.Of(Term.ShortWeekday) is not { } day)
            return token;
        var (before, after) = (this[at - 1], this[at + 1]);
        var isDay = after.Text == "." || after.Is(Term.Number) || after.Is(Term.Ordinal) || after.Is(Term.DayPart)
            || after.Is(Term.Pm) || after.Is(Term.Next)
            || (_vocabulary.CountsHoursBarely
                && !(before.Text == "the" && !token.IsCapital)
                && (token.IsCapital || after.Term is Term.End or Term.Sign || after.Is(Term.Or)
                || before.Is(Term.On) || before.Is(Term.This) || before.Is(Term.Next) || before.Is(Term.By)
                || before.Is(Term.Or) || before.Is(Term.Until) || before.Is(Term.To) || before.Is(Term.Before)));
        return token with { Senses = isDay ? [new Sense(Term.Weekday, day)] : Unknown };
    }

    // A run of letters or of figures, or a sign.
    private sealed record Piece(string Text, int Start, int End, bool IsCapital)
    {
        public bool IsWord => char.IsLetterOrDigit(Text[0]);

        public bool IsFigures => char.IsAsciiDigit(Text[0]);

        public static List<Piece> Of(string text, Predicate<string> isWord)
        {
            List<Piece> pieces = [];
            for (var at = 0; at < text.Length;)
            {
                var start = at;
                while (at < text.Length && char.IsLetterOrDigit(text[at]))
                    at++;
                if (at > start)
                    Split(text, start, at, isWord, pieces);
                else if (!char.IsWhiteSpace(text[at++])
                    && text[start] is not ('\'' or '’' or '"' or '«' or '»' or '‘' or '*'))
                {
                    var sign = text[start] is '–' or '—' or '‑' ? "-" : text[start..at];
                    pieces.Add(new Piece(sign, start, at, false));
                }
            }

            return pieces;
        }

        // "14h30" falls into its figures and letters, "2moro" does not.
        private static void Split(string text, int start, int end, Predicate<string> isWord, List<Piece> pieces)
        {
            var chunk = Word.Fold(text[start..end]);
            if (chunk.Length == 0)
                return;
            if (chunk.Length != end - start || isWord(chunk))
            {
                pieces.Add(new Piece(chunk, start, end, char.IsUpper(text[start])));
                return;
            }

            for (var at = 0; at < chunk.Length;)
            {
                var first = at;
                var figures = char.IsAsciiDigit(chunk[at]);
                while (at < chunk.Length && (char.IsAsciiDigit(chunk[at]) || IsZero(chunk, at, figures)) == figures)
                    at++;
                var piece = chunk[first..at];
                pieces.Add(new Piece(
                    figures ? piece.Replace('o', '0')
                        : piece, start + first, start + at, char.IsUpper(text[start + first])));
            }
        }

        // "17h3O": the letter for the figure.
        private static bool IsZero(string chunk, int at, bool inFigures) =>
            chunk[at] == 'o' && inFigures && at > 0 && (at + 1 == chunk.Length || char.IsAsciiDigit(chunk[at + 1]));
    }
}
