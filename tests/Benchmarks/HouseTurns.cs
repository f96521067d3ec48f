using System.Diagnostics;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Benchmarks;

/// <summary>
/// How long the brain with its house model takes for a turn in a shop, from the turn to what is to be committed, all
/// that is looked up in PostgreSQL included.
/// </summary>
internal sealed class HouseTurns(BareBrain brain, Workspace workspace, int rounds, TextWriter output)
{
    private const int WarmUps = 3;
    private const int Slowest = 5;

    private readonly Sample _all = new();
    private readonly Sample _processor = new();
    private readonly Sample _tools = new();
    private readonly Dictionary<string, Sample> _byTool = new(StringComparer.Ordinal);
    private readonly Dictionary<Question, Sample> _byQuestion = [];

    public async Task RunAsync(IReadOnlyList<Question> questions)
    {
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var question in questions)
            {
                var turn = question.Ask(workspace);
                var processor = Environment.CpuUsage.TotalTime;
                var started = Stopwatch.GetTimestamp();
                var result = await brain.Handler.RunAsync(turn, new Unheard(), CancellationToken.None);
                var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                if (round >= 0)
                    Note(question, result, took, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
            }
        }

        output.WriteLine(Text($"| {_all.Count:N0} turns, ms | p50 | p90 | p99 | max |"));
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        output.WriteLine(Text($"| a turn | {_all.Row()} |"));
        output.WriteLine(Text($"| its tools, retrieval among them | {_tools.Row()} |"));
        output.WriteLine(Text($"| its processor time, PostgreSQL's left out | {_processor.Row()} |"));
        output.WriteLine();
        output.WriteLine("| tool | calls a turn | p50 | p90 | p99 | max |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (tool, sample) in _byTool.OrderByDescending(pair => pair.Value.Sum))
            output.WriteLine(Text($"| `{tool}` | {(double)sample.Count / _all.Count:0.00} | {sample.Row()} |"));
        output.WriteLine();
        output.WriteLine("The slowest questions, ms (median):");
        foreach (var (question, sample) in _byQuestion.OrderByDescending(pair => pair.Value.Percentile(50))
            .Take(Slowest))
            output.WriteLine(Text($"- {sample.Percentile(50):0.0}: {question.Text}"));
        output.WriteLine();
    }

    private void Note(Question question, TurnResult result, double took, double processor)
    {
        _all.Add(took);
        _processor.Add(processor);
        var calls = result.Notes.Where(note => note.Kind == NoteKind.Tool).ToList();
        _tools.Add(calls.Sum(call => call.ElapsedMs ?? 0));
        foreach (var call in calls)
            Of(_byTool, call.Rule).Add(call.ElapsedMs ?? 0);
        Of(_byQuestion, question).Add(took);
    }

    private static Sample Of<TKey>(Dictionary<TKey, Sample> samples, TKey key) where TKey : notnull =>
        samples.TryGetValue(key, out var sample) ? sample : samples[key] = new Sample();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
