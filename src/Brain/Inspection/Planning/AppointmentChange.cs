using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// What was done to an appointment after it was booked. It is written with the change itself, and is what tells a
/// change that is asked for again under its key.
/// </summary>
public sealed class AppointmentChange
{
    /// <summary>Given by the database; a later change has a higher one.</summary>
    public long Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Id of the appointment.</summary>
    public required Guid Appointment { get; init; }

    /// <summary>What it was asked under, once in a centre.</summary>
    public required string Key { get; init; }

    /// <summary>One of <see cref="AppointmentStatus"/> that it has since, or <see cref="Moved"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the visit was to begin until then.</summary>
    public required DateTimeOffset SlotBefore { get; init; }

    /// <summary>When it begins since.</summary>
    public required DateTimeOffset SlotAfter { get; init; }

    /// <summary>The kind of a change to another slot.</summary>
    public const string Moved = "moved";
}

internal sealed class AppointmentChangeMapping : IEntityTypeConfiguration<AppointmentChange>
{
    public void Configure(EntityTypeBuilder<AppointmentChange> builder)
    {
        builder.ToTable("appointment_changes");
        builder.HasOne<Appointment>().WithMany().HasForeignKey(change => change.Appointment);
        builder.HasIndex(change => new { change.Workspace, change.Key }).IsUnique();
    }
}
