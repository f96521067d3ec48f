using System.Globalization;
using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// What can be seen in an utterance, as numbers: each a hash of a template and the words it was filled with.
/// </summary>
internal sealed class Features
{
    // How many words on each side of a number, and of a clause, are looked at.
    private const int AroundCount = 6;
    private const int AroundClause = 12;

    private readonly IReadOnlyList<Token> _tokens;
    private readonly Situation _situation;
    private readonly Func<string, bool> _isNamed;
    private readonly string[] _words;
    private readonly string[] _shapes;
    private readonly List<string>[] _concepts;
    private readonly List<uint>?[] _pieces;

    /// <summary>Looks at an utterance.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="situation">Where the conversation stands.</param>
    /// <param name="isNamed">Whether a folded word stands in a name of what the business sells.</param>
    public Features(IReadOnlyList<Token> tokens, Situation situation, Func<string, bool> isNamed)
    {
        _tokens = tokens;
        _situation = situation;
        _isNamed = isNamed;
        _words = [.. tokens.Select(token => token.Folded.Length == 0 ? token.Text : token.Folded)];
        _shapes = [.. tokens.Select(ShapeOf)];
        _concepts = Thesaurus.Embedded.ConceptsOf(_words);
        _pieces = new List<uint>?[tokens.Count];
    }

    /// <summary>What can be seen of a token and around it.</summary>
    public void OfToken(int i, List<uint> features)
    {
        var word = _words[i];
        Add(features, "b");
        Add(features, "w", word);
        Add(features, "w-1", At(i - 1));
        Add(features, "w+1", At(i + 1));
        Add(features, "w-2", At(i - 2));
        Add(features, "w+2", At(i + 2));
        Add(features, "w-1w", At(i - 1), word);
        Add(features, "ww+1", word, At(i + 1));
        Add(features, "w-1w+1", At(i - 1), At(i + 1));
        Add(features, "w-2w-1", At(i - 2), At(i - 1));
        Add(features, "w+1w+2", At(i + 1), At(i + 2));
        Add(features, "s", _shapes[i]);
        Add(features, "s-1s", ShapeAt(i - 1), _shapes[i]);
        Add(features, "ss+1", _shapes[i], ShapeAt(i + 1));
        Add(features, "s-1ss+1", ShapeAt(i - 1), _shapes[i], ShapeAt(i + 1));
        Add(features, "w-1s", At(i - 1), _shapes[i]);
        Add(features, "sw+1", _shapes[i], At(i + 1));
        for (var length = 1; length <= 4 && length < word.Length; length++)
        {
            Add(features, "p", word[..length]);
            if (length > 1)
                Add(features, "e", word[^length..]);
        }

        for (var start = 0; start + 3 <= word.Length && start < 12; start++)
            Add(features, "3", word[start..(start + 3)]);
        if (_isNamed(word))
            Add(features, "named");
        if (_isNamed(At(i - 1)))
            Add(features, "named-1");
        if (_isNamed(At(i + 1)))
            Add(features, "named+1");
        if (FirstNames.Contains(word))
            Add(features, "given");
        if (i > 0 && FirstNames.Contains(At(i - 1)))
            Add(features, "given-1");
        if (i + 1 < _tokens.Count && FirstNames.Contains(At(i + 1)))
            Add(features, "given+1");
        if (i > 0 && _tokens[i].Start == _tokens[i - 1].End)
            Add(features, "joined");
        var length1 = LengthOf(_tokens.Count);
        Add(features, "a", _situation.Asked);
        Add(features, "as", _situation.Asked, _shapes[i]);
        Add(features, "aw", _situation.Asked, word);
        Add(features, "aw-1", _situation.Asked, At(i - 1));
        Add(features, "aw+1", _situation.Asked, At(i + 1));
        Add(features, "al", _situation.Asked, length1);
        Add(features, "as-1s", _situation.Asked, ShapeAt(i - 1), _shapes[i]);
        Add(features, "ai", _situation.Asked, i < 4 ? i.ToString(CultureInfo.InvariantCulture) : "+");
        if (FirstNames.Contains(word))
            Add(features, "agiven", _situation.Asked);
        Add(features, "o", _situation.About);
        Add(features, "os", _situation.About, _shapes[i]);
        Add(features, "l", _situation.Locale, _shapes[i]);
        foreach (var concept in _concepts[i])
        {
            Add(features, "c", concept);
            if (concept[0] == '=')
            {
                Add(features, "w-1c", At(i - 1), concept);
                Add(features, "cw+1", concept, At(i + 1));
                Add(features, "oc", _situation.About, concept);
            }
        }

        AddCount(i, features);
        if (i > 0)
        {
            foreach (var concept in _concepts[i - 1])
                Add(features, "c-1", concept);
        }

        if (i + 1 < _tokens.Count)
        {
            foreach (var concept in _concepts[i + 1])
                Add(features, "c+1", concept);
        }
    }

    // Whether a number counts pieces is told by what is said around it, and by where it stands.
    private void AddCount(int i, List<uint> features)
    {
        var number = _words[i] is "un" or "une" or "one" or "a" or "1" ? "1"
            : _shapes[i] == "number" ? "n"
            : _shapes[i] is "d1" or "d2" or "d10" or "d3" ? "d"
            : null;
        if (number is null)
            return;
        for (var at = Math.Max(0, i - AroundCount); at <= i + AroundCount && at < _words.Length; at++)
        {
            if (at == i)
                continue;
            var side = at < i ? "<" : ">";
            Add(features, "nb", number, _words[at], side);
            foreach (var concept in _concepts[at])
                Add(features, "nc", number, concept, side);
        }

        var before = i == 0 ? "" : _tokens[i - 1].IsMark ? "m" : "o";
        var after = i + 1 == _words.Length ? "" : _tokens[i + 1].IsMark ? "m" : "o";
        Add(features, "nao", number, _situation.Asked, _situation.About);
        Add(features, "nl", number, after == "o" && _isNamed(At(i + 1)) ? "n" : after);
        Add(features, "n-l", number, before, after);
    }

    /// <summary>What can be seen at a joint: whether a clause may begin with a token.</summary>
    public void OfJoint(int i, IReadOnlyList<string?> kinds, List<uint> features)
    {
        Add(features, "b");
        for (var at = -3; at <= 3; at++)
        {
            Add(features, $"w{at}", At(i + at));
            if (at is > -3 and < 3)
                Add(features, $"ww{at}", At(i + at - 1), At(i + at));
            if (at is > -2 and < 3)
                Add(features, $"www{at}", At(i + at - 2), At(i + at - 1), At(i + at));
            Add(features, $"s{at}", ShapeAt(i + at));
            Add(features, $"k{at}", KindAt(kinds, i + at));
        }

        for (var at = -2; at <= 2; at++)
        {
            if (i + at < 0 || i + at >= _concepts.Length)
                continue;
            foreach (var concept in _concepts[i + at])
                Add(features, $"c{at}", concept);
        }

        Add(features, "ss", ShapeAt(i - 1), ShapeAt(i));
        Add(features, "kk", KindAt(kinds, i - 1), KindAt(kinds, i));
        Add(features, "kw", KindAt(kinds, i - 1), At(i));
        Add(features, "kkw", KindAt(kinds, i - 2), KindAt(kinds, i - 1), At(i));
        var last = i - 1;
        while (last >= 0 && !_tokens[last].IsMark)
            last--;
        Add(features, "mark", last < 0 ? "" : _words[last], LengthOf(i - last));
        Add(features, "before", LengthOf(i), LengthOf(_tokens.Count - i));
        Add(features, "from", _words[0], At(i));
        Add(features, "from2", _words[0], At(1), At(i));
        Add(features, "a", _situation.Asked, KindAt(kinds, i - 1), KindAt(kinds, i));
        Add(features, "aw", _situation.Asked, At(i));
    }

    /// <summary>What can be seen of a clause.</summary>
    /// <param name="first">Its first token.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    /// <param name="kinds">For each token the kind of span it belongs to, or null.</param>
    /// <param name="features">Where they are put.</param>
    public void OfClause(int first, int end, IReadOnlyList<string?> kinds, List<uint> features)
    {
        Add(features, "b");
        AddTokens(first, end, kinds, features);
        AddAround(first, end, kinds, features);
        var words = WordsOf(first, end, kinds);
        var own = LengthOf(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            Add(features, "w", words[i]);
            Add(features, "aw", _situation.Asked, words[i]);
            Add(features, "ow", _situation.About, words[i]);
            if (i + 1 < words.Count)
                Add(features, "ww", words[i], words[i + 1]);
            if (i + 2 < words.Count)
            {
                Add(features, "www", words[i], words[i + 1], words[i + 2]);
                Add(features, "w_w", words[i], words[i + 2]);
            }

            if (i + 3 < words.Count)
                Add(features, "w__w", words[i], words[i + 3]);
        }

        if (words.Count > 0)
        {
            Add(features, "^", words[0]);
            Add(features, "$", words[^1]);
            Add(features, "^$", words[0], words[^1]);
            if (words.Count > 1)
                Add(features, "^2", words[0], words[1]);
        }

        if (words.Count <= 4)
            Add(features, "all", string.Join(' ', words));
        Add(features, "a", _situation.Asked);
        Add(features, "o", _situation.About);
        Add(features, "ao", _situation.Asked, _situation.About);
        Add(features, "al", _situation.Asked, own);
        Add(features, "ol", _situation.About, own);
        Add(features, "l", own);
        var isQuestion = words.Contains("?");
        Add(features, "?", isQuestion ? "y" : "n", _situation.About);
        Add(features, "?a", isQuestion ? "y" : "n", _situation.Asked);
        List<string> kindsIn =
            [.. kinds.Skip(first).Take(end - first).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Add(features, "kinds", string.Join(' ', kindsIn), isQuestion ? "?" : "");
        Add(features, "akinds", string.Join(' ', kindsIn), _situation.Asked);
        Add(features, "okinds", string.Join(' ', kindsIn), _situation.About);
        foreach (var kind in kindsIn)
        {
            Add(features, "k", kind);
            Add(features, "ak", kind, _situation.Asked);
            Add(features, "ok", kind, _situation.About);
            Add(features, "k?", kind, isQuestion ? "y" : "n");
        }

        Add(features, "at", first == 0 ? "first" : "later", end == _tokens.Count ? "last" : "more", own);
        Add(features, "before", At(first - 1), At(first - 2));
        Add(features, "after", At(end), At(end + 1));
    }

    // The words of a clause and its question marks; a span stands for all words it has.
    private List<string> WordsOf(int first, int end, IReadOnlyList<string?> kinds)
    {
        List<string> words = [];
        for (var i = first; i < end; i++)
        {
            if (kinds[i] is { } kind)
            {
                if (words.Count == 0 || words[^1] != $"<{kind}>")
                    words.Add($"<{kind}>");
            }
            else if (!_tokens[i].IsMark || _words[i] is "?" or "!")
                words.Add(_words[i]);
        }

        return words;
    }

    // A span may be none: its words count as well.
    private void AddTokens(int first, int end, IReadOnlyList<string?> kinds, List<uint> features)
    {
        var before = "<";
        HashSet<string> concepts = [];
        for (var i = first; i < end; i++)
        {
            var kind = kinds[i];
            if (kind is "product" or "feature" or "colour" or "size" or "material" or "date" or "country")
                Add(features, "in", kind, _words[i]);
            if (kind is null)
                concepts.UnionWith(_concepts[i]);
            if (_tokens[i].IsMark)
                continue;
            features.AddRange(_pieces[i] ??= PiecesOf(_words[i]));
            if (kind is not null)
                Add(features, "w", _words[i]);
            if (kind is not null || (i > first && kinds[i - 1] is not null))
                Add(features, "ww", before, _words[i]);
            before = _words[i];
        }

        foreach (var concept in concepts)
        {
            Add(features, "c", concept);
            Add(features, "oc", _situation.About, concept);
            Add(features, "ac", _situation.Asked, concept);
        }
    }

    // What else the message says.
    private void AddAround(int first, int end, IReadOnlyList<string?> kinds, List<uint> features)
    {
        for (var i = Math.Max(0, first - AroundClause); i < end + AroundClause && i < _words.Length; i++)
        {
            if (i >= first && i < end)
                continue;
            Add(features, i < first ? "xb" : "xa", kinds[i] ?? _words[i]);
            foreach (var concept in _concepts[i])
                Add(features, "xc", concept);
        }
    }

    private static List<uint> PiecesOf(string word)
    {
        List<uint> pieces = [];
        for (var length = 3; length <= 4; length++)
        {
            for (var start = 0; start + length <= word.Length; start++)
            {
                var edge = start == 0 ? "^" : start + length == word.Length ? "$" : "";
                Add(pieces, "n", word[start..(start + length)], edge);
            }
        }

        return pieces;
    }

    private static void Add(
        List<uint> features, string template, string one = "", string two = "", string three = "") =>
        features.Add(FeatureHash.Of(template, one, two, three));

    private string At(int i) => i < 0 ? "<s>" : i >= _words.Length ? "</s>" : _words[i];

    private string ShapeAt(int i) => i < 0 ? "<s>" : i >= _shapes.Length ? "</s>" : _shapes[i];

    private static string KindAt(IReadOnlyList<string?> kinds, int i) =>
        i < 0 || i >= kinds.Count ? "" : kinds[i] ?? "o";

    private static string LengthOf(int count) => count switch
    {
        <= 1 => "1",
        2 => "2",
        3 => "3",
        <= 5 => "5",
        <= 8 => "8",
        <= 14 => "14",
        _ => "+",
    };

    private static string ShapeOf(Token token)
    {
        var text = token.Text;
        if (char.IsAsciiDigit(text[0]))
            return text.Length <= 5 ? $"d{text.Length}{(text[0] == '0' ? "0" : "")}" : "d+";
        if (!char.IsLetter(text[0]))
            return text.Length == 1 ? text : "☺";
        if (NumberWords.Read(Reading.Word.In(token.Folded), 0).Words > 0)
            return "number";
        if (!char.IsUpper(text[0]))
            return text.Length <= 2 ? "x" : "xx";
        return text.Length == 1 ? "X" : text.All(char.IsUpper) ? "XX" : "Xx";
    }
}
