using Gateway.Brain.Prospects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop;

/// <summary>What a shop's prospect has ordered: one line of an order.</summary>
public sealed class ProspectOrder
{
    /// <summary>Id of the prospect.</summary>
    public long ProspectId { get; init; }

    /// <summary>Who has ordered it.</summary>
    public required Prospect Prospect { get; init; }

    /// <summary>The product's handle when they ordered it; it may have left the catalogue since.</summary>
    public required string ProductHandle { get; init; }

    /// <summary>What the product and its variant were called then, in their language.</summary>
    public required string ProductTitle { get; init; }

    /// <summary>
    /// Which of its variants, by its stock-keeping unit or else its place; null where there is nothing to choose.
    /// </summary>
    public string? ProductVariant { get; init; }

    /// <summary>Pieces, at least 1.</summary>
    public required int Quantity { get; init; }

    /// <summary>Price of one piece, as it was read back to them.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Where to deliver, in one line.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// The number for value added tax of the firm they buy for, in capitals without blanks, as they told it; or null.
    /// </summary>
    public string? VatNumber { get; init; }

    /// <summary>Whether delivery was promised free of charge.</summary>
    public required bool FreeDelivery { get; init; }
}

internal sealed class ProspectOrderMapping : IEntityTypeConfiguration<ProspectOrder>
{
    public void Configure(EntityTypeBuilder<ProspectOrder> builder)
    {
        builder.ToTable("prospect_orders").HasKey(order => order.ProspectId);
        builder.HasOne(order => order.Prospect).WithOne().HasForeignKey<ProspectOrder>(order => order.ProspectId);
        builder.Property(order => order.UnitPrice).HasPrecision(12, 2);
    }
}
