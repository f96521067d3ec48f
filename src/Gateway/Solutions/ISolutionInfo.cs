using Gateway.Sessions.Workspaces;

namespace Gateway.Solutions;

/// <summary>
/// What the host has to know of a solution: a trade tells it of itself, in its folder here, and is registered
/// beside its
/// agents, tools and records of <c>Brain/</c>. Nothing else lists the solutions there are. It asks for nothing, so that
/// workspace files can be checked without a host; what shows or answers takes what it needs from the request.
/// </summary>
public interface ISolutionInfo
{
    /// <summary>As workspace files name it in <c>solution</c>, and the brain's own side of it.</summary>
    string Name { get; }

    /// <summary>What the trade is called.</summary>
    BothLanguages Title { get; }

    /// <summary>What its agent does, in one sentence.</summary>
    BothLanguages Promise { get; }

    /// <summary>What to write to it, the first words first; at least one.</summary>
    IReadOnlyList<BothLanguages> Tries { get; }

    /// <summary>
    /// What is wrong with a workspace's <c>settings</c>, with JSON paths that begin with <c>$.settings</c>.
    /// </summary>
    IEnumerable<WorkspaceError> CheckSettings(Workspace workspace) => [];

    /// <summary>Addresses of pictures for the start page; may be empty.</summary>
    Task<IReadOnlyList<string>> FindPicturesAsync(HttpContext context, Workspace workspace, string locale) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// The page of a business under <c>/demo/{workspace}</c>; null for the one that every business has.
    /// </summary>
    Task<IResult?> ShowAsync(HttpContext context, Workspace workspace) => Task.FromResult<IResult?>(null);

    /// <summary>Maps pages below <c>/demo/{workspace}/</c>.</summary>
    void MapPages(IEndpointRouteBuilder pages)
    {
    }

    /// <summary>Maps endpoints below <c>/api</c>, which asks for a key.</summary>
    void MapApi(RouteGroupBuilder api)
    {
    }
}

/// <summary>The same words twice.</summary>
/// <param name="French">In French, with ordinary spaces before double signs.</param>
/// <param name="English">In English.</param>
public sealed record BothLanguages(string French, string English);
