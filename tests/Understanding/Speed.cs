using System.Diagnostics;
using Gateway.Brain.House.Learning;

namespace Gateway.Understanding;

/// <summary>How long it takes to load a model and to read messages with it, and what it holds in memory.</summary>
internal static class Speed
{
    /// <summary>Prints the figures of one language, milliseconds and megabytes.</summary>
    /// <param name="corpus">The corpora whose messages are read.</param>
    /// <param name="output">Where to.</param>
    public static void Run(IReadOnlyList<string> corpus, TextWriter output)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        _ = Thesaurus.Embedded;
        var thesaurus = watch.Elapsed;
        var reader = UtteranceReader.Load("House.shop.model");
        var model = watch.Elapsed - thesaurus;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(
            $"thesaurus {thesaurus.TotalMilliseconds:0} ms, model {model.TotalMilliseconds:0} ms, together {held / 1048576.0:0.0} MB");

        List<string> texts = [.. corpus.SelectMany(Corpus.Read).Select(example => string.Join(' ',
            example.Tokens.Select(token => token.Text))).Take(3_000)];
        List<double> times = [];
        foreach (var text in texts)
        {
            watch.Restart();
            reader.Read(text, new Situation("none", "product", "fr"), _ => false);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine($"first message {times[0]:0.0} ms");
        times.Sort();
        output.WriteLine($"{times.Count} messages: p50 {times[times.Count / 2]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms");
    }
}
