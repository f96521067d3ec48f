using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// What a workspace's catalogue was last taken from: the same files are not read twice, and caches know what they hold.
/// </summary>
public sealed class CatalogueImport
{
    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>SHA-256 over all files and what decides how they are read: 32 bytes.</summary>
    public required byte[] ContentHash { get; set; }

    /// <summary>When they were taken in.</summary>
    public required DateTimeOffset ImportedAt { get; set; }
}

internal sealed class CatalogueImportMapping : IEntityTypeConfiguration<CatalogueImport>
{
    public void Configure(EntityTypeBuilder<CatalogueImport> builder) => builder.HasKey(import => import.Workspace);
}
