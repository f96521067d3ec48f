using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Solutions;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Replays;

/// <summary>A trade whose agents do nothing but what a record says they did.</summary>
/// <param name="solution">The trade.</param>
/// <param name="tools">What each speaker may do, by its name.</param>
/// <param name="prompts">What agents are told in the place of their prompts, by their names.</param>
/// <param name="record">What answers their calls.</param>
internal sealed class RecordedSolution(
    ISolution solution, IReadOnlyDictionary<string, Toolbox> tools, IReadOnlyDictionary<string, Instructions> prompts,
    TurnRecord record) : ISolution
{
    /// <inheritdoc/>
    public string Name => solution.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Agent> Agents { get; } = [.. solution.Agents.Select(agent => Recorded(
        agent, tools, prompts.GetValueOrDefault(agent.Name) ?? agent.Instructions, record))];

    /// <inheritdoc/>
    public ClaimRules Claims => solution.Claims;

    /// <inheritdoc/>
    public LanguageWords Words => solution.Words;

    /// <inheritdoc/>
    public IReadOnlyList<RoutingRule> RulesOf(Workspace workspace) => solution.RulesOf(workspace);

    /// <inheritdoc/>
    public SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal) =>
        solution.Recall(workspace, state, proposal);

    /// <inheritdoc/>
    public Task PrepareAsync(Workspace workspace, string locale) => solution.PrepareAsync(workspace, locale);

    /// <inheritdoc/>
    public SolutionTurn Begin(TurnContext context, SolutionMemory memory) => solution.Begin(context, memory);

    /// <inheritdoc/>
    public AgentText Introduction(TurnContext context) => solution.Introduction(context);

    /// <inheritdoc/>
    public Greeting Greet(Workspace workspace, string locale) => solution.Greet(workspace, locale);

    /// <inheritdoc/>
    public AgentText Apology(TurnContext context) => solution.Apology(context);

    private static Agent Recorded(
        Agent agent, IReadOnlyDictionary<string, Toolbox> tools, Instructions instructions, TurnRecord record) =>
        agent switch
        {
            Speaker speaker => speaker with
            {
                Instructions = instructions,
                Tools = new Toolbox(
                    speaker.Name,
                    [.. tools[speaker.Name].ByName.Values.Select(tool => new RecordedTool(tool, record))]),
            },
            Judge { Acts: true } judge => new RecordedJudge(judge, instructions, record),
            _ => agent with { Instructions = instructions },
        };
}
