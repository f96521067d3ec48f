using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>One thing that a shop sells, at one price.</summary>
public sealed class Product
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace that sells it.</summary>
    public required string Workspace { get; init; }

    /// <summary>The shop's own name for it, the same in every language; unique within the workspace.</summary>
    public required string Handle { get; init; }

    /// <summary>
    /// Handle of the record it was read from: its own, but for a variant that is a product for itself. Null where the
    /// last import that read it did not note it.
    /// </summary>
    public string? Record { get; set; }

    /// <summary>In units of <see cref="Currency"/>.</summary>
    public required decimal Price { get; set; }

    /// <summary>The price before a reduction, or null.</summary>
    public decimal? CompareAtPrice { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; set; }

    /// <summary>
    /// Pieces that can be sold now, over all variants, never negative; null when the shop does not count them.
    /// </summary>
    public required int? Stock { get; set; }

    /// <summary>Absolute or relative to the shop's pages, or null.</summary>
    public string? ImageUrl { get; set; }

    /// <summary>Who makes it, or null.</summary>
    public string? Vendor { get; set; }

    /// <summary>One for each language.</summary>
    public List<ProductText> Texts { get; init; } = [];
}

/// <summary>
/// How a product is called and described in one language. The database keeps a search vector beside it.
/// </summary>
public sealed class ProductText
{
    /// <summary>The product it describes.</summary>
    public long ProductId { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; set; }

    /// <summary>Plain text, paragraphs apart by a line feed; may be empty.</summary>
    public required string Description { get; set; }

    /// <summary>The shelf it stands on; may be empty.</summary>
    public required string Category { get; set; }

    /// <summary>Further words it is found by, separated by commas; may be empty.</summary>
    public required string Tags { get; set; }

    /// <summary>What can be chosen, as in <c>Taille : S, M, L ; Couleur : bleu</c>, or null.</summary>
    public string? Options { get; set; }

    /// <summary>
    /// What is chosen when it is ordered, as JSON (<see cref="ProductVariant"/>); an empty list when there is nothing
    /// to choose.
    /// </summary>
    public string Variants { get; set; } = "[]";

    /// <summary>
    /// What its words tell of it, as JSON (<see cref="Facts.ProductFacts"/>); null where it was imported before facts
    /// were read.
    /// </summary>
    public string? Facts { get; set; }
}

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.HasIndex(product => new { product.Workspace, product.Handle }).IsUnique();
        builder.Property(product => product.Price).HasPrecision(12, 2);
        builder.Property(product => product.CompareAtPrice).HasPrecision(12, 2);
        builder.HasMany(product => product.Texts).WithOne().HasForeignKey(text => text.ProductId);
    }
}

internal sealed class ProductTextMapping : IEntityTypeConfiguration<ProductText>
{
    public void Configure(EntityTypeBuilder<ProductText> builder)
    {
        builder.HasKey(text => new { text.ProductId, text.Locale });
        builder.Property(text => text.Variants).HasColumnType("jsonb");
        builder.Property(text => text.Facts).HasColumnType("jsonb");
    }
}
