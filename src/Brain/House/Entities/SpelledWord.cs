using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>A word that someone spelled: a name, a reference, an e-mail address.</summary>
/// <param name="Text">What was spelled, in capitals: <c>LE BIHAN</c>, <c>O'NEIL</c>; an e-mail address in small
/// letters.</param>
/// <param name="Span">Where it stands, with what was said of its letters.</param>
internal sealed record SpelledWord(string Text, TextSpan Span)
{
    // Fewer letters stand in sentences too: "il y a", "a b".
    private const int LeastBare = 3;
    private const int LeastTold = 2;
    private const int LeastWithFigures = 4;
    private const int LongestShort = 4;

    // Letters that stand together without being spelled: sizes, and short forms of speech.
    private static readonly FrozenSet<string> NoWords = FrozenSet.Create(StringComparer.Ordinal,
        "SML", "XSML", "SMLXL", "SMX", "SMLX", "CAD", "RAS", "YAJ", "NYA", "ABC", "LML", "MLX", "PS", "PPS");

    /// <summary>The words that a message spells, in order.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static List<SpelledWord> Find(string text)
    {
        var tokens = WrittenNumber.TokensOf(text);
        var words = SpelledMail.Find(text, tokens);
        var (mail, mails) = (0, words.Count);
        for (var at = 0; at < tokens.Count;)
        {
            while (mail < mails && words[mail].Span.End <= tokens[at].Start)
                mail++;
            if (mail < mails && tokens[at].Start >= words[mail].Span.Start)
            {
                at++;
                continue;
            }

            var run = SpelledRun.Read(text, tokens, at);
            if (run.Word is { } word)
                words.Add(word);
            at += Math.Max(1, run.Tokens);
        }

        words.Sort((left, right) => left.Span.Start.CompareTo(right.Span.Start));
        return words;
    }

    /// <summary>Letters that follow each other.</summary>
    private sealed class SpelledRun(string text, List<AddressToken> tokens)
    {
        private readonly List<(string Text, LetterKind Kind, string Before)> _signs = [];
        private bool? _isSmall;

        /// <summary>Reads the letters from a token on.</summary>
        /// <returns>What they spell, null when that is no word; and how many tokens they take.</returns>
        public static (SpelledWord? Word, int Tokens) Read(string text, List<AddressToken> tokens, int at)
        {
            var run = new SpelledRun(text, tokens);
            var end = run.ReadTo(at);
            return end == at ? (null, 0)
                : run.IsWord(end) ? (new SpelledWord(
                    run.Spelled(), new TextSpan(tokens[at].Start, tokens[end - 1].End)), end - at)
                : (null, run._signs.Count > 1 ? end - at : 0);
        }

        private int ReadTo(int at)
        {
            var next = at;
            while (next < tokens.Count)
            {
                var start = next;
                // "With an S and a Z" spells nothing.
                if (next > at && tokens[next].Joins
                    && tokens[next].Text is "et" or "puis" or "ensuite" or "then" or "and"
                    && WrittenNumber.TextAt(tokens, next + 1) != "a")
                    start++;
                if (start >= tokens.Count)
                    break;
                var between = next > at ? text[tokens[next - 1].End..tokens[start].Start] : "";
                if (next > at && tokens[start].Before is not (Gap.Tight or Gap.Space or Gap.Comma))
                    break;
                var letter = Sign(start);
                if (letter.Tokens == 0 || IsElided(start) || IsElided(start + letter.Tokens)
                    || (letter.Kind == LetterKind.Mark && (next == at || !IsFollowed(start + letter.Tokens)))
                    || !IsOfOneCase(letter, start))
                    break;
                _signs.Add((letter.Text, letter.Kind, between));
                next = start + letter.Tokens;
            }

            return next;
        }

        // Figures are spelled one by one as letters are.
        private SpelledLetter Sign(int at) =>
            !tokens[at].IsNumber && SpelledLetter.Read(tokens, at) is { Tokens: > 0 } letter ? letter
            : tokens[at] is { IsNumber: true, Text.Length: 1 } figure
                ? new SpelledLetter(figure.Text, 1, LetterKind.Bare)
                : default;

        // "l'ami", "n'y a": a letter beside an apostrophe is a word.
        private bool IsElided(int at) =>
            at > 0 && at < tokens.Count && tokens[at - 1].Text.Length == 1
            && text[tokens[at - 1].End..tokens[at].Start] is "'" or "’";

        private bool IsFollowed(int at) =>
            at < tokens.Count && tokens[at].Joins && SpelledLetter.Read(tokens, at) is
            {
                Tokens: > 0,
                Kind: not LetterKind.Mark
            };

        // "DUPONT a": a small letter behind capitals is a word, but for that behind the first one.
        private bool IsOfOneCase(SpelledLetter letter, int at)
        {
            if (letter.Kind != LetterKind.Bare || !char.IsLetter(letter.Text[0]))
                return true;
            var isSmall = char.IsLower(tokens[at].Raw[0]);
            if (_isSmall is { } before && before != isSmall && tokens[at].Before == Gap.Space
                && !(isSmall && _signs.Count == 1))
                return false;
            _isSmall = isSmall;
            return true;
        }

        private bool IsWord(int end)
        {
            var letters = _signs.Count(sign => sign.Kind != LetterKind.Mark);
            var told = _signs.Count(sign => sign.Kind == LetterKind.Told);
            var hasFigures = _signs.Exists(sign => char.IsAsciiDigit(sign.Text[0]));
            if (hasFigures && (letters < LeastWithFigures || _signs.Count(sign => char.IsLetter(sign.Text[0])) < 2))
                return false;
            // "Deux F, deux N" tells of letters of a word that is not spelled.
            if (letters < (told >= LeastTold ? LeastTold : LeastBare)
                || _signs.TrueForAll(sign => sign.Kind == LetterKind.Told && sign.Text.Length > 1))
                return false;
            if (NoWords.Contains(string.Concat(_signs.Select(sign => sign.Text))))
                return false;
            // "2 S 2 M 1 L" counts sizes, and "s.v.p." and "S.A.R.L." are short for something.
            if (_signs.TrueForAll(sign => char.IsAsciiDigit(sign.Text[0]) || sign.Text is "S" or "M" or "L" or "X")
                || (letters <= LongestShort && _signs.Skip(1).All(sign => sign.Before.Trim() == ".")))
                return false;
            // "J. R. R. Tolkien" has initials.
            return !(_signs.Skip(1).Any(sign => sign.Before is ". ") && end < tokens.Count
                && tokens[end] is { HasCapital: true, Text.Length: > 1, Joins: true });
        }

        // Where letters are parted by two marks the larger one parts words: "L-E B-I-H-A-N", "J E A N, R O Y".
        private string Spelled()
        {
            var gaps = _signs.Skip(1).Select(sign => sign.Before.Trim() is { Length: > 0 } mark ? mark : sign.Before)
                .ToHashSet(StringComparer.Ordinal);
            var isPlain = _signs.TrueForAll(sign => sign.Kind == LetterKind.Bare);
            var parts = gaps.Contains("-") || gaps.Contains(".") ? " "
                : isPlain && gaps.Contains(",") && gaps.Contains(" ") && HasOnlyLongWords() ? ","
                : "  ";
            var spelled = new StringBuilder();
            foreach (var (sign, kind, before) in _signs)
            {
                var isMark = kind == LetterKind.Mark || (spelled.Length > 0 && !char.IsLetterOrDigit(spelled[^1]));
                if (spelled.Length > 0 && !isMark && (before.Trim() == parts || before == parts))
                    spelled.Append(' ');
                spelled.Append(sign);
            }

            return spelled.ToString();
        }

        // "J E A N, R O Y" and not "B, O I, T".
        private bool HasOnlyLongWords()
        {
            var length = 0;
            foreach (var sign in _signs)
            {
                if (sign.Before.Trim() == "," && length < LeastBare - 1)
                    return false;
                length = sign.Before.Trim() == "," ? 1 : length + 1;
            }

            return length > 1;
        }
    }
}
