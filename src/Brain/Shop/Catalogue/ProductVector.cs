using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>What a product's text in one language is about, as an embedding model tells it.</summary>
internal sealed class ProductVector
{
    /// <summary>The product.</summary>
    public long ProductId { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Under which name the model's vectors are kept; those of different names do not compare.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the text that was embedded: where the product's text is another by now, it is embedded anew.
    /// </summary>
    public required byte[] TextHash { get; init; }

    /// <summary>How many numbers it has.</summary>
    public int Dimensions { get; init; }

    /// <summary>The numbers, of length 1 together, four bytes each, the lowest first.</summary>
    public required byte[] Vector { get; init; }

    /// <summary>When it was embedded.</summary>
    public DateTimeOffset EmbeddedAt { get; init; }
}

internal sealed class ProductVectorMapping : IEntityTypeConfiguration<ProductVector>
{
    public void Configure(EntityTypeBuilder<ProductVector> builder)
    {
        builder.HasKey(vector => new { vector.ProductId, vector.Locale });
        builder.HasOne<ProductText>().WithOne()
            .HasForeignKey<ProductVector>(vector => new { vector.ProductId, vector.Locale });
    }
}
