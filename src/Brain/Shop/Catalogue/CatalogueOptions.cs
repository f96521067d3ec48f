using System.ComponentModel.DataAnnotations;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Where the shops' files are, how often they are looked at, and how much of them is kept in memory.</summary>
public sealed class CatalogueOptions
{
    private const long BytesOfMegabyte = 1_048_576;

    /// <summary>
    /// Folder of the workspace files, which the paths in their settings start from. Default <c>workspaces</c>.
    /// </summary>
    [Required]
    public string WorkspacesPath { get; set; } = "workspaces";

    /// <summary>Milliseconds between two looks at the files, 100 to 3,600,000. Default 2,000.</summary>
    [Range(100, 3_600_000)]
    public int PollIntervalMs { get; set; } = 2_000;

    /// <summary>
    /// How much memory indexes of products may take, in megabytes, 1 to 65,536; beyond it those go that were not asked
    /// for longest. Default 128: some 1,000 shops of fifty products in one language.
    /// </summary>
    [Range(1, 65_536)]
    public int ProductMegabytes { get; set; } = 128;

    /// <summary>The same for answered questions. Default 64.</summary>
    [Range(1, 65_536)]
    public int AnswerMegabytes { get; set; } = 64;

    /// <summary>The same for the vectors of products, where an embedding model is configured. Default 256.</summary>
    [Range(1, 65_536)]
    public int VectorMegabytes { get; set; } = 256;

    /// <summary><see cref="ProductMegabytes"/> in bytes.</summary>
    internal long ProductBytes => ProductMegabytes * BytesOfMegabyte;

    /// <summary><see cref="AnswerMegabytes"/> in bytes.</summary>
    internal long AnswerBytes => AnswerMegabytes * BytesOfMegabyte;

    /// <summary><see cref="VectorMegabytes"/> in bytes.</summary>
    internal long VectorBytes => VectorMegabytes * BytesOfMegabyte;
}
