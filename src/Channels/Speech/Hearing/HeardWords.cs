using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>The words of a transcript. What lies beyond its end is an empty word.</summary>
internal sealed class HeardWords
{
    private static readonly SearchValues<char> Pauses = SearchValues.Create(",;.:!?…");

    private readonly List<HeardWord> _words = [];

    private HeardWords(string text) => Text = text;

    /// <summary>The transcript.</summary>
    public string Text { get; }

    /// <summary>How many words it has.</summary>
    public int Count => _words.Count;

    /// <summary>A word, or an empty one outside of them.</summary>
    public HeardWord this[int at] => at >= 0 && at < _words.Count ? _words[at] : new HeardWord("", 0, 0, true);

    /// <summary>Takes a transcript apart.</summary>
    public static HeardWords Of(string text)
    {
        var words = new HeardWords(text);
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            // Of a country's code the mark is a part.
            if (text[at] == '+' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
                at++;
            if (char.IsAsciiDigit(text[at]))
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                    at++;
            else if (char.IsLetter(text[at]))
                at = words.EndOfLetters(at);
            else
            {
                at++;
                continue;
            }

            words.Add(start, at);
        }

        return words;
    }

    /// <summary>What is written between a word and the next one.</summary>
    public ReadOnlySpan<char> Between(int at) =>
        at < 0 || at + 1 >= Count ? [] : Text.AsSpan(_words[at].End, _words[at + 1].Start - _words[at].End);

    /// <summary>A word as it is written.</summary>
    public string Raw(int at) => Text[this[at].Start..this[at].End];

    /// <summary>Small letters without accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var unit in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(unit) == UnicodeCategory.NonSpacingMark)
                continue;
            var small = char.ToLowerInvariant(unit);
            folded.Append(small switch { 'œ' => "oe", 'æ' => "ae", '’' => "'", _ => small.ToString() });
        }

        return folded.ToString();
    }

    private int EndOfLetters(int at)
    {
        while (at < Text.Length && (char.IsLetter(Text[at])
            || CharUnicodeInfo.GetUnicodeCategory(Text[at]) == UnicodeCategory.NonSpacingMark))
            at++;
        if (at >= Text.Length || Text[at] is not ('\'' or '’'))
            return at;
        // "o'clock" and "it's" are one word, "l'heure" two.
        var rest = Text.AsSpan(at + 1);
        if (rest.StartsWith("clock", StringComparison.OrdinalIgnoreCase))
            return at + 6;
        return rest is ['s' or 'm' or 't', ..] && (rest.Length == 1 || !char.IsLetter(rest[1])) ? at + 2 : at + 1;
    }

    private void Add(int start, int end)
    {
        var before = _words.Count == 0 ? 0 : _words[^1].End;
        var between = Text.AsSpan(before, start - before);
        _words.Add(new HeardWord(
            Fold(Text[start..end].TrimStart('+')), start, end, _words.Count > 0 && between.ContainsAny(Pauses)));
    }
}
