using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A decision of the control plane, or another note of how a turn came about, kept for good.</summary>
public sealed class ArchivedDecision
{
    /// <summary>The turn's id.</summary>
    public required string TurnId { get; init; }

    /// <summary>Place among the turn's decisions, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary>Who was to speak, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>Which rule decided so.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The contact's words that it is about, without what tells who somebody is, 1 to 200 characters; null for most.
    /// They go when the session's entries go.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>Language of the words, <c>fr</c> or <c>en</c>; null without words.</summary>
    public string? Locale { get; init; }

    /// <summary>What was under discussion, as the solution calls it; or null.</summary>
    public string? About { get; init; }

    /// <summary>What kind of note it is, by the names of <c>NoteKind</c> in lower case; null for a decision.</summary>
    public string? Kind { get; init; }

    /// <summary>How long what it tells of took; null where it took no time of its own.</summary>
    public double? ElapsedMs { get; init; }

    /// <summary>What else is known of it, a JSON object; null for nothing. It goes when the session's entries
    /// go.</summary>
    public string? Detail { get; init; }
}

internal sealed class ArchivedDecisionMapping : IEntityTypeConfiguration<ArchivedDecision>
{
    public void Configure(EntityTypeBuilder<ArchivedDecision> builder)
    {
        builder.HasKey(decision => new { decision.TurnId, decision.Number });
        builder.HasIndex(decision => new { decision.SessionId, decision.At });
        builder.Property(decision => decision.Detail).HasColumnType("jsonb");
        // Few have words: those are looked through by their time.
        builder.HasIndex(decision => decision.At).HasFilter("words IS NOT NULL");
    }
}
