namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>What a sentence says to a question that a yes or a no answers.</summary>
internal enum Polarity
{
    /// <summary>The question asks for more than a yes, or the sentence does not decide it.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>A sentence of a sheet that answers.</summary>
/// <param name="Topic">What it answers to, by its name in <see cref="Topics"/>; null when only words were
/// shared.</param>
/// <param name="Sentence">Word for word from the sheet, without its bullet.</param>
/// <param name="Score">0 to 1: how likely it is to be the answer.</param>
/// <param name="Polarity">What it says to a question of yes or no.</param>
/// <param name="Values">The numbers it tells of the topic, in the base unit of its dimension, or null.</param>
internal sealed record FactAnswer(
    string? Topic, string Sentence, double Score, Polarity Polarity, IReadOnlyList<double>? Values);

/// <summary>What a sheet answers.</summary>
/// <param name="Answers">At most four, in the order they were asked for, each sentence once; empty when the sheet does
/// not say.</param>
/// <param name="Silent">Topics that were asked for and of which the sheet does not say anything.</param>
internal sealed record FactReply(IReadOnlyList<FactAnswer> Answers, IReadOnlyList<string> Silent);

/// <summary>
/// Answers questions about a product in sentences of its sheet. Pure: safe for use by many at once, in fractions of a
/// millisecond.
/// </summary>
internal static class FactAnswers
{
    /// <summary>From this likelihood on a sentence is an answer.</summary>
    public const double Least = 0.43;

    private const int Most = 4;
    private const double Half = 0.75;
    private const double Near = 0.9;

    /// <summary>The sentences that answer a question.</summary>
    /// <param name="facts">Of the product that is asked about.</param>
    /// <param name="question">A clause, as it was written.</param>
    /// <param name="locale">Its language, <c>fr</c> or <c>en</c>.</param>
    /// <param name="acts">What the learned reader takes it for, each act with its likelihood; null where it was not
    /// read.</param>
    public static FactReply Find(
        ProductFacts facts, string question, string locale, IReadOnlyDictionary<string, float>? acts = null)
    {
        var parts = FactQuestion.PartsOf(question);
        // A story told beside a question asks nothing.
        List<string> asking = [.. parts.Where(part => part.EndsWith('?'))];
        if (asking.Count > 0 && parts.Count > 1)
        {
            var replies = asking.ConvertAll(part => FindIn(facts, part, locale, acts));
            if (replies.Exists(reply => reply.Answers.Count > 0))
            {
                return new FactReply(
                    [.. replies.SelectMany(reply => reply.Answers).DistinctBy(answer => answer.Sentence).Take(Most)],
                    [.. replies.SelectMany(reply => reply.Silent).Distinct()]);
            }
        }

        var whole = FindIn(facts, question, locale, acts);
        return whole.Answers.Count > 0 || asking.Count > 0 || parts.Count < 2
            ? whole
            : parts.Select(part => FindIn(facts, part, locale, acts))
                .FirstOrDefault(reply => reply.Answers.Count > 0) ?? whole;
    }

    private static FactReply FindIn(
        ProductFacts facts, string question, string locale, IReadOnlyDictionary<string, float>? acts)
    {
        var asked = FactQuestion.Read(question, locale, acts, facts);
        var scorer = new SentenceScorer(facts, asked, locale);
        List<FactAnswer> answers = [];
        List<string> silent = [];
        foreach (var topic in asked.Topics.Count > 0 ? asked.Topics : (IReadOnlyList<AskedTopic?>)[null])
        {
            var best = scorer.Best(topic);
            if (best is null || best.Score < Least)
            {
                if (topic is not null)
                    silent.Add(topic.Topic.Name);
                continue;
            }

            if (answers.Find(answer => answer.Sentence == best.Sentence) is not { } same)
                answers.Add(best);
            else if (best.Score > same.Score || best.Polarity == Polarity.No)
                answers[answers.IndexOf(same)] = best;
        }

        if (answers.Count == 0 && asked.Topics.Count > 0
            && new SentenceScorer(facts, asked.ByWords(), locale).Best(null) is { } told && told.Score >= Least)
            answers.Add(told);

        // What only half answers stands back behind what answers, unless the question lists what it wants to know.
        if (answers.Count > 1 && !asked.IsList)
        {
            var best = answers.MaxBy(answer => answer.Score)!;
            answers.RemoveAll(answer => answer.Score < best.Score * Half);
            if (answers[0].Score < best.Score * Near)
            {
                answers.Remove(best);
                answers.Insert(0, best);
            }
        }

        return new FactReply([.. answers.Take(asked.IsList ? Most : 2)], silent);
    }
}
