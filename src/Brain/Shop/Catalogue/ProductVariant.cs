using System.Text.Json;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// One of the forms in which a product is sold: a size, a colour, or both. It is what is in stock, and what is ordered.
/// </summary>
/// <param name="Key">The shop's own name for it, the same in every language: its stock-keeping unit, else its
/// place.</param>
/// <param name="Name">What is chosen, as in <c>M / bleu</c>.</param>
/// <param name="Stock">Pieces that can be sold now; 0 when sold out, null when they are not counted or it is sold
/// beyond them.</param>
public sealed record ProductVariant(string Key, string Name, int? Stock)
{
    /// <summary>Whether it is sold out.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSoldOut => Stock <= 0;

    /// <summary>Several as the database keeps them.</summary>
    internal static string Write(IReadOnlyList<ProductVariant> variants) =>
        JsonSerializer.Serialize(variants, BrainJson.Options);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    internal static IReadOnlyList<ProductVariant> Read(string json) =>
        JsonSerializer.Deserialize<List<ProductVariant>>(json, BrainJson.Options) ?? [];

    /// <summary>
    /// What can be chosen, and what of it cannot be had at present; null when nothing is to be chosen.
    /// </summary>
    internal static string? Options(string? options, IReadOnlyList<ProductVariant> variants, string locale)
    {
        var gone = string.Join(", ", variants.Where(variant => variant.IsSoldOut).Select(variant => variant.Name));
        // Of what is sold out altogether there is nothing to choose.
        return options is null || gone.Length == 0 || variants.All(variant => variant.IsSoldOut) ? options
            : locale == "fr" ? $"{options} (épuisé\u00a0: {gone})"
            : $"{options} (sold out: {gone})";
    }
}
