using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Prospects;

/// <summary>
/// Someone who may buy, and how to reach them: what all solutions know of one. What is a solution's own hangs on it: in
/// a table of that solution, or in <see cref="Details"/>.
/// </summary>
public sealed class Prospect
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The trade that found them, as workspace files name it.</summary>
    public required string Solution { get; init; }

    /// <summary>The session in which they said so.</summary>
    public required string SessionId { get; init; }

    /// <summary>The channel's kind.</summary>
    public required string Channel { get; init; }

    /// <summary>Family name, in one line; null while it is not known.</summary>
    public string? LastName { get; set; }

    /// <summary>Given name, in one line; null while it is not known.</summary>
    public string? FirstName { get; set; }

    /// <summary>E.164; null while it is not known.</summary>
    public string? Phone { get; set; }

    /// <summary>E-mail address, as they told it; null while it is not known.</summary>
    public string? Email { get; set; }

    /// <summary>Firm that they buy for; null where they buy for themselves, or it is not known.</summary>
    public string? Company { get; set; }

    /// <summary>One of <see cref="ProspectStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>How likely they buy, 0 to 100; null where nobody judged.</summary>
    public int? Score { get; set; }

    /// <summary>One of <see cref="ProspectSource"/>, or the name of what brought them.</summary>
    public required string Source { get; set; }

    /// <summary>Who looks after them, as the workspace calls them; null while nobody does.</summary>
    public string? Owner { get; set; }

    /// <summary>What it is about, in some sentences, for people; null where nobody summed it up.</summary>
    public string? Summary { get; set; }

    /// <summary>What its solution alone knows of it, a JSON object; null for nothing.</summary>
    public string? Details { get; set; }

    /// <summary>When they were recorded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>
    /// Unique, so that a turn that is run again does not record twice: <c>{turnId}:{callIndex}</c>, or what
    /// <see cref="ProspectBook"/> makes of the session.
    /// </summary>
    public required string IdempotencyKey { get; init; }
}

internal sealed class ProspectMapping : IEntityTypeConfiguration<Prospect>
{
    public void Configure(EntityTypeBuilder<Prospect> builder)
    {
        builder.ToTable("prospects").HasIndex(prospect => prospect.IdempotencyKey).IsUnique();
        builder.Property(prospect => prospect.Details).HasColumnType("jsonb");
    }
}
