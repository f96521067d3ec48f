using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain;

/// <summary>Answers turns: finds the business and its trade, decides who speaks, lets it speak, and hands back what to commit.</summary>
internal sealed partial class BrainTurnHandler(
    IWorkspaces workspaces,
    IEnumerable<ISolution> solutions,
    AgentRunner agents,
    ReplyMetrics metrics,
    ILogger<BrainTurnHandler> logger) : ITurnHandler
{
    private readonly Dictionary<string, ISolution> _solutions = solutions.ToDictionary(solution => solution.Name);

    /// <inheritdoc/>
    public async Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(turn.Session.Workspace, out var workspace))
            throw new InvalidOperationException($"Workspace {turn.Session.Workspace} is not being served.");
        if (!_solutions.TryGetValue(workspace.Solution, out var solution))
            throw new InvalidOperationException($"Solution {workspace.Solution} of workspace {workspace.Id} is not known.");

        var state = BrainState.Read(turn.State);
        var context = new TurnContext(turn, workspace, SessionLanguage.Choose(turn));
        var scene = solution.Begin(context, state.Solution);
        var decision = TurnRouter.Decide(solution.Rules, new RoutingFacts(turn.Session.Status, state.Agent, scene.State), context);
        Log.Decided(logger, turn.Id, decision.Agent, decision.Rule);
        state = state.With(decision);
        if (solution.Agents.FirstOrDefault(agent => agent.Name == decision.Agent) is not { } agent)
            return new TurnResult { State = state.Write() };

        var guard = new ReplyGuard(context, reply, metrics, logger);
        await SpeakAsync(agent, solution, scene, state, guard, cancellationToken);
        return new TurnResult
        {
            Entries = [new NewEntry(EntryRole.Agent, guard.Text) { Parts = scene.Parts }],
            State = (state with { Introduced = true, Agent = agent.Name, Solution = Json(scene.State) }).Write(),
            Status = scene.Status,
            Locale = context.Locale == turn.Session.Locale ? null : context.Locale,
        };
    }

    private async Task SpeakAsync(
        Agent agent, ISolution solution, SolutionTurn scene, BrainState state, ReplyGuard guard, CancellationToken cancellationToken)
    {
        var context = scene.Context;
        if (!state.Introduced)
            guard.Say(solution.Introduction(context));
        var facts = new TurnFacts
        {
            Agent = agent.Name,
            Locale = context.Locale,
            Turn = context.Turn.Id.ToString(),
            Channel = context.Turn.Session.Channel,
            Workspace = context.Workspace.Name,
            Persona = scene.Persona,
            Currency = context.Workspace.Currency,
            JustIntroduced = !state.Introduced,
            Pressed = context.Payload,
            State = Json(scene.State),
        };
        guard.Learn(facts.State);
        var before = guard.Text.Length;
        var answered = await agents.RunAsync(agent, scene, facts, guard, cancellationToken);
        guard.EndParagraph();
        if (scene.Closing is { } closing)
            guard.Say(closing);
        else if (!answered || guard.Text.Length == before)
            guard.Say(solution.Apology(context));
    }

    private static JsonElement Json(object state) => JsonSerializer.SerializeToElement(state, state.GetType(), BrainJson.Options);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Agent} speaks by rule {Rule}")]
        public static partial void Decided(ILogger logger, TurnId turn, string? agent, string rule);
    }
}
