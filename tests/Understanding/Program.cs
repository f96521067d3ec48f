using System.Diagnostics;
using System.Globalization;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;
using Gateway.Understanding;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["read", var asked, var about, var locale])
{
    // Each line that comes in is read, and its clauses are told with their likelihoods.
    var reader = UtteranceReader.Load("House.shop.model");
    while (Console.ReadLine() is { } line)
    {
        foreach (var clause in reader.Read(line, new Situation(asked, about, locale), []))
        {
            var spans = clause.Spans.Select(span => $"{span.Kind} {span.Text} {span.Certainty:0.00}");
            Console.WriteLine(
                $"{clause.Act} {clause.Certainty:0.00}, {clause.Second.Act} {clause.Second.Certainty:0.00} | " +
                $"{line[clause.Start..clause.End]} | {string.Join(", ", spans)}");
        }

        Console.WriteLine();
    }

    return 0;
}

if (args is ["places", var packages, var home])
{
    Console.WriteLine($"Packed {PlacePacking.Run(packages, home)} towns.");
    return 0;
}

if (args is ["faq", .. var members])
{
    // From the root of the repository: "faq learn [kept reader]" learns how answers are found, "faq" measures it.
    const string Learned = "src/Brain/Shop/Catalogue/Answers/answers.model";
    var shops = AnsweredPairs.Read(".");
    if (members is ["learn", .. var kept])
    {
        string[] sets = [.. Directory.GetFiles("src/Brain/House/Corpus", "shop.*.txt").Order(StringComparer.Ordinal)];
        IReadOnlyList<FollowUpChain> chains = [.. FollowUpChain.Read(".", "fr"), .. FollowUpChain.Read(".", "en")];
        var learned = AnswerLearning.Learn(sets, shops, chains, kept.FirstOrDefault(), Console.Out);
        using var stream = File.Create(Learned);
        learned.Write(stream);
        Console.WriteLine($"{learned.Units.Count} words, pairs and concepts, {stream.Length / 1024} KB.");
    }

    AnswerModel found;
    using (var stream = File.OpenRead(Learned))
        found = AnswerModel.Read(stream);
    AnswerMeasurement.Run(
        shops, UtteranceReader.Load("House.shop.model"), found, members.Contains("held"), members.Contains("-v"),
        Console.Out);
    AnswerFollowUps.Run(
        shops, UtteranceReader.Load("House.shop.model"), found, members.Contains("held"), members.Contains("-v"),
        Console.Out);
    return 0;
}

if (args is ["goods", .. var wishes])
{
    // From the root of the repository: "goods learn" learns how goods are found; "goods measure" and "goods held"
    // tell of the references it was learned from, and of the others; "goods time" what it costs; "goods find" finds
    // what is typed, its name behind a bar, in the demo shop.
    const string Weights = "src/Brain/Shop/Catalogue/Goods/weights.txt";
    if (wishes is ["find", var goodsLocale])
        GoodsLearning.Find(".", goodsLocale, Console.In, Console.Out);
    else if (wishes.Contains("time"))
        GoodsLearning.Time(".", Console.Out);
    else
    {
        if (wishes.Contains("learn"))
            GoodsLearning.Learn(".", Weights, Console.Out);
        GoodsLearning.Measure(".", Weights, wishes.Contains("held"), wishes.Contains("-v"), Console.Out);
    }

    return 0;
}

if (args is ["facts", var root, .. var options])
{
    if (options.Contains("learn"))
        FactLearning.Learn(root, Console.Out);
    else
        FactLearning.Measure(
            root, Console.Out, options.FirstOrDefault(option => option != "-v") ?? "learned", options.Contains("-v"));
    return 0;
}

if (args is not [("learn" or "measure" or "speed") and var what, var house, var solution, .. var rest])
{
    Console.Error.WriteLine("Usage: (learn | measure | speed) <folder of the house> <solution> [-v]");
    Console.Error.WriteLine("       read <asked> <about> <locale>");
    Console.Error.WriteLine("       facts <repository> (learn | learned | held | later) [-v]");
    Console.Error.WriteLine("       faq [learn [kept reader] | held] [-v]");
    Console.Error.WriteLine("       goods (learn | measure | held | time | find <locale>) [-v]");
    Console.Error.WriteLine("       places <folder of packages> <folder of the house>");
    return 2;
}

List<string> corpus =
    [.. Directory.GetFiles(Path.Combine(house, "Corpus"), $"{solution}.*.txt").Order(StringComparer.Ordinal)];
var watch = Stopwatch.StartNew();
if (what == "measure")
    Measurement.Run(corpus, Console.Out, rest);
else if (what == "speed")
    Speed.Run(corpus, Console.Out);
else
{
    var thesaurus = Directory.GetFiles(Path.Combine(house, "Thesaurus"), "*.txt");
    var model = Trainer.Train([.. corpus.SelectMany(Corpus.Read)], Trainer.DigestOf([.. corpus, .. thesaurus]));
    var path = Path.Combine(house, "Models", $"{solution}.model");
    using (var stream = File.Create(path))
        model.Write(stream);
    List<string> answers =
        [.. Directory.GetFiles(Path.Combine(house, "Corpus"), "assent.*.txt").Order(StringComparer.Ordinal)];
    using (var stream = File.Create(Path.Combine(house, "Models", "assent.model")))
    {
        AssentTrainer.Train(answers, corpus.SelectMany(Corpus.Read), Trainer.DigestOf([.. corpus, .. answers]))
            .Write(stream);
    }

    Console.WriteLine($"Learned from {corpus.Count} files: {new FileInfo(path).Length / 1024.0 / 1024:0.0} MB.");
}

Console.WriteLine($"It took {watch.Elapsed.TotalSeconds:0} s.");
return 0;
