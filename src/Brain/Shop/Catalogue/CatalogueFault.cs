using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// A file of a shop, or one record of it, that the last import could not take in. What was there of it before is as it
/// was.
/// </summary>
public sealed class CatalogueFault
{
    /// <summary>32 hexadecimal digits; the same as long as the same is wrong at the same place.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which file, which row and column, what was found and what is expected.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was seen last.</summary>
    public required DateTimeOffset At { get; init; }

    internal static CatalogueFault Of(string workspace, FileError error, DateTimeOffset at) => new()
    {
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{workspace}\n{error.File}\n{error.Row}\n{error.Column}"))))[..32],
        Workspace = workspace,
        Reason = error.ToString(),
        At = at,
    };
}

internal sealed class CatalogueFaultMapping : IEntityTypeConfiguration<CatalogueFault>
{
    public void Configure(EntityTypeBuilder<CatalogueFault> builder)
    {
        builder.HasKey(fault => fault.Id);
        builder.HasIndex(fault => fault.Workspace);
    }
}
