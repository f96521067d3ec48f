using Gateway.Brain.Shop;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>What each solution demands of its part of a workspace file.</summary>
internal static class SolutionSettings
{
    /// <summary>What is wrong with the settings of a workspace. Solutions without settings of their own accept any object.</summary>
    public static IEnumerable<WorkspaceError> Check(Workspace workspace) => workspace.Solution switch
    {
        "shop" => ShopSettings.Parse(workspace).Errors.Select(error => new WorkspaceError(error.Path, error.Reason)),
        _ => [],
    };
}
