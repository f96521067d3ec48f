using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Prospects;

/// <summary>
/// What became of a prospect at one time, and who saw to it. It is written with the change itself, and never changed.
/// </summary>
public sealed class ProspectChange
{
    /// <summary>Given by the database; a later change has a higher one.</summary>
    public long Id { get; init; }

    /// <summary>Id of the prospect.</summary>
    public required long ProspectId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Name of an agent, an operator's key as <see cref="Operator"/> names it, or the system in which somebody did it
    /// as <see cref="Crm"/> does.
    /// </summary>
    public required string By { get; init; }

    /// <summary>The status before; null when it was recorded.</summary>
    public string? FromStatus { get; init; }

    /// <summary>The status since; the same where something else changed.</summary>
    public required string ToStatus { get; init; }

    /// <summary>The score since, 0 to 100; null where nobody judged.</summary>
    public int? Score { get; init; }

    /// <summary>What there is to say about it, in a line; mostly null.</summary>
    public string? Note { get; init; }

    /// <summary>What it was asked under by a solution, once for each prospect; null for what came otherwise.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How the holder of an API key stands in <see cref="By"/>.</summary>
    /// <param name="key">Id of the key.</param>
    public static string Operator(string key) => OperatorPrefix + key;

    /// <summary>How the workspace's customer relations system stands in <see cref="By"/>.</summary>
    /// <param name="system">As <c>hubspot</c>.</param>
    public static string Crm(string system) => CrmPrefix + system;

    /// <summary>Whether a change is the doing of a person of the workspace, here or in their own system.</summary>
    public static bool IsPerson(string by) =>
        by.StartsWith(OperatorPrefix, StringComparison.Ordinal) || by.StartsWith(CrmPrefix, StringComparison.Ordinal);

    // No agent's name has a colon.
    private const string OperatorPrefix = "key:";
    private const string CrmPrefix = "crm:";

    /// <summary>What is to be added once <paramref name="prospect"/> stands as it will.</summary>
    internal static ProspectChange Of(
        Prospect prospect, string? from, string by, string? note = null, string? idempotencyKey = null) => new()
        {
            ProspectId = prospect.Id,
            At = prospect.UpdatedAt,
            By = by,
            FromStatus = from,
            ToStatus = prospect.Status,
            Score = prospect.Score,
            Note = note,
            IdempotencyKey = idempotencyKey,
        };
}

internal sealed class ProspectChangeMapping : IEntityTypeConfiguration<ProspectChange>
{
    public void Configure(EntityTypeBuilder<ProspectChange> builder)
    {
        builder.ToTable("prospect_changes");
        builder.HasOne<Prospect>().WithMany().HasForeignKey(change => change.ProspectId);
        builder.HasIndex(change => new { change.ProspectId, change.IdempotencyKey }).IsUnique();
    }
}
