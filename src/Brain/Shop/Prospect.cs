using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Shop;

/// <summary>Someone who wants to buy, with what and how to reach them.</summary>
public sealed class Prospect
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The session in which they said so.</summary>
    public required string SessionId { get; init; }

    /// <summary>The channel's kind.</summary>
    public required string Channel { get; init; }

    /// <summary>Family name.</summary>
    public required string LastName { get; init; }

    /// <summary>Given name.</summary>
    public required string FirstName { get; init; }

    /// <summary>E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>Where to deliver, in one line.</summary>
    public required string Address { get; init; }

    /// <summary>Firm that the invoice is made out to; null where it is their own.</summary>
    public string? Company { get; init; }

    /// <summary>That firm's number for value added tax, in capitals without blanks, as they told it; or null.</summary>
    public string? VatNumber { get; init; }

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

    /// <summary>Whether delivery was promised free of charge.</summary>
    public required bool FreeDelivery { get; init; }

    /// <summary>One of <see cref="ProspectStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>When they were recorded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary><c>{turnId}:{callIndex}</c>; unique, so that a turn that is run again does not record twice.</summary>
    public required string IdempotencyKey { get; init; }
}

/// <summary>Where a prospect stands, by the words of the API.</summary>
public static class ProspectStatus
{
    /// <summary>Has ordered and waits to be called.</summary>
    public const string Hot = "hot";

    /// <summary>Is interested.</summary>
    public const string Warm = "warm";

    /// <summary>Is not likely to buy.</summary>
    public const string Cold = "cold";

    /// <summary>Has bought.</summary>
    public const string Won = "won";

    /// <summary>Has bought elsewhere, or does not want to any more.</summary>
    public const string Lost = "lost";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Hot, Warm, Cold, Won, Lost];
}

internal sealed class ProspectMapping : IEntityTypeConfiguration<Prospect>
{
    public void Configure(EntityTypeBuilder<Prospect> builder)
    {
        builder.HasIndex(prospect => prospect.IdempotencyKey).IsUnique();
        builder.Property(prospect => prospect.UnitPrice).HasPrecision(12, 2);
    }
}
