using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Tables;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Understanding;

/// <summary>
/// Learns what speaks for it that a product is meant: a model of one choice among all products, or none of them, from
/// the references that are not kept back, each with its name told and without, as it was written and typed badly.
/// </summary>
internal static class GoodsLearning
{
    private const int Steps = 1500;
    private const float Rate = 0.05f;
    private const float Decay = 0.0007f;
    private const int Typings = 2;
    private const int Seed = 7;

    // Where nothing is sold, and something is near it: how surely nothing is meant.
    private const float UnsoldShare = 0.7f;

    private static readonly string[] Locales = ["fr", "en"];

    /// <summary>Learns, and writes the weights.</summary>
    public static void Learn(string root, string path, TextWriter output)
    {
        var examples = Locales.SelectMany(locale => Examples(root, locale)).ToList();
        var weights = new float[GoodsFeatures.Names.Count];
        var (means, spreads) = (new float[weights.Length], new float[weights.Length]);
        for (var step = 1; step <= Steps; step++)
        {
            var slopes = new float[weights.Length];
            foreach (var example in examples)
                AddSlopes(example, weights, slopes);
            for (var i = 0; i < weights.Length; i++)
            {
                var slope = (slopes[i] / examples.Count) + (Decay * weights[i]);
                means[i] = (0.9f * means[i]) + (0.1f * slope);
                spreads[i] = (0.999f * spreads[i]) + (0.001f * slope * slope);
                weights[i] -= Rate * means[i] / (1 - MathF.Pow(0.9f, step))
                    / (MathF.Sqrt(spreads[i] / (1 - MathF.Pow(0.999f, step))) + 1e-8f);
            }
        }

        using (var writer = new StreamWriter(path))
            GoodsWeights.Write(weights, writer);
        output.WriteLine($"{examples.Count} examples.");
    }

    /// <summary>Tells what is found: of the references that were learned from, or of those held back.</summary>
    public static void Measure(string root, string path, bool isHeld, bool isVerbose, TextWriter output)
    {
        IReadOnlyList<float> weights;
        using (var reader = new StreamReader(path))
            weights = GoodsWeights.Read(reader);
        output.WriteLine("                         first   clear (of them right)   unsold: precision  recall");
        foreach (var locale in Locales)
        {
            var shop = ToScorer(Demo(root, locale), locale);
            Tell($"demo {locale}", shop, [.. ReferenceSet.Read(root, locale).Where(one => one.IsHeld == isHeld)]);
        }

        var camp = ToScorer(
            ReferenceSet.Products(Path.Combine(ReferenceSet.Folder(root), "camp.en.csv"), "en"), "en");
        Tell("camp en", camp, [.. ReferenceSet.Read(root, "camp.en").Where(one => one.IsHeld == isHeld)]);

        void Tell(string title, GoodsScorer shop, List<GoodsReference> references)
        {
            var locale = title[^2..];
            var typing = new Typing([], Seed + 1);
            foreach (var (manner, asked) in new[]
            {
                ("named", references),
                ("unnamed", references.ConvertAll(one => one with { Name = "" })),
                ("typed badly", references.ConvertAll(one => Typed(one, locale, typing))),
            })
                TellOf($"{title} {manner}", shop, asked, locale, weights, isVerbose && manner == "named", output);
        }
    }

    /// <summary>Finds what is typed, and tells what spoke for it.</summary>
    public static void Find(string root, string locale, TextReader input, TextWriter output)
    {
        var products = Demo(root, locale);
        var shop = ToScorer(products, locale);
        while (input.ReadLine() is { } line)
        {
            var bar = line.IndexOf('|', StringComparison.Ordinal);
            var query = GoodsQuery.Read(bar < 0 ? line : line[..bar], bar < 0 ? "" : line[(bar + 1)..], locale);
            var found = shop.Find(query, GoodsWeights.Embedded, 4);
            var (candidates, nothing) = shop.FeaturesOf(query);
            output.WriteLine($"{line}: {(found.IsClear ? "clear" : found.IsSold ? "sold" : "not sold")}");
            output.WriteLine($"  {found.Nothing:0.00} nothing: {Told(nothing)}");
            foreach (var hit in found.Hits)
            {
                output.WriteLine($"  {hit.Likelihood:0.00} {hit.Handle}: " + Told(candidates.Find(candidate =>
                    products[candidate.Product].Handle == hit.Handle).Features));
            }
        }

        static string Told(float[] features) => string.Join(", ", features
            .Select((value, i) => (GoodsFeatures.Names[i], Counts: value * GoodsWeights.Embedded[i]))
            .Where(one => one.Counts != 0)
            .Select(one => $"{one.Item1} {one.Counts:0.0}"));
    }

    /// <summary>Tells what finding costs among 10,000 products, made of those of the demo shop.</summary>
    public static void Time(string root, TextWriter output)
    {
        var products = ReferenceSet.Products(DemoPath(root, "en"), "en");
        List<GoodsText> many = [.. Enumerable.Range(0, 10_000).Select(i => products[i % products.Count] with
        {
            Handle = $"p{i}",
            Title = $"{products[i % products.Count].Title} {Made(i)} {Made(i * 31 % 9973)}",
        })];
        foreach (var count in new[] { 1_000, 10_000 })
        {
            var before = GC.GetTotalMemory(true);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var scorer = ToScorer(many[..count], "en");
            output.WriteLine($"{count} products: read in {watch.ElapsedMilliseconds} ms, " +
                $"{(GC.GetTotalMemory(true) - before) / 1024} KB.");
            List<double> times = [];
            foreach (var one in Enumerable.Repeat(ReferenceSet.Read(root, "en"), 8).SelectMany(set => set))
            {
                watch.Restart();
                scorer.Find(GoodsQuery.Read(one.Message, one.Name, "en"), GoodsWeights.Embedded, 20);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            times = [.. times.Skip(times.Count / 8).Order()];
            output.WriteLine($"  p50 {times[times.Count / 2]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms");
        }
    }

    private static string Made(int number) =>
        $"{"BDFGKLMNPRSTVZ"[number % 14]}{"aeiou"[number / 14 % 5]}{"bdfgklmnprstvz"[number / 70 % 14]}" +
        $"{"aeiou"[number / 980 % 5]}{"lnrst"[number / 4900 % 5]}";

    private static void TellOf(
        string title, GoodsScorer shop, List<GoodsReference> references, string locale, IReadOnlyList<float> weights,
        bool isVerbose, TextWriter output)
    {
        var (first, sold, clear, rightlyClear, unsold, told, rightlyTold) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var one in references)
        {
            var found = shop.Find(GoodsQuery.Read(one.Message, one.Name, locale), weights, 5);
            var isRight = one.IsUnsold
                ? !found.IsSold
                : found.IsSold && one.Handles.Contains(found.Hits[0].Handle);
            sold += one.IsUnsold ? 0 : 1;
            first += !one.IsUnsold && found.Hits.Count > 0 && one.Handles.Contains(found.Hits[0].Handle) ? 1 : 0;
            clear += found.IsClear ? 1 : 0;
            rightlyClear += found.IsClear && one.Handles[0] == found.Hits[0].Handle ? 1 : 0;
            unsold += one.IsUnsold ? 1 : 0;
            told += found.IsSold ? 0 : 1;
            rightlyTold += one.IsUnsold && !found.IsSold ? 1 : 0;
            if (isVerbose && !isRight)
            {
                output.WriteLine($"? {one.Message} [{one.Name}] ~ {string.Join(' ', one.Handles)}: nothing " +
                    $"{found.Nothing:0.00}, {string.Join(", ", found.Hits.Take(3).Select(hit =>
                        $"{hit.Handle} {hit.Likelihood:0.00}"))}");
            }
        }

        output.WriteLine(
            $"{title,-24} {Share(first, sold)} {Share(clear, references.Count)} ({Share(rightlyClear, clear)}) " +
            $"{Share(rightlyTold, told)} {Share(rightlyTold, unsold)}   of {references.Count}");
    }

    private static string Share(int part, int whole) => whole == 0 ? "  -  " : $"{(double)part / whole:0.000}";

    private static string DemoPath(string root, string locale) =>
        Path.Combine(root, "workspaces/demo-shop", $"catalogue.{locale}.csv");

    private static IReadOnlyList<GoodsText> Demo(string root, string locale) =>
        ReferenceSet.Products(DemoPath(root, locale), locale);

    private static GoodsScorer ToScorer(IReadOnlyList<GoodsText> products, string locale) =>
        new ProductIndex(products, locale).Goods;

    // Besides the references: what the shop has not, by its kind; and questions to the shop, which mean no goods.
    private static IEnumerable<GoodsReference> Lessons(string root, string locale) =>
        ReferenceSet.Read(root, locale).Where(one => !one.IsHeld)
            .Concat(File.ReadLines(Path.Combine(ReferenceSet.Folder(root), "Kinds/Asks.txt"))
                .Where(line => line.StartsWith($"{locale} - ", StringComparison.Ordinal))
                .Select(line => new GoodsReference(line[5..], line[5..], ["-"], false)))
            .Concat(File.ReadLines(Path.Combine(ReferenceSet.Folder(root), $"Answers/demo.{locale}.pairs.txt"))
                .Where(line => char.IsAsciiDigit(line.FirstOrDefault()))
                .Where((_, i) => i % 6 == 0)
                .Select(line => new GoodsReference(line[(line.IndexOf('|') + 2)..], "", ["-"], false)));

    private static IEnumerable<Choice> Examples(string root, string locale)
    {
        var products = Demo(root, locale);
        var scorer = ToScorer(products, locale);
        var typing = new Typing([], Seed);
        foreach (var one in Lessons(root, locale))
        {
            var spoken = Enumerable.Range(0, Typings).Select(_ => Typed(one, locale, typing)).Prepend(one);
            foreach (var said in spoken)
            {
                yield return ToChoice(said, said.Message, said.Name);
                if (said.Name.Length > 0)
                {
                    yield return ToChoice(said, said.Message, "");
                    yield return ToChoice(said, said.Name, said.Name);
                }
            }
        }

        Choice ToChoice(GoodsReference one, string message, string name)
        {
            var (candidates, nothing) = scorer.FeaturesOf(GoodsQuery.Read(message, name, locale));
            var meant = one.Handles.Where(handle => handle != "-").ToList();
            var whole = meant.Select((_, i) => 1f / (i + 1)).Sum();
            var share = one.IsUnsold ? meant.Count == 0 ? 0 : 1 - UnsoldShare : 1;
            var aims = candidates.ConvertAll(candidate =>
                meant.IndexOf(products[candidate.Product].Handle) is >= 0 and var place
                    ? share / (place + 1) / whole
                    : 0);
            // What was not even looked at cannot be learned.
            return new Choice(
                [.. candidates.Select(candidate => candidate.Features), nothing],
                [.. aims, one.IsUnsold ? 1 - aims.Sum() : 0]);
        }
    }

    private static GoodsReference Typed(GoodsReference one, string locale, Typing typing)
    {
        var tokens = Token.In(one.Message);
        var start = one.Name.Length == 0 ? -1
            : one.Message.IndexOf(one.Name, StringComparison.OrdinalIgnoreCase);
        var kinds = new string?[tokens.Count];
        var begins = new bool[tokens.Count];
        var isFirst = true;
        for (var i = 0; i < tokens.Count && start >= 0; i++)
        {
            if (tokens[i].Start < start || tokens[i].End > start + one.Name.Length)
                continue;
            (kinds[i], begins[i], isFirst) = (Spans.Product, isFirst, false);
        }

        var typed = typing.Type(new Example(
            tokens, kinds, begins, [new Clause("seek", 0, tokens.Count)], new Situation("none", "none", locale)));
        return one with
        {
            Message = string.Join(' ', typed.Tokens.Select(token => token.Text)),
            Name = string.Join(' ', typed.Tokens.Where((_, i) => typed.Kinds[i] == Spans.Product)
                .Select(token => token.Text)) is { Length: > 0 } name ? name : one.Name,
        };
    }

    private static void AddSlopes(Choice choice, float[] weights, float[] slopes)
    {
        var scores = choice.Features.ConvertAll(features =>
        {
            var sum = 0f;
            for (var i = 0; i < features.Length; i++)
                sum += features[i] * weights[i];
            return sum;
        });
        var most = scores.Max();
        var whole = scores.Sum(score => MathF.Exp(score - most));
        var aim = choice.Aims.Sum();
        for (var at = 0; at < scores.Count; at++)
        {
            var error = (aim * MathF.Exp(scores[at] - most) / whole) - choice.Aims[at];
            if (MathF.Abs(error) < 1e-5f)
                continue;
            var features = choice.Features[at];
            for (var i = 0; i < features.Length; i++)
                slopes[i] += error * features[i];
        }
    }

    private sealed record Choice(List<float[]> Features, float[] Aims);
}
