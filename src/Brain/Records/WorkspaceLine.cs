using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>
/// What a business of the table is found by, and no other may be: a site key, a number, a bot. The key of this table is
/// what keeps two who ask at the same moment apart.
/// </summary>
public sealed class WorkspaceLine
{
    /// <summary>The channel's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its site key, number or bot, in lower case.</summary>
    public required string Line { get; init; }

    /// <summary>Id of the workspace that holds it, also while it is disabled.</summary>
    public required string Workspace { get; init; }
}

internal sealed class WorkspaceLineMapping : IEntityTypeConfiguration<WorkspaceLine>
{
    public void Configure(EntityTypeBuilder<WorkspaceLine> builder)
    {
        builder.ToTable("workspace_lines").HasKey(line => new { line.Kind, line.Line });
        builder.HasOne<StoredWorkspace>().WithMany().HasForeignKey(line => line.Workspace);
    }
}
