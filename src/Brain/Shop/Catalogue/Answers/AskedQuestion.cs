using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>A question in people's words.</summary>
/// <param name="Text">What was asked.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="Acts">How likely each act of the corpora is in it, 0 to 1; those left out are not.</param>
internal sealed record AskedQuestion(string Text, string Locale, IReadOnlyDictionary<string, float> Acts)
{
    // From this likelihood on a courtesy is one.
    private const float SureCourtesy = 0.6f;

    private const int MostLetters = 2_000;

    /// <summary>Heading of the answer that was told last; null when none was, or something else since.</summary>
    public string? Told { get; init; }

    /// <summary>A country that was asked about before, in people's words; or null.</summary>
    public string? Country { get; init; }

    /// <summary>Reads a question that stands by itself.</summary>
    public static AskedQuestion Read(string text, string locale, UtteranceReader reader) =>
        Read(text, locale, reader, told: null);

    /// <summary>Reads a question.</summary>
    /// <param name="text">What was asked.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="told">Heading of the answer that was told last, or null.</param>
    public static AskedQuestion Read(string text, string locale, UtteranceReader reader, string? told)
    {
        if (text.Length > MostLetters)
            text = Sessions.Texts.WellFormed.Cut(text, MostLetters);
        var clauses = reader.Read(text, new Situation("none", told is null ? "none" : "answer", locale), _ => false);
        List<ReadClause> telling = [.. clauses.Where(
            clause => !Answers.Acts.IsCourtesy(clause.Act) || clause.Certainty < SureCourtesy)];
        if (telling.Count > 0 && telling.Count < clauses.Count)
            text = string.Join(' ', telling.Select(clause => text[clause.Start..clause.End]));
        return new AskedQuestion(text, locale, Answers.Acts.Of(telling.Count > 0 ? telling : clauses))
        {
            Told = told,
        };
    }
}
