using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>
/// A business that is served from the table instead of a file. Its row stays when it is deleted: an id is given once.
/// </summary>
public sealed class StoredWorkspace
{
    /// <summary>As <c>id</c> in the document: lower-case letters, digits and inner hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The trade, as the document names it; null when it names none. Taken from it by the database.</summary>
    public string? Solution { get; private set; }

    /// <summary>What a file of this business would hold: a JSON object of at most 2 MB.</summary>
    public required string Document { get; set; }

    /// <summary>
    /// 1 for a new one, and one more with each change: who changes it names the version that they saw.
    /// </summary>
    public required int Version { get; set; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed in any way.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Since when it is not served, for a while; null while it is.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Since when it is gone for good; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}

internal sealed class StoredWorkspaceMapping : IEntityTypeConfiguration<StoredWorkspace>
{
    public void Configure(EntityTypeBuilder<StoredWorkspace> builder)
    {
        builder.ToTable("workspaces", table =>
        {
            table.HasCheckConstraint("ck_workspaces_document", "jsonb_typeof(document) = 'object'");
            table.HasCheckConstraint("ck_workspaces_size", "octet_length(document::text) <= 2097152");
        });
        builder.Property(workspace => workspace.Document).HasColumnType("jsonb");
        builder.Property(workspace => workspace.Solution).HasComputedColumnSql("document ->> 'solution'", stored: true);
        builder.Property(workspace => workspace.Version).IsConcurrencyToken();
    }
}
