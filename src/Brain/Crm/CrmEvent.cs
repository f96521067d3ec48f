using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Crm;

/// <summary>Something that a customer relations system has told us, so that it is taken up once.</summary>
public sealed class CrmEvent
{
    /// <summary>What it is known by, workspace included.</summary>
    public required string Key { get; init; }

    /// <summary>When it was taken up.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class CrmEventMapping : IEntityTypeConfiguration<CrmEvent>
{
    public void Configure(EntityTypeBuilder<CrmEvent> builder)
    {
        builder.ToTable("crm_events").HasKey(told => told.Key);
        builder.HasIndex(told => told.At);
    }
}
