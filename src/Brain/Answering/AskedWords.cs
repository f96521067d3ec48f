using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Answering;

/// <summary>The words of a text that say what it is about, and what each of them stands for.</summary>
/// <param name="idle">Folded words that say nothing of it.</param>
/// <param name="pairs">
/// Whether two words that stand side by side, idle ones among them, are one more word: what tells "how long" from
/// "how much".
/// </param>
internal sealed class AskedWords(FrozenSet<string> idle, bool pairs)
{
    private const int LongestRoot = 6;

    private const double OfRoot = 0.95;
    private const double OfConcept = 0.8;
    private const double OfPair = 0.5;
    private const double OfIdlePair = 0.12;

    /// <summary>Those of a question about what somebody sells.</summary>
    public static AskedWords Usual { get; } = new(IdleWords("""
        a ai ainsi alors apres as at au aucun aussi avec avez avoir avons be been bien bon but by c ca can ce cela ces
        cet cette chez ci comme comment could d dans de des deja do does doit dois donc du elle elles en encore es est
        et etait ete etes etre eu eux fais fait faire faites for from get go has have he her here hi how i if il ils in
        is it its j je juste l la le les leur leurs like lui m ma mais may me meme mes moi mon more must my n ne ni no
        nos notre nous of on ont or ou our out par pas peu peut peux plus pour pourquoi pouvez possible puis qu quand
        que quel quelle quelles quels qui quoi s sa sans savoir se sera ses seulement si so some son sont sous suis sur
        t ta te tes that the their them then there these they this to toi ton tout toute toutes tous tres tu un une up
        us va vais veut veux voir vont vos votre voudrais vous vraiment want was we what when where which who will with
        would y you your bonjour hello please merci thanks oui yes ok am are an and any chose truc sais know tell dites
        dire need besoin faut faudrait should also temps demain marche passer autre autres tard tout fin
        adapte tomorrow time other
        """), pairs: false);

    /// <summary>Words that stand between spaces, as a set.</summary>
    public static FrozenSet<string> IdleWords(string words) => words
        .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words with what they stand for, each once.</summary>
    /// <param name="text">What is asked, or said.</param>
    /// <param name="mend">What a folded word is taken for; null: for itself.</param>
    public IReadOnlyList<AskedWord> In(string text, Func<string, string>? mend = null)
    {
        List<string> words =
        [
            .. Word.In(text).Select(word =>
                mend is null || idle.Contains(word.Text) ? word.Text : mend(word.Text)),
        ];
        var concepts = Thesaurus.Embedded.ConceptsOf(words);
        return
        [
            .. words.Select((word, at) => (word, at))
                .Where(one => !idle.Contains(one.word) && (one.word.Length > 1 || char.IsAsciiDigit(one.word[0])))
                .DistinctBy(one => one.word)
                .Select(one => new AskedWord([.. KeysOf(one.word, concepts[one.at])])),
            .. pairs
                ? words.Zip(words.Skip(1)).Distinct().Select(pair => new AskedWord([(
                    $"{pair.First}_{pair.Second}",
                    idle.Contains(pair.First) && idle.Contains(pair.Second) ? OfIdlePair : OfPair)]))
                : [],
        ];
    }

    /// <summary>All that the words of a text stand for.</summary>
    public IReadOnlySet<string> KeysOf(string text) =>
        In(text).SelectMany(word => word.Keys).Select(key => key.Key).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<(string Key, double Weight)> KeysOf(string word, IReadOnlyList<string> concepts) =>
    [
        (word, 1),
        (RootOf(word), OfRoot),
        .. concepts.Where(concept => concept[0] != '=').Select(concept => ($"*{concept}", OfConcept)),
    ];

    // Endings tell how a word stands in its sentence, not what it means.
    private static string RootOf(string word)
    {
        var root = word.TrimEnd('s', 'x', 'e');
        return $"~{(root.Length > LongestRoot ? root[..LongestRoot] : root)}";
    }
}

/// <summary>A word, and what it stands for: each with how surely.</summary>
/// <param name="Keys">The word itself, its root, and what means about the same; at least one.</param>
internal sealed record AskedWord(IReadOnlyList<(string Key, double Weight)> Keys);
