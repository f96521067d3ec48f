using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Solutions;

/// <summary>A trade the brain knows: its agents, the rules that choose between them, and its state.</summary>
internal interface ISolution
{
    /// <summary>As workspace files name it in <c>solution</c>.</summary>
    string Name { get; }

    /// <summary>The roles the brain plays in it; at least one.</summary>
    IReadOnlyList<Agent> Agents { get; }

    /// <summary>Who is next: the first rule that applies decides.</summary>
    /// <param name="workspace">The business, which may have rules of its own.</param>
    IReadOnlyList<RoutingRule> RulesOf(Workspace workspace);

    /// <summary>What its replies may not state without support.</summary>
    ClaimRules Claims { get; }

    /// <summary>The words of the trade that tell the contact's language.</summary>
    LanguageWords Words { get; }

    /// <summary>Reads what the last committed turn left. Asked once a turn.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="state">The solution's state, or null before the first turn.</param>
    /// <param name="proposal">What waits for the contact's yes, or null.</param>
    /// <exception cref="JsonException">The state is not one of this solution's.</exception>
    SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal);

    /// <summary>
    /// Sees to it that what its turns look at in memory is there; waits for it no longer than a moment, and never
    /// fails.
    /// </summary>
    Task PrepareAsync(Workspace workspace, string locale) => Task.CompletedTask;

    /// <summary>Takes up the solution's side of a turn.</summary>
    /// <param name="context">The turn.</param>
    /// <param name="memory">What <see cref="Recall"/> gave, or an earlier request of the same turn left.</param>
    SolutionTurn Begin(TurnContext context, SolutionMemory memory);

    /// <summary>
    /// A time that was set in an earlier turn has come, and nobody has written: does what was left over, without a word
    /// to the contact.
    /// </summary>
    /// <param name="context">The turn.</param>
    /// <param name="state">The solution's state, or null before the first turn.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    /// <returns>What is to be kept; null where nothing was left over.</returns>
    Task<CaughtUp?> CatchUpAsync(TurnContext context, JsonElement? state, CancellationToken cancellationToken) =>
        Task.FromResult<CaughtUp?>(null);

    /// <summary>
    /// How the brain presents itself once, before its first answer: its name, and that it is an automated assistant.
    /// </summary>
    AgentText Introduction(TurnContext context);

    /// <summary>How the agent presents itself before anything was said.</summary>
    Greeting Greet(Workspace workspace, string locale);

    /// <summary>What is said when no model could answer: an apology and whom to turn to.</summary>
    AgentText Apology(TurnContext context);
}
