using Gateway.Brain.Prospects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Crm;

/// <summary>What something of ours is called in the workspace's customer relations system, and what was last told of
/// it.</summary>
public sealed class CrmLink
{
    /// <summary>
    /// The property that holds what we call something there: a text for what we made ourselves, and "" in
    /// <see cref="Known"/> for what was there already.
    /// </summary>
    public const string OwnMark = "gateway_id";

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>One of <see cref="CrmKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called here, one of its kind in the workspace.</summary>
    public required string OwnId { get; init; }

    /// <summary>What it is called there; several of ours may be one there, as two conversations with one
    /// person.</summary>
    public required string RemoteId { get; set; }

    /// <summary>Whom it is about; null for nobody who was recorded. It goes with them.</summary>
    public long? ProspectId { get; init; }

    /// <summary>
    /// What each property was last set to, by us or there, and when: a JSON object of <see cref="CrmValue"/>s.
    /// </summary>
    public required string Known { get; set; }
}

internal sealed class CrmLinkMapping : IEntityTypeConfiguration<CrmLink>
{
    public void Configure(EntityTypeBuilder<CrmLink> builder)
    {
        builder.ToTable("crm_links").HasKey(link => new { link.Workspace, link.Kind, link.OwnId });
        builder.Property(link => link.Known).HasColumnType("jsonb");
        builder.HasOne<Prospect>().WithMany().HasForeignKey(link => link.ProspectId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(link => new { link.Workspace, link.Kind, link.RemoteId });
    }
}
