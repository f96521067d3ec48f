using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>A question that a shop has answered beforehand. The database keeps a search vector beside it.</summary>
public sealed class FaqEntry
{
    /// <summary>Given by the database; changes with every import.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Place in the file, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>The heading.</summary>
    public required string Question { get; init; }

    /// <summary>Plain text, paragraphs apart by a line feed.</summary>
    public required string Answer { get; init; }

    /// <summary>Other ways of asking it, from the owner; empty when there are none.</summary>
    public string[] Ways { get; init; } = [];

    /// <summary>What it is about, in JSON: see <see cref="Answers.AnswerAbout"/>.</summary>
    public string About { get; init; } = "{}";
}

internal sealed class FaqEntryMapping : IEntityTypeConfiguration<FaqEntry>
{
    public void Configure(EntityTypeBuilder<FaqEntry> builder)
    {
        builder.HasIndex(entry => new { entry.Workspace, entry.Locale, entry.Position }).IsUnique();
        builder.Property(entry => entry.About).HasColumnType("jsonb");
    }
}
