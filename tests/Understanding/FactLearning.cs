using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Tests.Shop.Catalogue.Facts;

namespace Gateway.Understanding;

/// <summary>
/// Learns by what the sentence of a sheet that answers is told from the others: a logistic model, with little weights
/// preferred, from the half of the questions that is not kept back.
/// </summary>
internal static class FactLearning
{
    private const int Steps = 8000;
    private const double Rate = 0.5;
    private const double Decay = 0.0005;
    private const string ShopModel = "House.shop.model";

    private static readonly string[] Locales = ["fr", "en"];
    private static UtteranceReader? s_kept;

    /// <summary>Learns the weights and tells them.</summary>
    public static void Learn(string root, TextWriter output)
    {
        List<(double[] X, double Y)> examples = [];
        foreach (var question in Learned(root))
        {
            Add(question, Acts(question), examples);
            Add(question, null, examples);
        }

        foreach (var (_, question, acts) in Locales.SelectMany(locale => Unasking(root, locale, isLearned: true)))
            Add(question, acts, examples);

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
            var acts = withReader ? Acts(question) : null;
            var reply = FactAnswers.Find(question.Facts, question.Text, locale, acts);
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
                    Tell(output, question, reply, acts);
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
        foreach (var (act, question, acts) in Unasking(root, locale, isLearned: false))
        {
            var reply = FactAnswers.Find(question.Facts, question.Text, locale, acts);
            var group = act.StartsWith("faq.", StringComparison.Ordinal) ? "faq" : "other";
            var (told, all) = counts[group];
            counts[group] = (told + (reply.Answers.Count > 0 ? 1 : 0), all + 1);
            if (isVerbose && reply.Answers.Count > 0)
                Tell(output, question, reply, acts);
        }

        foreach (var (group, (told, all)) in counts)
            output.WriteLine($"{locale}, asks nothing of goods ({group}): {told} of {all} told something.");
    }

    // Clauses of the last corpus by turns with sheets, as a reader reads them that has not seen it: every other one is
    // learned from.
    private static IEnumerable<(string Act, SheetQuestion Question, IReadOnlyDictionary<string, float> Acts)> Unasking(
        string root, string locale, bool isLearned)
    {
        List<ProductFacts> sheets = [.. QuestionSet.Read(root, locale)
            .Concat(QuestionSet.Read(root, locale, "Roundabout").Where(question => !question.IsHeld))
            .Select(question => question.Facts)
            .Distinct()];
        var at = 0;
        foreach (var (act, text) in Corpus.Read(Last(root, locale)).SelectMany(ClausesOf))
        {
            at++;
            if (Asks(act) || at % 2 == 0 != isLearned)
                continue;
            var question = new SheetQuestion(
                text, locale, sheets[at % sheets.Count], [], true, Polarity.Unknown, !isLearned);
            yield return (act, question, Acts(question, Kept(root)));
        }
    }

    private static string[] Files(string root, string locale) => [.. Directory
        .GetFiles(Path.Combine(root, "src/Brain/House/Corpus"), $"shop.{locale}.*.txt")
        .Order(StringComparer.Ordinal)];

    private static string Last(string root, string locale) => Files(root, locale)[^1];

    // Learned in a minute, and kept for an hour.
    private static UtteranceReader Kept(string root)
    {
        if (s_kept is not null)
            return s_kept;
        var path = Path.Combine(Path.GetTempPath(), "gateway-kept-reader.model");
        if (!File.Exists(path)
            || File.GetLastWriteTimeUtc(path) < TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1))
        {
            var model = Trainer.Train(
                [.. Locales.SelectMany(locale => Files(root, locale)[..^1]).SelectMany(Corpus.Read)], "");
            using var output = File.Create(path);
            model.Write(output);
        }

        using var stream = File.OpenRead(path);
        return s_kept = new UtteranceReader(Model.Read(stream));
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

    private static readonly string[] LearnedSets = ["Questions", "Roundabout", "Dialogues"];

    private static IEnumerable<SheetQuestion> Learned(string root) => LearnedSets
        .SelectMany(set => Locales.SelectMany(locale => QuestionSet.Read(root, locale, set))
            .Where(question => !question.IsHeld || set == "Dialogues"));

    private static void Tell(
        TextWriter output, SheetQuestion question, FactReply reply, IReadOnlyDictionary<string, float>? acts)
    {
        var asked = FactQuestion.Read(question.Text, question.Locale, acts, question.Facts);
        output.WriteLine(
            $"? {question.Text} [{string.Join(", ", (acts ?? new Dictionary<string, float>())
                .OrderByDescending(act => act.Value).Take(2).Select(act => $"{act.Key} {act.Value:0.00}"))}; " +
            $"{string.Join(", ", asked.Topics.Select(topic => topic.Topic.Name))}]" +
            $" ~ {string.Join(" & ", question.Expected.Select(one => string.Join(" / ", one)))} {question.Polarity}");
        foreach (var answer in reply.Answers)
            output.WriteLine($"    {answer.Score:0.00} {answer.Topic} {answer.Polarity}: {answer.Sentence}");
    }

    // As a turn puts them: of each act the most that any clause is likely to be it.
    private static Dictionary<string, float> Acts(SheetQuestion question, UtteranceReader? reader = null) =>
        (reader ?? UtteranceReader.Load(ShopModel))
            .Read(question.Text, new Situation("none", "product", question.Locale), _ => false)
            .SelectMany(clause => clause.Acts)
            .GroupBy(act => act.Key)
            .ToDictionary(group => group.Key, group => group.Max(act => act.Value));

    // Of a question that asks for several things it is not noted which sentence answers which.
    private static void Add(
        SheetQuestion question, IReadOnlyDictionary<string, float>? acts, List<(double[] X, double Y)> examples)
    {
        var asked = FactQuestion.Read(question.Text, question.Locale, acts, question.Facts);
        if ((asked.Topics.Count > 1 && question.Expected.Count > 0) || question.Expected.Count > 1)
            return;
        if (asked.Topics.Count > 0)
            Add(question, asked.ByWords(), null, examples);
        foreach (var topic in asked.Topics.DefaultIfEmpty())
            Add(question, asked, topic, examples);
    }

    private static void Add(
        SheetQuestion question, FactQuestion asked, AskedTopic? topic, List<(double[] X, double Y)> examples)
    {
        var scorer = new SentenceScorer(question.Facts, asked, question.Locale);
        for (var i = 0; i < question.Facts.Sentences.Count; i++)
        {
            examples.Add((
                scorer.FeaturesOf(topic, i), question.IsAnswer(question.Facts.Sentences[i].Text) ? 1 : 0));
        }
    }
}
