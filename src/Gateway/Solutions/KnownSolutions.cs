using Gateway.Sessions.Workspaces;

namespace Gateway.Solutions;

/// <summary>The solutions this gateway has, in the order they are registered.</summary>
public sealed class KnownSolutions(IEnumerable<ISolutionInfo> all)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<ISolutionInfo> All { get; } = [.. all];

    /// <summary>Whether there is one of that name.</summary>
    public bool Contains(string name) => All.Any(solution => solution.Name == name);

    /// <summary>The one of that name; of a name that nobody knows, one that says what is true of all.</summary>
    public ISolutionInfo this[string name] =>
        All.FirstOrDefault(solution => solution.Name == name) ?? new Unknown(name);

    /// <summary>Businesses in the order to show them: by their solution's place, then by id.</summary>
    public IReadOnlyList<Workspace> Sort(IEnumerable<Workspace> workspaces) =>
        [.. workspaces.OrderBy(one => PlaceOf(one.Solution)).ThenBy(one => one.Id, StringComparer.Ordinal)];

    private int PlaceOf(string name) => All.TakeWhile(solution => solution.Name != name).Count();

    private sealed class Unknown(string name) : ISolutionInfo
    {
        public string Name => name;

        public BothLanguages Title => new(name, name);

        public BothLanguages Promise { get; } = new(
            "Répond à vos contacts, sur tous vos canaux, à vos heures.",
            "Answers your contacts, on every channel, in your hours.");

        public IReadOnlyList<BothLanguages> Tries { get; } = [new("Bonjour !", "Hello!")];
    }
}
