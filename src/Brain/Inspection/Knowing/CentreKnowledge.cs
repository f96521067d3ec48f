using System.Runtime.CompilerServices;
using Gateway.Brain.Answering;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>What a centre's data and the law say, in one language, found by what is asked or by topic.</summary>
internal sealed class CentreKnowledge
{
    // Under this nothing fits.
    private const double Line = 0.3;
    private const double LineOfTopic = 0.15;

    // What the centre wrote as an answer goes before what was put together from its data.
    private const double OfAnswer = 1.1;

    private static readonly ConditionalWeakTable<Centre, Dictionary<string, CentreKnowledge>> Built = [];

    private readonly string _locale;

    // Who only reads the facts need not wait for it.
    private readonly Lazy<AskedIndex<CentreFact>> _index;

    private CentreKnowledge(IReadOnlyList<CentreFact> facts, string locale)
    {
        (Facts, _locale) = (facts, locale);
        var asked = CentreQuestions.In(locale);
        _index = new Lazy<AskedIndex<CentreFact>>(() => new AskedIndex<CentreFact>(
            facts.Select(fact => (
                fact,
                (IReadOnlyList<IReadOnlyList<AskedWord>>)[CentreQuestions.Words.In(fact.Title), .. asked.Of(fact)],
                fact.Text)),
            CentreQuestions.Words, mends: true));
    }

    /// <summary>All that is known, each once.</summary>
    public IReadOnlyList<CentreFact> Facts { get; }

    /// <summary>What is known of a centre.</summary>
    /// <param name="centre">The centre; what was built for it is kept as long as it is.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static CentreKnowledge Of(Centre centre, string locale)
    {
        var language = locale == "fr" ? "fr" : "en";
        var built = Built.GetValue(centre, _ => []);
        lock (built)
        {
            return built.TryGetValue(language, out var known)
                ? known
                : built[language] = new CentreKnowledge([.. new CentreFacts(centre, language).All()], language);
        }
    }

    /// <summary>What fits a question, the best first; empty when nothing does.</summary>
    /// <param name="question">In the contact's words.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="topic">
    /// What it is known to be about, as for <see cref="ByTopic"/>: then only that is looked through, and less has to
    /// fit. Null: anything.
    /// </param>
    public IReadOnlyList<CentreFact> Find(string question, int most, string? topic = null) =>
    [
        .. _index.Value.Find(question, topic is null ? Line : LineOfTopic)
            .Where(found => topic is null || IsOf(found.Thing, topic))
            .Select(found => found.Thing with { Score = found.Score })
            .OrderByDescending(fact => fact.Topic == "answer" ? fact.Score * OfAnswer : fact.Score)
            .Take(most),
    ];

    /// <summary>
    /// What is known of a topic (<see cref="CentreFact.Topic"/>), or of what lies under an id: <c>hours</c>,
    /// <c>law</c>, <c>law.moto</c>, <c>price.periodique</c>. The main thing first; empty when the centre does not say.
    /// </summary>
    public IReadOnlyList<CentreFact> ByTopic(string topic) =>
    [
        .. Facts.Where(fact => IsOf(fact, topic)).OrderByDescending(fact => fact.Id == topic),
    ];

    /// <summary>
    /// The centre's own answer to what many centres are asked (<c>own.keys</c>); null where it has none.
    /// </summary>
    public CentreFact? OfKind(string kind) =>
        Facts.FirstOrDefault(fact => fact.Topic == "answer" && CentreQuestions.In(_locale).KindOf(fact) == kind);

    private static bool IsOf(CentreFact fact, string topic) =>
        fact.Topic == topic || fact.Id == topic || fact.Id.StartsWith($"{topic}.", StringComparison.Ordinal);
}
