using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A committed turn that has been copied: its row is what makes copying it again harmless.</summary>
public sealed class ArchivedTurn
{
    /// <summary>The turn's id.</summary>
    public required string TurnId { get; init; }

    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary>1 for the session's first turn.</summary>
    public required long Number { get; init; }

    /// <summary>When it was committed, by Redis's clock.</summary>
    public required DateTimeOffset CommittedAt { get; init; }
}

internal sealed class ArchivedTurnMapping : IEntityTypeConfiguration<ArchivedTurn>
{
    public void Configure(EntityTypeBuilder<ArchivedTurn> builder) => builder.HasKey(turn => turn.TurnId);
}
