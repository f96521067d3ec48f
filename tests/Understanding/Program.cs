using System.Diagnostics;
using System.Globalization;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;
using Gateway.Understanding;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string House = "src/Brain/House";
var watch = Stopwatch.StartNew();
switch (args)
{
    case ["figures"]:
        Figures();
        break;
    case ["learn" or "measure" or "speed", var house, var solution, .. var options]:
        Read(args[0], house, solution, options);
        break;
    case ["read", var asked, var about, var locale]:
        ReadLines(new Situation(asked, about, locale));
        break;
    case ["faq", .. var options]:
        Answers(options);
        break;
    case ["goods", .. var options]:
        Goods(options);
        break;
    case ["facts", var root, .. var options]:
        Facts(root, options);
        break;
    case ["places", var packages, var home]:
        Console.WriteLine($"Packed {PlacePacking.Run(packages, home)} towns.");
        break;
    default:
        Console.Error.WriteLine("Usage, from the root of the repository: figures");
        Console.Error.WriteLine("       (learn | speed) <folder of the house> <solution>");
        Console.Error.WriteLine("       measure <folder of the house> <solution> [<locale>.<set>…] [-v]");
        Console.Error.WriteLine("       read <asked> <about> <locale>");
        Console.Error.WriteLine("       facts <repository> (learn | learned | held | later) [-v]");
        Console.Error.WriteLine("       faq [learn [kept reader] | held] [-v]");
        Console.Error.WriteLine("       goods (learn | measure | held | time | find <locale>) [-v]");
        Console.Error.WriteLine("       places <folder of packages> <folder of the house>");
        return 2;
}

Console.WriteLine($"It took {watch.Elapsed.TotalSeconds:0} s.");
return 0;

// All that docs/understanding.md tells, besides the conversations, which RoundTests plays.
void Figures()
{
    Told("Reading: sets kept back", () => Read("measure", House, "shop", []));
    Told("Reading: its cost", () => Read("speed", House, "shop", []));
    Told("A shop's answers: learned from", () => Answers([]));
    Told("A shop's answers: kept back", () => Answers(["held"]));
    Told("Goods: learned from", () => Goods(["measure"]));
    Told("Goods: kept back", () => Goods(["held"]));
    Told("Goods: their cost", () => Goods(["time"]));
    foreach (var set in (string[])["learned", "held", "later"])
        Told($"Facts of products: {set}", () => Facts(".", [set]));
}

static void Told(string heading, Action tell)
{
    Console.WriteLine($"\n## {heading}");
    tell();
}

// "learn" learns how messages are read, and what a yes is; "measure" tells how those of other hands are; "speed" what
// it costs.
static void Read(string what, string house, string solution, string[] options)
{
    List<string> corpus =
        [.. Directory.GetFiles(Path.Combine(house, "Corpus"), $"{solution}.*.txt").Order(StringComparer.Ordinal)];
    if (what == "measure")
    {
        string[] held = [.. Directory.GetFiles(Path.Combine(house, "Corpus", "held"), $"{solution}.*.txt")];
        Measurement.Run(corpus, held, Console.Out, options);
    }
    else if (what == "speed")
        Speed.Run(corpus, Console.Out);
    else
    {
        var thesaurus = Directory.GetFiles(Path.Combine(house, "Thesaurus"), "*.txt");
        var model = Trainer.Train([.. corpus.SelectMany(Corpus.Read)], Trainer.DigestOf([.. corpus, .. thesaurus]));
        var path = Path.Combine(house, "Models", $"{solution}.model");
        using (var stream = File.Create(path))
            model.Write(stream);
        Console.WriteLine($"Learned from {corpus.Count} files: {new FileInfo(path).Length / 1024.0 / 1024:0.0} MB.");
        // What a yes is is the same in every trade, and shops have heard the most of them.
        if (solution != "shop")
            return;
        List<string> answers =
            [.. Directory.GetFiles(Path.Combine(house, "Corpus"), "assent.*.txt").Order(StringComparer.Ordinal)];
        using (var stream = File.Create(Path.Combine(house, "Models", "assent.model")))
        {
            AssentTrainer.Train(answers, corpus.SelectMany(Corpus.Read), Trainer.DigestOf([.. corpus, .. answers]))
                .Write(stream);
        }
    }
}

// Each line that comes in is read, and its clauses are told with their likelihoods.
static void ReadLines(Situation situation)
{
    var reader = UtteranceReader.Load("House.shop.model");
    while (Console.ReadLine() is { } line)
    {
        foreach (var clause in reader.Read(line, situation, []))
        {
            var spans = clause.Spans.Select(span => $"{span.Kind} {span.Text} {span.Certainty:0.00}");
            Console.WriteLine(
                $"{clause.Act} {clause.Certainty:0.00}, {clause.Second.Act} {clause.Second.Certainty:0.00} | " +
                $"{line[clause.Start..clause.End]} | {string.Join(", ", spans)}");
        }

        Console.WriteLine();
    }
}

// "learn [kept reader]" learns how a shop's answers are found; measured is it either way.
static void Answers(string[] options)
{
    const string Learned = "src/Brain/Shop/Catalogue/Answers/answers.model";
    var shops = AnsweredPairs.Read(".");
    if (options is ["learn", .. var kept])
    {
        string[] sets = [.. Directory.GetFiles($"{House}/Corpus", "shop.*.txt").Order(StringComparer.Ordinal)];
        IReadOnlyList<FollowUpChain> chains = [.. FollowUpChain.Read(".", "fr"), .. FollowUpChain.Read(".", "en")];
        var learned = AnswerLearning.Learn(sets, shops, chains, kept.FirstOrDefault(), Console.Out);
        using var stream = File.Create(Learned);
        learned.Write(stream);
        Console.WriteLine($"{learned.Units.Count} words, pairs and concepts, {stream.Length / 1024} KB.");
    }

    AnswerModel found;
    using (var stream = File.OpenRead(Learned))
        found = AnswerModel.Read(stream);
    var reader = UtteranceReader.Load("House.shop.model");
    AnswerMeasurement.Run(shops, reader, found, options.Contains("held"), options.Contains("-v"), Console.Out);
    AnswerFollowUps.Run(shops, reader, found, options.Contains("held"), options.Contains("-v"), Console.Out);
}

// "learn" learns how goods are found; "measure" and "held" tell of the references it was learned from, and of the
// others; "time" what it costs; "find" finds what is typed, its name behind a bar, in the demo shop.
static void Goods(string[] options)
{
    const string Weights = "src/Brain/Shop/Catalogue/Goods/weights.txt";
    if (options is ["find", var locale])
        GoodsLearning.Find(".", locale, Console.In, Console.Out);
    else if (options.Contains("time"))
        GoodsLearning.Time(".", Console.Out);
    else
    {
        if (options.Contains("learn"))
            GoodsLearning.Learn(".", Weights, Console.Out);
        GoodsLearning.Measure(".", Weights, options.Contains("held"), options.Contains("-v"), Console.Out);
    }
}

static void Facts(string root, string[] options)
{
    if (options.Contains("learn"))
        FactLearning.Learn(root, Console.Out);
    else
        FactLearning.Measure(
            root, Console.Out, options.FirstOrDefault(option => option != "-v") ?? "learned", options.Contains("-v"));
}
