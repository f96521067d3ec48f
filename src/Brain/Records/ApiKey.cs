using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A key to the HTTP API. The key itself is shown once, when it is made, and is not kept.</summary>
public sealed class ApiKey
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>The only workspace it opens, or null for all of them.</summary>
    public string? Workspace { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key: 32 bytes, unique.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was withdrawn, or null while it opens.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder) => builder.HasIndex(key => key.KeyHash).IsUnique();
}
