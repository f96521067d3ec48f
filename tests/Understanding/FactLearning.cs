using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tests.Shop.Catalogue.Facts;

namespace Gateway.Understanding;

/// <summary>
/// Learns by what the sentence of a sheet that answers is told from the others: a logistic model, with little weights
/// preferred, from the half of the questions that is not kept back.
/// </summary>
internal static class FactLearning
{
    private const int Steps = 4000;
    private const double Rate = 0.5;
    private const double Decay = 0.0005;

    /// <summary>Learns the weights and tells them.</summary>
    public static void Learn(string root, TextWriter output)
    {
        List<(double[] X, double Y)> examples = [];
        foreach (var question in Questions(root, "Questions").Where(question => !question.IsHeld))
        {
            foreach (var (property, certainty) in new[] { Read(question), (null, 0f) })
                Add(question, property, certainty, examples);
        }

        var weights = new double[SentenceScorer.Features.Length];
        for (var step = 0; step < Steps; step++)
        {
            var slopes = new double[weights.Length];
            foreach (var (x, y) in examples)
            {
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                    sum += x[i] * weights[i];
                var error = (1 / (1 + Math.Exp(-sum))) - y;
                for (var i = 0; i < x.Length; i++)
                    slopes[i] += error * x[i];
            }

            for (var i = 0; i < weights.Length; i++)
                weights[i] -= Rate * ((slopes[i] / examples.Count * 10) + (Decay * (i == 0 ? 0 : weights[i])));
        }

        output.WriteLine($"{examples.Count} sentences, {examples.Count(example => example.Y > 0)} of them answers.");
        output.WriteLine(string.Join(", ", weights.Select(weight => $"{weight:0.00}")));
        for (var i = 0; i < weights.Length; i++)
            output.WriteLine($"  {SentenceScorer.Features[i]} {weights[i]:0.00}");
    }

    /// <summary>
    /// Tells how many questions are answered rightly: those <c>learned</c> from, those <c>held</c> back, or those
    /// written <c>later</c>.
    /// </summary>
    public static void Measure(string root, TextWriter output, string set, bool isVerbose)
    {
        foreach (var locale in new[] { "fr", "en" })
        {
            foreach (var withReader in new[] { true, false })
            {
                var (right, count, clear, polar) = (0, 0, 0, 0);
                foreach (var question in Questions(root, set == "later" ? "Later" : "Questions")
                    .Where(question => question.Locale == locale)
                    .Where(question => set == "later" || question.IsHeld == (set == "held")))
                {
                    var (property, certainty) = withReader ? Read(question) : (null, 0);
                    var reply = FactAnswers.Find(question.Facts, question.Text, locale, property, certainty);
                    count++;
                    if (question.Polarity != Polarity.Unknown)
                    {
                        polar++;
                        clear += reply.Answers.Any(answer => answer.Polarity == question.Polarity) ? 1 : 0;
                    }

                    if (question.IsRight(reply))
                        right++;
                    else if (isVerbose && withReader)
                        Tell(output, question, reply, property, certainty);
                }

                output.WriteLine(
                    $"{locale}, {set}{(withReader ? "" : ", without the reader")}: {right} of " +
                    $"{count} right ({(double)right / count:0.000}); of {polar} a yes or no, {clear} said.");
            }
        }
    }

    private static IEnumerable<SheetQuestion> Questions(string root, string set) =>
        QuestionSet.Read(root, "fr", set).Concat(QuestionSet.Read(root, "en", set));

    private static void Tell(
        TextWriter output, SheetQuestion question, FactReply reply, string? property, float certainty)
    {
        var topics = FactQuestion.Read(question.Text, question.Locale, property, certainty, question.Facts).Topics;
        output.WriteLine(
            $"? {question.Text} [{property} {certainty:0.00}; " +
            $"{string.Join(", ", topics.Select(topic => topic.Topic.Name))}]" +
            $" ~ {string.Join(" & ", question.Expected.Select(one => string.Join(" / ", one)))} {question.Polarity}");
        foreach (var answer in reply.Answers)
            output.WriteLine($"    {answer.Score:0.00} {answer.Topic} {answer.Polarity}: {answer.Sentence}");
    }

    private static (string? Property, float Certainty) Read(SheetQuestion question)
    {
        var clauses = UtteranceReader.Load("House.shop.model").Read(
            question.Text, new Situation("none", "product", question.Locale), _ => false);
        var detail = clauses.FirstOrDefault(clause => clause.Act.StartsWith("detail.", StringComparison.Ordinal));
        return detail is null ? (null, 0) : (detail.Act, detail.Certainty);
    }

    // Of a question that asks for several things it is not noted which sentence answers which.
    private static void Add(
        SheetQuestion question, string? property, float certainty, List<(double[] X, double Y)> examples)
    {
        var asked = FactQuestion.Read(question.Text, question.Locale, property, certainty, question.Facts);
        if (asked.Topics.Count > 1 || question.Expected.Count > 1)
            return;
        if (asked.Topics.Count > 0)
            Add(question, asked.ByWords(), examples);
        Add(question, asked, examples);
    }

    private static void Add(SheetQuestion question, FactQuestion asked, List<(double[] X, double Y)> examples)
    {
        var scorer = new SentenceScorer(question.Facts, asked, question.Locale);
        for (var i = 0; i < question.Facts.Sentences.Count; i++)
        {
            examples.Add((
                scorer.FeaturesOf(asked.Topics.Count > 0 ? asked.Topics[0] : null, i),
                question.IsAnswer(question.Facts.Sentences[i].Text) ? 1 : 0));
        }
    }
}
