using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>How far one shard of Redis has been copied.</summary>
public sealed class ArchiveCursor
{
    /// <summary>0 to 255.</summary>
    public required int Shard { get; init; }

    /// <summary>The place in the shard's stream of commits, in Redis's terms.</summary>
    public required string Position { get; set; }
}

internal sealed class ArchiveCursorMapping : IEntityTypeConfiguration<ArchiveCursor>
{
    public void Configure(EntityTypeBuilder<ArchiveCursor> builder)
    {
        builder.HasKey(cursor => cursor.Shard);
        builder.Property(cursor => cursor.Shard).ValueGeneratedNever();
    }
}
