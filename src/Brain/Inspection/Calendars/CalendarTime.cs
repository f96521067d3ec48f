using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// A time that a centre's own calendar takes, as it was last read. What of it is free is taken in the bays, too; the
/// rest once it comes free.
/// </summary>
public sealed class CalendarTime
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Of its event and when it begins; what is taken in the bays bears it.</summary>
    public required string Key { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Ids of the bays it takes; null: all of them.</summary>
    public string[]? Bays { get; init; }

    /// <summary>What it is called; null where it is private or has no name.</summary>
    public string? Note { get; init; }
}

internal sealed class CalendarTimeMapping : IEntityTypeConfiguration<CalendarTime>
{
    public void Configure(EntityTypeBuilder<CalendarTime> builder)
    {
        builder.ToTable("calendar_times");
        builder.Property(time => time.From).HasColumnName("begins_at");
        builder.Property(time => time.To).HasColumnName("ends_at");
        builder.HasIndex(time => time.Workspace);
    }
}
