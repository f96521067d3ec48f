using Gateway.Brain.Inspection.Centres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Somebody who waits for a slot to come free.</summary>
public sealed class WaitingEntry
{
    /// <summary>Given by the database; who came later has a higher one, and waits behind.</summary>
    public long Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>What it was asked under, once in a centre.</summary>
    public required string Key { get; init; }

    /// <summary>The first day they can come.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>The last one.</summary>
    public required DateOnly ToDay { get; init; }

    /// <summary>With what (<c>vehicle_type</c>).</summary>
    public required VehicleType Vehicle { get; init; }

    /// <summary>Why.</summary>
    public required VisitKind Visit { get; init; }

    /// <summary>In which part of the day.</summary>
    public PartOfDay Part { get; init; }

    /// <summary>The earliest time they can come at; null: any.</summary>
    public TimeOnly? NotBefore { get; init; }

    /// <summary>The latest; null: any.</summary>
    public TimeOnly? NotAfter { get; init; }

    /// <summary>Given name; null when it is not known.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name; null when it is not known.</summary>
    public string? LastName { get; init; }

    /// <summary>E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>E-mail address; null when there is none.</summary>
    public string? Email { get; init; }

    /// <summary>Id of the session they asked in; null outside of one.</summary>
    public string? Session { get; init; }

    /// <summary>Id of the contact; null when nobody is known.</summary>
    public Guid? Contact { get; init; }

    /// <summary>A channel's kind, <c>api</c> or <c>centre</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>One of <see cref="WaitingStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>The slot that is, or was last, kept for them, in UTC; null before the first.</summary>
    public DateTimeOffset? OfferedSlot { get; set; }

    /// <summary>Until when it is kept; null before the first.</summary>
    public DateTimeOffset? OfferedUntil { get; set; }

    /// <summary>When they were told of it; null until they are.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>How many they have let pass.</summary>
    public int Passed { get; set; }

    /// <summary>Since when they wait.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For whom the slot is held: who may book it passes this to the book.</summary>
    public string Holder => HolderOf(Id);

    /// <summary>What they look for.</summary>
    public SlotQuery Query => new(FromDay, ToDay, Vehicle, Visit)
    {
        Part = Part,
        NotBefore = NotBefore,
        NotAfter = NotAfter,
    };

    internal static string HolderOf(long id) => FormattableString.Invariant($"waiting:{id}");
}

/// <summary>How far somebody who waits has come.</summary>
public static class WaitingStatus
{
    /// <summary>Nothing is kept for them.</summary>
    public const string Waiting = "waiting";

    /// <summary>A slot is kept for them.</summary>
    public const string Offered = "offered";

    /// <summary>They have an appointment.</summary>
    public const string Booked = "booked";

    /// <summary>They, or the centre, took them off the list.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Their days are over, or they let too many pass.</summary>
    public const string Lapsed = "lapsed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Offered, Booked, Withdrawn, Lapsed];
}

internal sealed class WaitingEntryMapping : IEntityTypeConfiguration<WaitingEntry>
{
    public void Configure(EntityTypeBuilder<WaitingEntry> builder)
    {
        builder.ToTable("waiting_entries");
        builder.Property(entry => entry.Vehicle).HasColumnName("vehicle_type")
            .HasConversion(vehicle => vehicle.InWire(), text => CentreWords.VehicleOf(text) ?? VehicleType.Car);
        builder.Property(entry => entry.Visit)
            .HasConversion(visit => visit.InWire(), text => CentreWords.VisitOf(text) ?? VisitKind.Periodic);
        builder.Property(entry => entry.Part)
            .HasConversion(part => part.InWire(), text => PlanningWords.PartOf(text) ?? PartOfDay.Any);
        builder.Ignore(entry => entry.Holder);
        builder.Ignore(entry => entry.Query);
        builder.HasIndex(entry => new { entry.Workspace, entry.Key }).IsUnique();
        builder.HasIndex(entry => new { entry.Workspace, entry.Id })
            .HasFilter("status IN ('waiting', 'offered')");
    }
}
