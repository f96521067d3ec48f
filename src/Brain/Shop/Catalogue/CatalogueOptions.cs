using System.ComponentModel.DataAnnotations;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Where the shops' files are, and how often they are looked at.</summary>
public sealed class CatalogueOptions
{
    /// <summary>
    /// Folder of the workspace files, which the paths in their settings start from. Default <c>workspaces</c>.
    /// </summary>
    [Required]
    public string WorkspacesPath { get; set; } = "workspaces";

    /// <summary>Milliseconds between two looks at the files, 100 to 3,600,000. Default 2,000.</summary>
    [Range(100, 3_600_000)]
    public int PollIntervalMs { get; set; } = 2_000;
}
