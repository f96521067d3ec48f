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
    private const string ShopModel = "House.shop.model";

    // Of what asks nothing of goods one in so many is put to a sheet.
    private const int OneIn = 6;

    private static readonly string[] Locales = ["fr", "en"];

    /// <summary>Learns the weights and tells them.</summary>
    public static void Learn(string root, TextWriter output)
    {
        List<(double[] X, double Y)> examples = [];
        foreach (var question in Learned(root))
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

    /// <summary>Tells how many questions of a set are answered rightly.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="output">Where to.</param>
    /// <param name="set"><c>learned</c> or <c>held</c> for the halves of the questions in the sheets' words,
    /// <c>roundabout</c> or <c>roundabout-held</c> for those in other words, <c>later</c>, <c>dialogues</c>, or
    /// <c>nothing</c> for what asks nothing of goods.</param>
    /// <param name="isVerbose">Whether each that is not is told.</param>
    public static void Measure(string root, TextWriter output, string set, bool isVerbose)
    {
        foreach (var locale in Locales)
        {
            if (set == "nothing")
            {
                Nothing(root, output, locale, isVerbose);
                continue;
            }

            List<SheetQuestion> questions = [.. set switch
            {
                "later" => QuestionSet.Read(root, locale, "Later"),
                "dialogues" => QuestionSet.Read(root, locale, "Dialogues"),
                _ => QuestionSet.Read(root, locale, set.StartsWith("round", StringComparison.Ordinal)
                    ? "Roundabout"
                    : "Questions").Where(question => question.IsHeld == set.EndsWith("held", StringComparison.Ordinal)),
            }];
            foreach (var withReader in new[] { true, false })
                Measure(output, set, locale, questions, withReader, isVerbose);
        }
    }

    private static void Measure(
        TextWriter output, string set, string locale, List<SheetQuestion> questions, bool withReader, bool isVerbose)
    {
        var (right, silent, extra, clear, polar) = (0, 0, 0, 0, 0);
        foreach (var question in questions)
        {
            var (property, certainty) = withReader ? Read(question) : (null, 0);
            var reply = FactAnswers.Find(question.Facts, question.Text, locale, property, certainty);
            if (question.Polarity != Polarity.Unknown)
            {
                polar++;
                clear += reply.Answers.Any(answer => answer.Polarity == question.Polarity) ? 1 : 0;
            }

            if (question.IsRight(reply))
                right++;
            else
            {
                silent += reply.Answers.Count == 0 ? 1 : 0;
                extra += question.Expected.Count == 0 ? 1 : 0;
                if (isVerbose && withReader)
                    Tell(output, question, reply, property, certainty);
            }
        }

        output.WriteLine(
            $"{set} {locale}{(withReader ? "" : ", without the reader")}: {right} of {questions.Count} right " +
            $"({(double)right / questions.Count:0.000}); {silent} unanswered, {extra} answered that the sheet " +
            $"does not; of {polar} a yes or no, {clear} said.");
    }

    /// <summary>Puts what people say without asking about goods to sheets of the demo shop.</summary>
    private static void Nothing(string root, TextWriter output, string locale, bool isVerbose)
    {
        Dictionary<string, (int Told, int All)> counts = new() { ["faq"] = (0, 0), ["other"] = (0, 0) };
        foreach (var (act, question) in Unasking(root, locale))
        {
            var (property, certainty) = Read(question);
            var reply = FactAnswers.Find(question.Facts, question.Text, locale, property, certainty);
            var group = act.StartsWith("faq.", StringComparison.Ordinal) ? "faq" : "other";
            var (told, all) = counts[group];
            counts[group] = (told + (reply.Answers.Count > 0 ? 1 : 0), all + 1);
            if (isVerbose && reply.Answers.Count > 0)
                Tell(output, question, reply, property, certainty);
        }

        foreach (var (group, (told, all)) in counts)
            output.WriteLine($"{locale}, asks nothing of goods ({group}): {told} of {all} told something.");
    }

    // Clauses of the corpora by turns with sheets.
    private static IEnumerable<(string Act, SheetQuestion Question)> Unasking(string root, string locale)
    {
        List<ProductFacts> sheets = [.. QuestionSet.Read(root, locale)
            .Concat(QuestionSet.Read(root, locale, "Roundabout"))
            .Select(question => question.Facts)
            .Distinct()];
        var corpora = Directory.GetFiles(Path.Combine(root, "src/Brain/House/Corpus"), $"shop.{locale}.*.txt")
            .Order(StringComparer.Ordinal);
        var at = 0;
        foreach (var (act, text) in corpora.SelectMany(Corpus.Read).SelectMany(ClausesOf))
        {
            if (++at % OneIn == 0 && !Asks(act))
            {
                yield return (act, new SheetQuestion(
                    text, locale, sheets[at / OneIn % sheets.Count], [], true, Polarity.Unknown, true));
            }
        }
    }

    private static IEnumerable<(string Act, string Text)> ClausesOf(Example example)
    {
        for (var i = 0; i < example.Clauses.Count; i++)
        {
            var clause = example.Clauses[i];
            yield return (clause.Act, string.Join(
                ' ', example.Tokens.Skip(clause.First).Take(clause.Count).Select(token => token.Text)));
        }
    }

    private static bool Asks(string act) => act.StartsWith("detail.", StringComparison.Ordinal)
        || act.StartsWith("rank.", StringComparison.Ordinal)
        || act is "seek" or "gift" or "compare" or "similar" or "pair" or "advise" or "stock" or "photo" or "more";

    private static IEnumerable<SheetQuestion> Learned(string root) => new[] { "Questions", "Roundabout", "Dialogues" }
        .SelectMany(set => Locales.SelectMany(locale => QuestionSet.Read(root, locale, set))
            .Where(question => !question.IsHeld || set == "Dialogues"));

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
        var clauses = UtteranceReader.Load(ShopModel).Read(
            question.Text, new Situation("none", "product", question.Locale), _ => false);
        var detail = clauses.SelectMany(clause => clause.Acts)
            .Where(act => act.Key.StartsWith("detail.", StringComparison.Ordinal))
            .OrderByDescending(act => act.Value)
            .FirstOrDefault();
        return (detail.Key, detail.Value);
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
