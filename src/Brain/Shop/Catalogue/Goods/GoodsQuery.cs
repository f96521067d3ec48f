using System.Buffers;
using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>A word of a message that may tell which goods are meant.</summary>
/// <param name="Text">Folded; a number as <c>#1.7</c>.</param>
/// <param name="Concepts">What it stands for.</param>
/// <param name="IsInName">Whether it is one of those that name the goods.</param>
/// <param name="IsDenied">Whether the message says that it is not meant.</param>
/// <param name="IsTrait">Whether it tells of a colour, a material or another quality.</param>
internal sealed record GoodsWord(
    string Text, IReadOnlyList<string> Concepts, bool IsInName, bool IsDenied, bool IsTrait)
{
    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Text[0] == '#';

    /// <summary>Which goods it names by itself; empty for what is no name of goods.</summary>
    public IEnumerable<string> Goods => IsColour ? []
        : Concepts.Where(concept => GoodsSections.Of(concept) is not null);

    /// <summary>Whether it tells of a colour.</summary>
    public bool IsColour { get; init; }
}

/// <summary>A message as far as it tells which goods are meant.</summary>
/// <param name="Words">Its telling words.</param>
/// <param name="Name">What they are called; null where nothing is named.</param>
internal sealed record GoodsQuery(IReadOnlyList<GoodsWord> Words, NounPhrase? Name)
{
    private const int MostLetters = 2_000;
    private const int MostWords = 40;

    // How far a denial reaches.
    private const int Reach = 5;

    private static readonly SearchValues<char> Marks = SearchValues.Create(",;.!?:()\n");

    private static readonly FrozenSet<string> Small = FrozenSet.Create(StringComparer.Ordinal, "small", "tiny");

    private static readonly FrozenSet<string> Joins = FrozenSet.Create(
        StringComparer.Ordinal, "but", "mais", "and", "et", "ou", "or", "surtout", "plutot");

    private static readonly FrozenSet<string> Pointing = FrozenSet.Create(
        StringComparer.Ordinal, "celle", "celui", "celles", "ceux");

    private static readonly FrozenSet<string> Compared = FrozenSet.Create(
        StringComparer.Ordinal, "bigger", "biggest", "larger", "largest", "smaller", "smallest", "plus", "less");

    // How many there shall be, and for whom, tells nothing of what is meant.
    private static readonly FrozenSet<string> Beside = FrozenSet.Create(
        StringComparer.Ordinal, "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "deux",
        "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "first", "second", "premier", "premiere",
        "fils", "fille", "son", "daughter", "ans", "years");

    private static readonly FrozenSet<string> Units = FrozenSet.Create(
        StringComparer.Ordinal, "l", "cl", "ml", "cm", "mm", "m", "g", "kg", "w", "x", "litre", "litres", "liter",
        "piece", "pieces", "tasses", "cups", "cm2", "m2", "personnes", "people", "metres", "watts");

    /// <summary>The word of their name that says what kind they are, folded; null where none is named.</summary>
    public string? Head => Name?.Head;

    /// <summary>Which goods of the thesaurus that is; empty when it does not know it.</summary>
    public IReadOnlySet<string> HeadGoods { get; } =
        Name is null || Words.Any(word => word.Text == Name.Head && word.IsColour)
            ? FrozenSet<string>.Empty
            : Name.Concepts;

    /// <summary>-1 when the smaller of several is wanted, 1 when the larger is, 0 when neither is said.</summary>
    public int Size { get; private init; }

    /// <summary>Reads a message.</summary>
    /// <param name="message">The whole of it, as it was written.</param>
    /// <param name="name">The words of it that name the goods; empty where none are known.</param>
    /// <param name="locale">Its language.</param>
    public static GoodsQuery Read(string message, string name, string locale)
    {
        var text = WellFormed.Cut(message, MostLetters);
        var words = Word.In(text);
        List<string> all = [.. words.Select(word => word.Text)];
        var concepts = Thesaurus.Embedded.ConceptsOf(all);
        var naming = Word.In(WellFormed.Cut(name, MostLetters)).Select(word => word.Text).ToHashSet();
        var denied = DeniedIn(text, words);
        List<GoodsWord> telling = [];
        for (var i = 0; i < words.Count && telling.Count < MostWords; i++)
        {
            var word = all[i];
            if (word.Length < 2 || char.IsAsciiDigit(word[0]) || Fillers.Words.Contains(word)
                || Units.Contains(word) || Beside.Contains(word))
                continue;
            telling.Add(new GoodsWord(
                word, [.. concepts[i].Where(concept => concept[0] != '=')], naming.Contains(word), denied[i],
                concepts[i].Exists(concept => concept is "=colour" or "=material" or "=quality" or "=talk"))
            {
                IsColour = concepts[i].Contains("=colour"),
            });
        }

        telling = Undenied([.. telling.DistinctBy(word => word.Text)]);
        // A single word that goods are called by is their name, whether or not it was told for one.
        if (naming.Count == 0 && telling is [{ IsDenied: false } only] && only.Goods.Any())
        {
            name = only.Text;
            telling = [only with { IsInName = true }];
        }

        foreach (var (number, start, end) in Forms.Numbers(text))
        {
            if (IsMeasure(text, number, start, end))
                telling.Add(new GoodsWord($"#{number}", [], true, false, true));
        }

        return new GoodsQuery(telling, name.Length > 0 ? NounPhrase.Read(name, locale) : null)
        {
            Size = SizeOf(telling, all),
        };
    }

    // "Not the blue mug": a mug is wanted all the same.
    private static List<GoodsWord> Undenied(List<GoodsWord> words) =>
        words.Exists(word => !word.IsDenied && word.Goods.Any()) ? words
            : [.. words.Select(word => word.Goods.Any() ? word with { IsDenied = false } : word)];

    // "A small lamp" is small beside anything; "the smaller lamp" and "not the big one" choose among lamps.
    private static int SizeOf(List<GoodsWord> words, List<string> all)
    {
        foreach (var word in words)
        {
            var sign = word.Concepts.Any(Small.Contains) ? -1 : word.Concepts.Contains("large") ? 1 : 0;
            if (sign == 0)
                continue;
            if (word.IsDenied)
                return -sign;
            var at = all.IndexOf(word.Text);
            if (Compared.Contains(word.Text) || (at > 0 && Compared.Contains(all[at - 1])))
                return sign;
        }

        return 0;
    }

    private static bool IsMeasure(string text, string number, int start, int end)
    {
        if (number.Length > 2 || number.Contains('.', StringComparison.Ordinal)
            || (start > 1 && text[start - 1] is 'x' or '×') || (end < text.Length && text[end] is 'x' or '×'))
            return true;
        var next = Word.In(text[end..Math.Min(text.Length, end + 12)]);
        return next.Count > 0 && Units.Contains(next[0].Text) && next[0].Start <= 1;
    }

    private static bool[] DeniedIn(string text, IReadOnlyList<Word> words)
    {
        var denied = new bool[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            if (!Denies(text, words, i))
                continue;
            for (var next = i + 1; next < words.Count && next <= i + Reach; next++)
            {
                if (IsParted(text, words[next - 1].End, words[next].Start) || Joins.Contains(words[next].Text))
                    break;
                denied[next] = true;
            }
        }

        return denied;
    }

    // "Qui ne craint pas le gel" and "that doesn't tick" deny no goods.
    private static bool Denies(string text, IReadOnlyList<Word> words, int at) => words[at].Text switch
    {
        "no" => at + 1 < words.Count,
        "not" or "pas" => at == 0 || IsParted(text, words[at - 1].End, words[at].Start)
            || Joins.Contains(words[at - 1].Text)
            || (at + 1 < words.Count && Pointing.Contains(words[at + 1].Text)),
        _ => false,
    };

    private static bool IsParted(string text, int from, int to) =>
        from < to && text.AsSpan(from, to - from).ContainsAny(Marks);
}
