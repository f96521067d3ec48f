using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Prospects;

/// <summary>Something that a person of the workspace is to do.</summary>
public sealed class CrmTask
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Whom it is about; null where nobody was recorded. It goes with them.</summary>
    public long? ProspectId { get; init; }

    /// <summary>The session that it comes of.</summary>
    public required string SessionId { get; init; }

    /// <summary>One of <see cref="TaskKind"/>.</summary>
    public required string Type { get; init; }

    /// <summary>One of <see cref="TaskPriority"/>.</summary>
    public required string Priority { get; init; }

    /// <summary>Who is to do it, as the workspace calls them; null while nobody is.</summary>
    public string? Assignee { get; set; }

    /// <summary>What is to be done, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What there is to know for it, in lines; may hold a transcript; null for nothing.</summary>
    public string? Details { get; init; }

    /// <summary>By when it is to be done.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was done; null while it is open.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Unique, so that a turn that is run again does not record twice.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What the workspace's own systems are told of it.</summary>
    internal object ToTell() => new
    {
        Id,
        Workspace,
        ProspectId,
        SessionId,
        Type,
        Priority,
        Assignee,
        Title,
        Details,
        DueAt,
        DoneAt,
        CreatedAt,
    };
}

internal sealed class CrmTaskMapping : IEntityTypeConfiguration<CrmTask>
{
    public void Configure(EntityTypeBuilder<CrmTask> builder)
    {
        builder.ToTable("crm_tasks").HasIndex(task => task.IdempotencyKey).IsUnique();
        builder.HasOne<Prospect>().WithMany().HasForeignKey(task => task.ProspectId).OnDelete(DeleteBehavior.Cascade);
    }
}
