using Gateway.Brain.Inspection.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// The centre's own calendar takes a time in which somebody comes. The appointment stands; its people decide. A
/// conflict is gone when either of the two is.
/// </summary>
public sealed class CalendarConflict
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Of the calendar's time (<see cref="CalendarTime.Key"/>).</summary>
    public required string Key { get; init; }

    /// <summary>Id of the appointment.</summary>
    public required Guid Appointment { get; init; }

    /// <summary>Id of the bay.</summary>
    public required string Bay { get; init; }

    /// <summary>When the two begin to overlap.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When they end to.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What the calendar's time is called; null where it is private or has no name.</summary>
    public string? Note { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset FoundAt { get; init; }
}

internal sealed class CalendarConflictMapping : IEntityTypeConfiguration<CalendarConflict>
{
    public void Configure(EntityTypeBuilder<CalendarConflict> builder)
    {
        builder.ToTable("calendar_conflicts");
        builder.Property(conflict => conflict.From).HasColumnName("begins_at");
        builder.Property(conflict => conflict.To).HasColumnName("ends_at");
        builder.HasOne<Appointment>().WithMany().HasForeignKey(conflict => conflict.Appointment)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(conflict => conflict.Appointment);
        builder.HasIndex(conflict => new { conflict.Workspace, conflict.Key, conflict.Appointment }).IsUnique();
    }
}
