using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Goods that a message names, with what it says of them.</summary>
/// <param name="Product">What they are called, as it was written; empty when only a trait tells which are
/// meant.</param>
/// <param name="Traits">Colours, sizes, materials and the like, as they were written.</param>
/// <param name="Pieces">How many; null when the message does not say.</param>
/// <param name="IsDenied">Whether the message says that they are not wanted.</param>
/// <param name="Certainty">0 to 1: how likely these words name goods.</param>
internal sealed record Mention(
    string Product, IReadOnlyList<string> Traits, int? Pieces, bool IsDenied, float Certainty)
{
    private static readonly FrozenSet<string> TraitKinds = FrozenSet.Create(
        Spans.Colour, Spans.Size, Spans.Material, Spans.Feature, Spans.Taste);

    // "4 sets": what pieces are counted in names no goods.
    private static readonly FrozenSet<string> Units = FrozenSet.Create(StringComparer.Ordinal,
        "set", "sets", "lot", "lots", "pack", "packs", "pair", "pairs", "paire", "paires", "box", "boxes", "boite",
        "boites", "sachet", "sachets", "one", "ones", "piece", "pieces", "pcs", "item", "items", "article", "articles",
        "exemplaire", "exemplaires", "of", "de", "them", "those", "these");

    private static readonly FrozenSet<string> Denials = FrozenSet.Create(
        StringComparer.Ordinal, "pas", "not", "sans", "without", "than", "no");

    private static readonly FrozenSet<string> Removals = FrozenSet.Create(
        StringComparer.Ordinal, "scrap", "drop", "remove", "skip", "lose", "forget", "enlevez", "enleve", "retirez",
        "retire", "virez", "vire", "oubliez", "oublie", "supprimez");

    // "Instead of the pots", "à la place des pots", "plutôt que la table".
    private static readonly FrozenSet<string> Replaced = FrozenSet.Create(
        StringComparer.Ordinal, "instead of", "place de", "place du", "place des", "lieu de", "lieu du", "lieu des",
        "plutot que", "rather than");

    private static readonly FrozenSet<string> Definite = FrozenSet.Create(
        StringComparer.Ordinal, "le", "la", "les", "l", "the", "de", "en", "of");

    /// <summary>What a search is made for.</summary>
    public string Query => string.Join(' ', Traits.Prepend(Product).Where(words => words.Length > 0));

    /// <summary>The goods that a message names, in order.</summary>
    public static IReadOnlyList<Mention> In(ShopReading reading)
    {
        List<Draft> drafts = [];
        foreach (var clause in reading.Clauses)
        {
            List<ReadSpan> waiting = [];
            Draft? current = null;
            foreach (var span in clause.Spans)
            {
                if (span.Kind == Spans.Product)
                {
                    if (Word.In(span.Text).All(word => IsUnit(word.Text))
                        && NumberBefore(reading, span.Start, current?.End ?? 0) is { } pieces)
                    {
                        if (current is null)
                            drafts.Add(current = new Draft(pieces));
                        continue;
                    }

                    if (current is not null && IsGoingOn(reading.Text, current, span, clause.Spans))
                        current.Add(span);
                    else
                    {
                        current = new Draft(span, NumberBefore(reading, span.Start, current?.End ?? clause.Start),
                            DeniesBefore(reading.Text, span.Start));
                        drafts.Add(current);
                        foreach (var early in waiting)
                            current.Take(early);
                    }

                    waiting.Clear();
                }
                else if (span.Kind == Spans.Quantity)
                    waiting.Add(span);
                else if (TraitKinds.Contains(span.Kind) && !DeniesBefore(reading.Text, span.Start))
                {
                    // "Blue mugs": what stands right before the goods belongs to them.
                    var next = clause.Spans.FirstOrDefault(other => other.Start >= span.End);
                    var isBefore = next.Kind == Spans.Product && IsBlank(reading.Text, span.End, next.Start);
                    if (isBefore || (current is null && drafts.Count == 0))
                        waiting.Add(span);
                    else
                    {
                        current ??= drafts[^1];
                        // "3 bleus et 2 sable" are two of the same goods.
                        if (waiting.Exists(one => one.Kind == Spans.Quantity) && current.HasPieces)
                        {
                            current = current.Again();
                            drafts.Add(current);
                        }

                        foreach (var early in waiting)
                            current.Take(early);
                        waiting.Clear();
                        current.Take(span);
                    }
                }
            }

            if (waiting.Count > 0 && current is null
                && (clause.Act == "order" || waiting.Exists(one => one.Kind != Spans.Quantity)))
            {
                // "I'll take two. No. One.": what is only counted is counted anew.
                if (drafts.LastOrDefault() is { IsOnlyCounted: true } counted)
                    current = counted;
                else
                    drafts.Add(current = new Draft());
            }

            foreach (var late in waiting.Where(late => late.Kind != Spans.Quantity || current is { HasPieces: false }))
                current?.Take(late);
        }

        return [.. drafts.Select(draft => draft.Of(reading.Text))];
    }

    // "Les serviettes de bain, les Écume": a name after a kind is the same goods.
    private static bool IsGoingOn(string text, Draft current, ReadSpan span, IReadOnlyList<ReadSpan> spans)
    {
        if (current.HasLatePieces || span.Start < current.End)
            return false;
        // "Galet sand mugs" are one thing: nothing but a trait stands between its words.
        var between = spans.Where(trait => TraitKinds.Contains(trait.Kind) && trait.Start >= current.End
                && trait.End <= span.Start)
            .Aggregate(text[current.End..span.Start], (left, trait) =>
                left.Replace(trait.Text, "", StringComparison.Ordinal));
        var words = Word.In(between);
        return between.All(letter => letter is ' ' or ',' or '\'' or '’' || char.IsLetter(letter))
            && words.All(word => Definite.Contains(word.Text))
            && (!between.Contains(',', StringComparison.Ordinal)
                || (char.IsUpper(span.Text[0]) && current.IsAllSmall(text)));
    }

    /// <summary>Whether a word, folded, is what pieces are counted in, and names no goods by itself.</summary>
    public static bool IsUnit(string word) => Units.Contains(word);

    private static bool IsBlank(string text, int start, int end) =>
        start <= end && text.AsSpan(start, end - start).IsWhiteSpace();

    /// <summary>
    /// The products of the order that a text says are not wanted, by a word that no other of them has.
    /// </summary>
    public static IReadOnlyList<string> DeniedIn(ShopState state, string text)
    {
        var names = state.Order.Lines.Select(line => line.Product).Distinct()
            .ToDictionary(handle => handle, handle => NamesOf(state, handle), StringComparer.Ordinal);
        return [.. names.Keys.Where(handle => Word.In(text).Any(word => names[handle]
            .Except(names.Where(other => other.Key != handle).SelectMany(other => other.Value))
            .Any(name => name.Length > 2 && (name == word.Text || $"{name}s" == word.Text))
            && DeniesBefore(text, word.Start)))];
    }

    // The words of its handle, and those it is told by in the contact's language.
    private static List<string> NamesOf(ShopState state, string handle) =>
        [.. handle.Split('-'),
            .. state.Discussed.Where(shown => shown.Handle == handle)
                .SelectMany(shown => Word.In(shown.Title))
                .Select(word => word.Text)];

    /// <summary>Whether what begins there is said not to be meant: "pas en laine".</summary>
    public static bool DeniesBefore(string text, int start)
    {
        var words = Word.In(text[..start]);
        var at = words.Count - 1;
        // "No, the blue one" denies something else.
        if (at < 0 || HasMark(text, words[at].End, start))
            return false;
        if (IsReplaced(at))
            return true;
        if (at > 0 && Definite.Contains(words[at].Text))
        {
            if (HasMark(text, words[at - 1].End, words[at].Start))
                return false;
            at--;
        }

        // "N'oubliez pas la bougie" and "don't forget the candles" want them.
        var isForgotten = Enumerable.Range(Math.Max(0, at - 2), at - Math.Max(0, at - 2) + 1)
            .Any(i => words[i].Text is "oubliez" or "oublie" or "forget");
        var isNegated = Enumerable.Range(Math.Max(0, at - 2), at - Math.Max(0, at - 2) + 1)
            .Any(i => words[i].Text is "pas" or "not" or "don" or "dont" or "t");
        return IsReplaced(at) || (!(isForgotten && isNegated)
            && (Denials.Contains(words[at].Text) || (!isNegated && Removals.Contains(words[at].Text))));

        bool IsReplaced(int i) => i > 0 && Replaced.Contains($"{words[i - 1].Text} {words[i].Text}");
    }

    // The words of a short form ("cest") stand in the same place.
    private static bool HasMark(string text, int from, int to) =>
        to > from && text.AsSpan(from, to - from).IndexOfAny(",.;!?") >= 0;

    private static int? NumberBefore(ShopReading reading, int start, int floor)
    {
        var words = Word.In(reading.Text[..start]).ToList();
        // "2 atelier oak frames": what stands between the number and the goods may be part of their name.
        while (words.Count > 1 && words[^1].Start >= floor && reading.IsOfGoods(words[^1].Text)
            && !words[^1].Text.All(char.IsAsciiDigit) && NumberWords.Read(words, words.Count - 1).Words == 0)
            words.RemoveAt(words.Count - 1);
        // "Two of those chairs".
        while (words.Count > 1 && (words[^1].Text is "your" or "the" or "vos" or "x" or "seul" or "seule"
            || (Units.Contains(words[^1].Text) && words[^1].Text is not ("one" or "ones"))))
            words.RemoveAt(words.Count - 1);
        if (words.Count > 0 && words[^1].Text is { Length: <= 3 } figure && figure.All(char.IsAsciiDigit))
            return int.Parse(figure, CultureInfo.InvariantCulture) is > 0 and var count ? count : null;
        for (var length = Math.Min(3, words.Count); length > 0; length--)
        {
            var (number, taken) = NumberWords.Read(words, words.Count - length);
            if (taken == length && number is > 0 and <= 999
                && !(length == 1 && words[^1].Text is "un" or "une" or "a" or "an"))
                return (int)number;
        }

        return null;
    }

    private sealed class Draft
    {
        private readonly List<ReadSpan> _product = [];
        private readonly List<string> _traits = [];
        private int? _pieces;

        public Draft()
        {
        }

        public Draft(int pieces) => _pieces = pieces;

        public Draft(ReadSpan product, int? pieces, bool isDenied)
        {
            _product.Add(product);
            (_pieces, IsDenied) = (pieces, isDenied);
        }

        public bool IsDenied { get; }

        public bool IsOnlyCounted => _product.Count == 0 && _traits.Count == 0;

        public bool HasPieces => _pieces is not null;

        public bool HasLatePieces { get; private set; }

        public int End => _product.Count == 0 ? 0 : _product[^1].End;

        public void Add(ReadSpan product) => _product.Add(product);

        public Draft Again()
        {
            var again = new Draft();
            again._product.AddRange(_product);
            return again;
        }

        public void Take(ReadSpan span)
        {
            if (span.Kind != Spans.Quantity)
                _traits.Add(span.Text);
            else if (House.Entities.Quantity.Find(span.Text, wasAsked: true) is { Number: > 0 } pieces)
            {
                _pieces = pieces.Number;
                HasLatePieces = span.Start > End;
            }
        }

        public bool IsAllSmall(string text) => _product.TrueForAll(span => !char.IsUpper(text[span.Start]));

        public Mention Of(string text) =>
            new(string.Join(' ', _product.Select(span => text[span.Start..span.End])), _traits, _pieces,
                IsDenied, _product.Select(span => span.Certainty).DefaultIfEmpty().Min());
    }
}
