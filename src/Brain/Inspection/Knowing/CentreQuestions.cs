using System.Reflection;
using Gateway.Brain.Answering;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>
/// How people ask for what is known of a centre, from <c>Asked.locale.txt</c>: lines of <c>id | words; words</c>. The
/// words of <c>price</c>, of a kind of visit and of a kind of vehicle under it hold for each price of that kind. What
/// stands under <c>own.…</c> is asked of many centres (a waiting room, a key box, a height): it holds for that of a
/// centre's own answers whose question is of the kind.
/// </summary>
internal sealed class CentreQuestions
{
    private readonly ILookup<string, IReadOnlyList<AskedWord>> _asked;

    private const string Own = "own.";
    private const double OfKind = 0.45;

    private readonly AskedIndex<string> _kinds;

    private CentreQuestions(ILookup<string, IReadOnlyList<AskedWord>> asked)
    {
        _asked = asked;
        _kinds = new AskedIndex<string>(
            asked.Where(one => one.Key.StartsWith(Own, StringComparison.Ordinal))
                .Select(one => (one.Key, (IReadOnlyList<IReadOnlyList<AskedWord>>)[.. one], "")),
            Words, mends: false);
    }

    /// <summary>Which words of such a question say what it is about.</summary>
    public static AskedWords Words { get; } = new(
        AskedWords.IdleWords("""
            a ai alors as au aux avez avec avoir bien bon bonjour bonsoir by c ca ce cela ces cet cette chez d dans de
            des dois donc du elle elles en encore es est et etes etre eu fait hello hey hi hola i il ils j je l la le
            les leur ma mais me mes merci mon monsieur madame n ne nous of oh ok on ou par pas please pour pouvez puis
            que qu question renseignement s sa salut savoir se ses si son sont sorry suis sur svp t te thanks the tu un
            une va vais vos votre voudrais vous y vs pr ds ya yen jai jsuis jdois jpeu jveux peux peut possible doit
            faut etre sera ca sa cest ceci bah ben donc alors genre juste voila ah oh euh d'accord accord ouais
            oui non am an
            and any are at be but can could do does for from get got have
            if in is it its just know m me my need on or re so that this to us ve was we will with would you your
            wondering ill id hello like want should must need needs kindly tell please hi there here what's so only
            yes no
            not then it's i'm i've quick question people one ones thing some by way right ok okay was were been had has
            """),
        pairs: true);

    // Below the words that they are read with.
    private static CentreQuestions French { get; } = Load("fr");

    private static CentreQuestions English { get; } = Load("en");

    /// <summary>Those of a language.</summary>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static CentreQuestions In(string locale) => locale == "fr" ? French : English;

    /// <summary>The words of how people ask for it; may be empty.</summary>
    public IEnumerable<IReadOnlyList<AskedWord>> Of(CentreFact fact)
    {
        if (fact.Topic == "answer")
        {
            return KindOf(fact) is { } kind ? _asked[kind] : [];
        }

        var parts = fact.Id.Split('.');
        string[] ids = fact.Topic == "price" && CentreWords.VisitOf(parts[1]) is not null
            ? ["price", $"price.{parts[1]}", parts.Length > 2 ? $"price.{parts[2]}" : ""]
            : [fact.Id];
        return ids.SelectMany(id => _asked[id]);
    }

    /// <summary>
    /// Which of the questions that many centres are asked an own answer of a centre answers; null: none.
    /// </summary>
    public string? KindOf(CentreFact answer) => _kinds.Find(answer.Title, OfKind)
        .OrderByDescending(kind => kind.Score).Select(kind => kind.Thing).FirstOrDefault();

    private static CentreQuestions Load(string locale)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Inspection.{locale}.asked")!;
        using var reader = new StreamReader(stream);
        return new CentreQuestions(reader.ReadToEnd().Split('\n')
            .Where(line => line.Contains('|', StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .SelectMany(parts => parts[1].Split(';', StringSplitOptions.TrimEntries
                | StringSplitOptions.RemoveEmptyEntries).Select(words => (Id: parts[0].Trim(), Words: words)))
            .ToLookup(one => one.Id, one => Words.In(one.Words), StringComparer.Ordinal));
    }
}
