using Gateway.Brain.Agents;
using Gateway.Brain.ChatModels;
using Gateway.Brain.House;
using Gateway.Brain.Mcp;
using Gateway.Brain.Plans;
using Gateway.Brain.Solutions;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Replays;

/// <summary>
/// Runs the turns of a recorded conversation again, each from what stood before it, and tells what goes otherwise.
/// Tools are answered from the record; nothing is written anywhere, and what models take is booked to the
/// workspace's tokens of the day, and to no visitor's.
/// </summary>
public sealed partial class Replayer
{
    private const string UsedUp = "the workspace's tokens of the day are used up";

    private readonly KnownChannels _channels;
    private readonly Dictionary<string, ISolution> _solutions;
    private readonly ReplayModels _models;
    private readonly HouseChatClient _house;
    private readonly IWorkspaceBudget _budget;
    private readonly KeptFiles _links;
    private readonly McpTools _mcp;
    private readonly TurnHandling _handling;
    private readonly ReplayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger<Replayer> _logger;
    private readonly TimeSpan _patience;

    /// <summary>Composes it.</summary>
    internal Replayer(
        KnownChannels channels, IEnumerable<ISolution> solutions, ReplayModels models, HouseChatClient house,
        IWorkspaceBudget budget, IMediaLinks links, McpTools mcp, TurnHandling handling, ReplayMetrics metrics,
        TimeProvider time, ILoggerFactory loggers, IOptions<ReplayOptions> options)
    {
        (_channels, _models, _house, _budget, _mcp) = (channels, models, house, budget, mcp);
        _links = new KeptFiles(links);
        (_handling, _metrics, _time, _loggers) = (handling, metrics, time, loggers);
        _solutions = solutions.ToDictionary(solution => solution.Name);
        _logger = loggers.CreateLogger<Replayer>();
        _patience = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
    }

    /// <summary>Looks whether a replay can be made.</summary>
    /// <param name="recording">The conversation.</param>
    /// <param name="workspace">Its business, with the rules that are to hold.</param>
    /// <param name="change">What is to be different.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong, beginning with the member that is; null when nothing is.</returns>
    public async Task<string?> CheckAsync(
        Recording recording, Workspace workspace, ReplayChange change, CancellationToken cancellationToken)
    {
        if (_models.Find(change.Model) is null)
            return $"model: expected one that is configured: {string.Join(", ", _models.Names)}.";
        if (!_solutions.TryGetValue(workspace.Solution, out var solution))
            return $"workspace: the brain does not know the solution {workspace.Solution}.";
        if (change.Turns.Count > Recording.MostTurns)
            return $"turns: expected at most {Recording.MostTurns}.";
        var recorded = recording.Turns.Select(turn => turn.Number).ToHashSet();
        foreach (var number in change.Turns)
        {
            if (!recorded.Contains(number))
                return $"turns: the record has no turn {number}.";
        }

        foreach (var (agent, text) in change.Prompts)
        {
            if (!solution.Agents.Any(one => one.Name == agent))
            {
                var names = string.Join(", ", solution.Agents.Select(one => one.Name));
                return $"prompts: expected names of agents: {names}.";
            }

            if (await PromptCheck.FaultOfAsync(text, solution, workspace, _time.GetUtcNow(), cancellationToken)
                is { } fault)
                return $"prompts.{agent}: {fault}";
        }

        return null;
    }

    /// <summary>Whether a model may be asked: the workspace has tokens left of the day's, or it is one that costs
    /// nothing.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="change">What is to be different; its model is one that there is.</param>
    /// <exception cref="SessionStoreUnavailableException">That cannot be known now.</exception>
    public Task<bool> MaySpendAsync(Workspace workspace, ReplayChange change) =>
        MaySpendAsync(workspace, _models.Find(change.Model)!);

    /// <summary>
    /// Makes a replay that <see cref="CheckAsync"/> has nothing against. Whoever asks for it holds one of the
    /// <see cref="ReplayPlaces"/>.
    /// </summary>
    /// <param name="recording">The conversation.</param>
    /// <param name="workspace">Its business, with the rules that are to hold.</param>
    /// <param name="change">What is to be different.</param>
    /// <param name="cancellationToken">Gives up; that is thrown.</param>
    /// <returns>What was found.</returns>
    public async Task<ReplayReport> RunAsync(
        Recording recording, Workspace workspace, ReplayChange change, CancellationToken cancellationToken)
    {
        using var scope = Log.Replaying(_logger, recording.Session);
        var began = _time.GetTimestamp();
        using var patience = new CancellationTokenSource(_patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var starts = new RecordedStart(recording);
        var run = new Run(
            workspace, _solutions[workspace.Solution], _models.Find(change.Model)!, starts,
            change.Prompts.ToDictionary(prompt => prompt.Key, prompt => Instructions.Of(prompt.Value)));
        List<ReplayedTurn> turns = [];
        foreach (var turn in recording.Turns.OrderBy(turn => turn.Number)
            .Where(turn => change.Turns.Count == 0 || change.Turns.Contains(turn.Number)))
        {
            var replayed = await TryReplayAsync(run, turn, both.Token);
            // Whoever asked is gone; that the time is up is told.
            cancellationToken.ThrowIfCancellationRequested();
            _metrics.Replayed(replayed.Outcome);
            turns.Add(replayed);
        }

        var report = new ReplayReport
        {
            Session = recording.Session.Value,
            Workspace = recording.Workspace,
            Model = run.Model.Name,
            Prompts = [.. change.Prompts.Keys],
            IsComplete = !patience.IsCancellationRequested && turns.TrueForAll(turn => turn.Reason != UsedUp),
            Same = turns.Count(turn => turn.Outcome == ReplayedTurn.Same),
            Changed = turns.Count(turn => turn.Outcome == ReplayedTurn.Changed),
            NotReplayed = turns.Count(turn => turn.Outcome == ReplayedTurn.NotReplayed),
            Turns = turns,
            ElapsedMs = _time.GetElapsedTime(began).TotalMilliseconds,
        };
        Log.Replayed(_logger, recording.Session, report.Model, report.Same, report.Changed, report.NotReplayed);
        return report;
    }

    private async Task<ReplayedTurn> TryReplayAsync(Run run, RecordedTurn turn, CancellationToken cancellationToken)
    {
        var not = new ReplayedTurn
        {
            Number = turn.Number,
            Outcome = ReplayedTurn.NotReplayed,
            Messages = run.Starts.MessagesOf(turn),
            Before = TurnSide.Of(turn.Steps, run.Starts.SaidIn(turn)),
        };
        if (cancellationToken.IsCancellationRequested)
            return not with { Reason = "the time was up" };
        if (run.Starts.TurnOf(turn, out var reason) is not { } start)
            return not with { Reason = reason };
        try
        {
            return await MaySpendAsync(run.Workspace, run.Model)
                ? await ReplayAsync(run, turn, start, not, cancellationToken)
                : not with { Reason = UsedUp };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return not with { Reason = "the time was up" };
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, start.Id);
            return not with { Reason = $"it could not be run: {exception.GetType().Name}" };
        }
    }

    private async Task<ReplayedTurn> ReplayAsync(
        Run run, RecordedTurn turn, Turn start, ReplayedTurn not, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var record = new TurnRecord(turn);
        using var model = new WatchedChatClient(run.Model.Client);
        var solution = new RecordedSolution(
            run.Solution, await ToolsOfAsync(run, model, cancellationToken), run.Prompts, record);
        // The tools of servers are there already, and answered from the record as all others.
        var aside = new Aside(run.Workspace with { McpServers = [] }, _budget);
        var result = await HandlerOf(aside, solution, run.Model with { Client = model })
            .RunAsync(start, aside, cancellationToken);
        var after = TurnSide.Of(
            [.. result.Notes.Select(RecordedStep.Of)],
            [.. result.Entries.Where(entry => entry.Role == EntryRole.Agent)
                .Select(entry => (entry.Text, entry.Parts))]);
        var differences = TurnComparison.Compare(not.Before, after);
        return not with
        {
            // What the house said because the model failed is no answer of the model's.
            Outcome = differences.Count == 0 && record.Deviations.Count == 0 && model.Failures.Count == 0
                ? ReplayedTurn.Same
                : ReplayedTurn.Changed,
            Differences = differences,
            Deviations = [.. record.Deviations],
            Failures = [.. model.Failures],
            After = after,
            ElapsedMs = _time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    private ITurnHandler HandlerOf(Aside aside, ISolution solution, ReplayModel model)
    {
        var agents = new AgentRunner(
            model.Client, model.Sight, _house, aside, _links, _mcp, _time, _loggers.CreateLogger<AgentRunner>());
        var judges = new JudgeRunner(_house, aside, _links, _time, _loggers.CreateLogger<JudgeRunner>());
        var metrics = new ReplyMetrics(_metrics);
        var speech = new Speech(_channels, agents, metrics, _loggers.CreateLogger<Speech>());
        var summarizer = new Summarizer(aside, _time, _loggers.CreateLogger<Summarizer>());
        var plan = new TurnPlan(
            _channels, aside, agents, judges, speech, summarizer, _time, _loggers.CreateLogger<TurnPlan>());
        return _handling(aside, solution, plan, metrics);
    }

    private async Task<bool> MaySpendAsync(Workspace workspace, ReplayModel model) =>
        model.Client.GetService(typeof(IOneRequestAtATime)) is not null
        || await _budget.HasTokensAsync(workspace.Id);

    // What servers list is asked for as in a visitor's turn; code that words its answers calls none of it.
    private async Task<IReadOnlyDictionary<string, Toolbox>> ToolsOfAsync(
        Run run, WatchedChatClient model, CancellationToken cancellationToken)
    {
        var isCode = model.GetService(typeof(IOneRequestAtATime)) is not null;
        var tools = new Dictionary<string, Toolbox>();
        foreach (var speaker in run.Solution.Agents.OfType<Speaker>())
        {
            tools[speaker.Name] = isCode
                ? speaker.Tools
                : await _mcp.JoinAsync(speaker.Name, speaker.Tools, run.Workspace, cancellationToken);
        }

        return tools;
    }

    private sealed record Run(
        Workspace Workspace, ISolution Solution, ReplayModel Model, RecordedStart Starts,
        IReadOnlyDictionary<string, Instructions> Prompts);

    private static partial class Log
    {
        private static readonly Func<ILogger, SessionId, IDisposable?> Scope =
            LoggerMessage.DefineScope<SessionId>("Replay of session {Session}");

        public static IDisposable? Replaying(ILogger logger, SessionId session) => Scope(logger, session);

        [LoggerMessage(
            LogLevel.Information,
            "Session {Session} was replayed on {Model}: {Same} turns the same, {Changed} changed, {Not} not replayed")]
        public static partial void Replayed(
            ILogger logger, SessionId session, string model, int same, int changed, int not);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn} could not be replayed")]
        public static partial void Failed(ILogger logger, Exception exception, TurnId turn);
    }
}
