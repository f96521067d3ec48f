using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Records;

/// <summary>A secret that the installation made for itself and has for good, the same on all nodes.</summary>
public sealed class InstallationSecret
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>The secret, as ASP.NET Core's data protection seals it.</summary>
    public required byte[] Sealed { get; init; }
}

internal sealed class InstallationSecretMapping : IEntityTypeConfiguration<InstallationSecret>
{
    public void Configure(EntityTypeBuilder<InstallationSecret> builder) => builder.HasKey(secret => secret.Name);
}
