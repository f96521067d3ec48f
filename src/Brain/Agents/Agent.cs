using Gateway.Brain.Tools;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Agents;

/// <summary>A role the brain plays.</summary>
/// <param name="Name">Unique among all solutions; the ledger, the house model's skills and metrics know it by this
/// name.</param>
/// <param name="Tools">All that it may do; nothing else can be reached.</param>
/// <param name="Instructions">What a model is told about the role, in the language of the turn.</param>
internal sealed record Agent(string Name, IReadOnlyList<Tool> Tools, Func<TurnContext, string> Instructions);
