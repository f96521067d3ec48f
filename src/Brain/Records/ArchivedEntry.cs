using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A transcript entry copied from Redis.</summary>
public sealed class ArchivedEntry
{
    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary>Place in the transcript, from 1 without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary><c>contact</c>, <c>agent</c>, <c>operator</c> or <c>system</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Name to show, or null.</summary>
    public string? Author { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>A JSON array of parts, <c>[]</c> for most entries.</summary>
    public required string Parts { get; init; }

    /// <summary>A JSON object with what was sent besides the words, or null.</summary>
    public string? Content { get; init; }

    /// <summary>The beginning of <see cref="Text"/> that the contact got; null when all.</summary>
    public string? Heard { get; init; }

    /// <summary>The turn that wrote it, or null.</summary>
    public string? TurnId { get; init; }

    /// <summary>The channel's own id of the message, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it was committed, by Redis's clock.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class ArchivedEntryMapping : IEntityTypeConfiguration<ArchivedEntry>
{
    public void Configure(EntityTypeBuilder<ArchivedEntry> builder)
    {
        builder.HasKey(entry => new { entry.SessionId, entry.Seq });
        builder.Property(entry => entry.Parts).HasColumnType("jsonb");
        builder.Property(entry => entry.Content).HasColumnType("jsonb");
    }
}
