using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Provisioning;

/// <summary>
/// One attempt at one step: written down before it is made, and again when it is known what became of it.
/// </summary>
public sealed class ProvisioningStep
{
    /// <summary>It was begun; nobody knows yet, or ever, how it ended.</summary>
    public const string Started = "started";

    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It was not done; the next run goes on from here.</summary>
    public const string Failed = "failed";

    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The run it belongs to.</summary>
    public required Guid Run { get; init; }

    /// <summary>What the run does: <c>activate</c>, <c>deactivate</c> or <c>update</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>Name of the step, such as <c>buy-number</c>.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Started"/>, <see cref="Done"/> or <see cref="Failed"/>.</summary>
    public required string State { get; set; }

    /// <summary>What was done, or why not, in words for an operator; null while nobody knows.</summary>
    public string? Detail { get; set; }

    /// <summary>Who asked for it, as in <see cref="Records.AuditEvent.Actor"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while nobody knows.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class ProvisioningStepMapping : IEntityTypeConfiguration<ProvisioningStep>
{
    public void Configure(EntityTypeBuilder<ProvisioningStep> builder)
    {
        builder.ToTable("provisioning_steps").HasKey(step => step.Id);
        builder.HasOne<CentreProvision>().WithMany().HasForeignKey(step => step.Workspace)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(step => new { step.Workspace, step.Id });
    }
}
