using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A version that a business of the table has had: who made it of the one before, and what it was.</summary>
public sealed class WorkspaceVersion
{
    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which: 1 is the first.</summary>
    public required int Version { get; init; }

    /// <summary><c>created</c>, <c>changed</c>, <c>disabled</c>, <c>enabled</c> or <c>deleted</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it, as in <see cref="AuditEvent.Actor"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The document as it was from then on.</summary>
    public required string Document { get; init; }
}

internal sealed class WorkspaceVersionMapping : IEntityTypeConfiguration<WorkspaceVersion>
{
    public void Configure(EntityTypeBuilder<WorkspaceVersion> builder)
    {
        builder.ToTable("workspace_versions").HasKey(version => new { version.Workspace, version.Version });
        builder.Property(version => version.Document).HasColumnType("jsonb");
        builder.HasOne<StoredWorkspace>().WithMany().HasForeignKey(version => version.Workspace)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
