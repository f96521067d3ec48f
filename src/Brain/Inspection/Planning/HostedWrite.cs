using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// An appointment whose row in an existing database is to be looked after: it is to become what stands here, or to go
/// where nothing does.
/// </summary>
public sealed class HostedWrite
{
    /// <summary>Id of the appointment; it may have come to nothing.</summary>
    public required Guid Appointment { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>When to look.</summary>
    public required DateTimeOffset Due { get; set; }

    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; set; }
}

internal sealed class HostedWriteMapping : IEntityTypeConfiguration<HostedWrite>
{
    public void Configure(EntityTypeBuilder<HostedWrite> builder)
    {
        builder.ToTable("hosted_writes").HasKey(write => write.Appointment);
        builder.Property(write => write.Appointment).ValueGeneratedNever();
        builder.HasIndex(write => write.Due);
    }
}
