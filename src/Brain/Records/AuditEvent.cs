using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>
/// Something that was done and must be answered for. The database lets rows be added, not changed, and deleted only
/// when they are three years old.
/// </summary>
public sealed class AuditEvent
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: <c>contact:{id}</c>, <c>operator:{name}</c>, <c>key:{id}</c>, <c>provider</c> or
    /// <c>gateway</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, as in <c>contact.merged</c>, or <c>session.replayed:{model}</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, as in <c>contact:{id}</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 of that thing as it stood before, or null when there was none.</summary>
    public byte[]? BeforeHash { get; init; }

    /// <summary>SHA-256 of that thing as it stood after, or null when there is none.</summary>
    public byte[]? AfterHash { get; init; }

    /// <summary>SHA-256 of a JSON document, as the hashes here are taken.</summary>
    internal static byte[] HashOf(object state) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, state.GetType(), BrainJson.Options));
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder) => builder.HasKey(audit => audit.Id);
}
