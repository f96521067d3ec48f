using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// A time that is taken in a bay. No two of a bay share a moment: the constraint <c>bay_times_once</c> sees to it, and
/// nothing else does. A hold that has expired is in the way until who needs the place removes it.
/// </summary>
public sealed class BayTime
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Id of the bay.</summary>
    public required string Bay { get; init; }

    /// <summary>From its beginning to its end, which is no longer part of it.</summary>
    public required NpgsqlRange<DateTime> During { get; init; }

    /// <summary>One of <see cref="BayTimeKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a hold, for whom; null otherwise.</summary>
    public string? Holder { get; init; }

    /// <summary>Of a hold, until when; null otherwise.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Of an appointment, its id; null otherwise.</summary>
    public Guid? Appointment { get; init; }

    /// <summary>
    /// Of a block or a calendar, what it came by: all rows of one block, or of one event, have the same. Of an
    /// appointment, the block that takes its place once it is given up. Null otherwise.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>What its own people wrote about it, in a line; mostly null.</summary>
    public string? Note { get; init; }
}

/// <summary>Why a bay is taken.</summary>
public static class BayTimeKind
{
    /// <summary>A slot is kept for somebody, for minutes.</summary>
    public const string Hold = "hold";

    /// <summary>A vehicle comes.</summary>
    public const string Appointment = "appointment";

    /// <summary>The centre's people took it out.</summary>
    public const string Block = "block";

    /// <summary>The centre's own calendar has something there.</summary>
    public const string Calendar = "calendar";
}

internal sealed class BayTimeMapping : IEntityTypeConfiguration<BayTime>
{
    public void Configure(EntityTypeBuilder<BayTime> builder)
    {
        builder.ToTable("bay_times");
        builder.HasOne<Appointment>().WithMany().HasForeignKey(time => time.Appointment)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(time => new { time.Workspace, time.Holder }).HasFilter("holder IS NOT NULL");
        builder.HasIndex(time => new { time.Workspace, time.Key }).HasFilter("key IS NOT NULL");
        builder.HasIndex(time => time.Appointment);
    }
}
