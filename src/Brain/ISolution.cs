using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain;

/// <summary>A trade the brain knows: its agents, the rules that choose between them, and its state.</summary>
internal interface ISolution
{
    /// <summary>As workspace files name it in <c>solution</c>.</summary>
    string Name { get; }

    /// <summary>The roles the brain plays in it; at least one.</summary>
    IReadOnlyList<Agent> Agents { get; }

    /// <summary>Who speaks next: the first rule that applies decides.</summary>
    IReadOnlyList<RoutingRule> Rules { get; }

    /// <summary>Takes up the solution's side of a turn.</summary>
    /// <param name="context">The turn.</param>
    /// <param name="state">What the last committed turn left, or null before the first.</param>
    /// <exception cref="JsonException">The state is not one of this solution's.</exception>
    SolutionTurn Begin(TurnContext context, JsonElement? state);

    /// <summary>How the brain presents itself once, before its first answer: its name, and that it is an automated assistant.</summary>
    AgentText Introduction(TurnContext context);

    /// <summary>How the agent presents itself before anything was said.</summary>
    Greeting Greet(Workspace workspace, string locale);

    /// <summary>What is said when no model could answer: an apology and whom to turn to.</summary>
    AgentText Apology(TurnContext context);
}
