using System.Diagnostics;
using System.Globalization;
using Gateway.Brain.Agents;
using Gateway.Brain.House;
using Gateway.Brain.Memory;
using Gateway.Brain.Plans;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks;

/// <summary>
/// What an agent's run costs with Semantic Kernel beside a bare loop over the same model, tools and messages: the same
/// turns, one entrant after the other, each first as often as the others.
/// </summary>
internal sealed class KernelComparison
{
    private const int WarmUps = 2;
    private const int Repeats = 2;

    private readonly BareBrain _brain;
    private readonly Workspace _workspace;
    private readonly int _rounds;
    private readonly TextWriter _output;
    private readonly ISolution _solution;
    private readonly Speaker _agent;
    private readonly HouseChatClient _house;
    private readonly Entrant[] _entrants;
    private int _different;
    private int _compared;

    public KernelComparison(BareBrain brain, Workspace workspace, int rounds, TextWriter output)
    {
        (_brain, _workspace, _rounds, _output) = (brain, workspace, rounds * Repeats, output);
        _solution = brain.Get<IEnumerable<ISolution>>().Single(solution => solution.Name == workspace.Solution);
        _agent = _solution.Agents.OfType<Speaker>().First();
        _house = brain.Get<HouseChatClient>();
        var runner = brain.Get<AgentRunner>();
        var loop = new BareLoop(brain.Get<IMediaLinks>());
        _entrants =
        [
            new("bare loop", stage => loop.RunAsync(_house, _agent, stage.Scene, stage.Facts, stage.Guard, null)),
            new(
                "bare loop that keeps the ledger",
                stage => loop.RunAsync(_house, _agent, stage.Scene, stage.Facts, stage.Guard, stage.Ledger)),
            new(
                "Semantic Kernel (`AgentRunner`)",
                stage => runner.RunAsync(
                    _house, _agent, stage.Scene, stage.Facts, stage.Guard, stage.Ledger, CancellationToken.None)),
        ];
    }

    public async Task RunAsync(IReadOnlyList<Question> questions)
    {
        foreach (var locale in questions.Select(question => question.Locale).Distinct())
            await _solution.PrepareAsync(_workspace, locale);
        for (var round = -WarmUps; round < _rounds; round++)
        {
            for (var i = 0; i < questions.Count; i++)
                await CompareAsync(questions[i], first: i + Math.Abs(round), isCounted: round >= 0);
        }

        var bare = _entrants[0];
        _output.WriteLine(
            "| an agent's run | median ms | median ratio, by turn | processor ms | ratio | KB allocated | ratio |");
        _output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var one in _entrants)
        {
            var (ms, kb) = (one.Processor.Mean, one.Allocated.Mean / 1_024);
            _output.Write(Text($"| {one.Name} | {one.Took.Percentile(50):0.000} | {one.Ratio.Percentile(50):0.000} |"));
            _output.Write(Text($" {ms:0.000} | {ms / bare.Processor.Mean:0.000} |"));
            _output.WriteLine(Text($" {kb:0.0} | {one.Allocated.Mean / bare.Allocated.Mean:0.000} |"));
        }

        _output.WriteLine();
        _output.WriteLine(
            Text($"{bare.Took.Count:N0} runs each; {_different} of {_compared:N0} answers were not the bare loop's."));
        _output.WriteLine();
    }

    private async Task CompareAsync(Question question, int first, bool isCounted)
    {
        var turn = question.Ask(_workspace);
        var took = new double[_entrants.Length];
        var said = new string[_entrants.Length];
        for (var i = 0; i < _entrants.Length; i++)
        {
            var at = (first + i) % _entrants.Length;
            var stage = Prepare(new TurnContext(turn, _workspace, question.Locale));
            var (allocated, processor) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
            var started = Stopwatch.GetTimestamp();
            await _entrants[at].Run(stage);
            stage.Guard.EndParagraph();
            took[at] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            said[at] = stage.Guard.Text;
            if (!isCounted)
                continue;
            _entrants[at].Took.Add(took[at]);
            _entrants[at].Processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
            _entrants[at].Allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }

        if (!isCounted)
            return;
        _compared += said.Length - 1;
        _different += said.Skip(1).Count(text => text != said[0]);
        foreach (var (entrant, ms) in _entrants.Zip(took))
            entrant.Ratio.Add(ms / took[0]);
    }

    private Stage Prepare(TurnContext context)
    {
        var scene = _solution.Begin(context, _solution.Recall(_workspace, state: null, proposal: null));
        var ledger = new TurnLedger(context.At);
        var facts = Facts.Now(Facts.Of(scene, new BrainState(), unread: []) with { Agent = _agent.Name }, scene);
        var guard = new ReplyGuard(
            context, _solution.Claims, new Unheard(), _brain.Get<ReplyMetrics>(),
            _brain.Get<ILogger<KernelComparison>>())
        {
            Held = ledger.Held,
        };
        guard.Learn(facts.State);
        return new Stage(scene, facts, guard, ledger);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Stage(SolutionTurn Scene, TurnFacts Facts, ReplyGuard Guard, TurnLedger Ledger);

    private sealed record Entrant(string Name, Func<Stage, Task> Run)
    {
        public Sample Took { get; } = new();

        public Sample Processor { get; } = new();

        public Sample Allocated { get; } = new();

        /// <summary>Of its time and the bare loop's, in each turn.</summary>
        public Sample Ratio { get; } = new();
    }
}
