using System.ComponentModel.DataAnnotations.Schema;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>A product's text that has no vector, or that of another text.</summary>
internal sealed class PendingText
{
    /// <summary>The product.</summary>
    [Column("product_id")]
    public required long ProductId { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>What is embedded.</summary>
    public required string Words { get; init; }

    /// <summary>SHA-256 of it.</summary>
    public required byte[] Hash { get; init; }
}
