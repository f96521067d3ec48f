using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Learning;

/// <summary>A message as it was read by what a trade has learned.</summary>
/// <param name="text">What was written.</param>
/// <param name="locale">The language of the conversation, <c>fr</c> or <c>en</c>.</param>
/// <param name="clauses">Its clauses, in order; empty when it has no words.</param>
internal class MessageReading(string text, string locale, IReadOnlyList<ReadClause> clauses)
{
    /// <summary>From this likelihood on an act is gone by.</summary>
    public const float Sure = 0.5f;

    private const float LeastSpan = 0.35f;
    private const float SureOfAnother = 0.8f;

    /// <summary>What was written.</summary>
    public string Text => text;

    /// <summary>The language of the conversation, <c>fr</c> or <c>en</c>.</summary>
    public string Locale => locale;

    /// <summary>Its clauses, in order; empty when it has no words.</summary>
    public IReadOnlyList<ReadClause> Clauses => clauses;

    /// <summary>How likely it does one of some things.</summary>
    public float LikelihoodOf(Func<string, bool> acts) => Clauses.Count == 0
        ? 0
        : Clauses.Max(clause => clause.Acts.Where(act => acts(act.Key)).Sum(act => act.Value));

    /// <summary>Whether it surely does something.</summary>
    public bool Does(string act) => LikelihoodOf(one => one == act) >= Sure;

    /// <summary>
    /// Whether a person is wished for: as it was learned, or by words that say so where what was learned does not speak
    /// against it.
    /// </summary>
    /// <param name="heard">The message as every conversation's intents are heard in it.</param>
    public bool WantsPerson(Utterance heard) =>
        Does("person") || (heard.Is(Intents.Person)
            && Clauses.All(clause => clause.Act == "person" || clause.Certainty < SureOfAnother));

    /// <summary>The first span of a kind; null when there is none.</summary>
    public string? Span(string kind, float least = LeastSpan) => Spans(kind, least).FirstOrDefault();

    /// <summary>The spans of a kind, in order.</summary>
    public IEnumerable<string> Spans(string kind, float least = LeastSpan) =>
        SpansOf(kind, least).Select(span => span.Text);

    /// <summary>The spans of a kind with their places, in order.</summary>
    public IEnumerable<ReadSpan> SpansOf(string kind, float least = LeastSpan) => Clauses
        .SelectMany(clause => clause.Spans)
        .Where(span => span.Kind == kind && span.Certainty >= least);

    /// <summary>The words of a clause.</summary>
    public string WordsOf(ReadClause clause) => Text[clause.Start..clause.End];
}
