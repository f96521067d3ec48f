using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Solutions;

/// <summary>
/// Greets in the words of a workspace's solution; a business whose trade the brain does not know greets by its own
/// name.
/// </summary>
internal sealed class Greetings(IEnumerable<ISolution> solutions) : IGreetings
{
    private readonly Dictionary<string, ISolution> _solutions = solutions.ToDictionary(solution => solution.Name);

    /// <inheritdoc/>
    public Greeting For(Workspace workspace, string locale) =>
        _solutions.TryGetValue(workspace.Solution, out var solution)
        ? solution.Greet(workspace, locale)
        : new Greeting(workspace.Name, "", []);
}
