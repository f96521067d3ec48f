using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A session as it stood at its last committed turn that was copied.</summary>
public sealed class ArchivedSession
{
    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The channel's kind.</summary>
    public required string Channel { get; init; }

    /// <summary>The contact in the channel's own terms.</summary>
    public required string Address { get; init; }

    /// <summary>Id of the identified contact, or null while it is a visitor.</summary>
    public string? Contact { get; set; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; set; }

    /// <summary><c>open</c>, <c>waiting</c>, <c>handedOver</c> or <c>closed</c>.</summary>
    public required string Status { get; set; }

    /// <summary>Place of the newest transcript entry.</summary>
    public required long LastSeq { get; set; }

    /// <summary>When it was opened, by Redis's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest entry came, by Redis's clock.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The operator who has it, or null.</summary>
    public string? Assignee { get; set; }

    /// <summary>What the people of the workspace sort it by.</summary>
    public string[] Labels { get; set; } = [];

    /// <summary><c>low</c>, <c>normal</c>, <c>high</c> or <c>urgent</c>.</summary>
    public string Priority { get; set; } = "normal";

    /// <summary>What the contact thought of it, 1 to 5, or null.</summary>
    public int? Rating { get; set; }

    /// <summary>What the contact said about it, or null.</summary>
    public string? RatingComment { get; set; }
}

internal sealed class ArchivedSessionMapping : IEntityTypeConfiguration<ArchivedSession>
{
    public void Configure(EntityTypeBuilder<ArchivedSession> builder)
    {
        builder.HasKey(session => session.SessionId);
        builder.HasIndex(session => new { session.Workspace, session.CreatedAt });
        builder.Property(session => session.Labels).HasDefaultValueSql("'{}'::text[]");
        builder.Property(session => session.Priority).HasDefaultValue("normal");
    }
}
