using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Reads all that is indexed of a shop's products.</summary>
internal static class ProductReader
{
    // What can be had comes before what cannot, where both answer equally well.
    private const string Read =
        """
        SELECT product.id, product.handle, product.price, product.stock IS NOT DISTINCT FROM 0 AS sold_out,
            text.title, text.description, text.category, text.tags, text.options,
            (text.facts -> 'measures')::text AS measures,
            tsvector_to_array(ts_filter(text.search, ARRAY['a']::"char"[])) AS title_lexemes,
            tsvector_to_array(ts_filter(text.search, ARRAY['a', 'c']::"char"[])) AS lexemes
        FROM products AS product JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        WHERE product.workspace = @workspace
        ORDER BY sold_out, text.title, product.handle
        """;

    /// <summary>The products in one language, in the order in which they are told.</summary>
    public static async Task<IReadOnlyList<GoodsText>> ReadAsync(RecordsDbContext db, string workspace, string locale)
    {
        NpgsqlParameter[] parameters = [new("workspace", workspace), new("locale", locale)];
        var rows = await db.Database.SqlQueryRaw<Row>(Read, parameters).ToListAsync();
        return [.. rows.Select(ToText)];
    }

    private static GoodsText ToText(Row row)
    {
        var measures = row.Measures is null
            ? []
            : JsonSerializer.Deserialize<Dictionary<string, double>>(row.Measures) ?? [];
        return new GoodsText(row.Handle, row.Title, row.Description, row.Category, row.Tags, row.Options ?? "")
        {
            Capacity = measures.TryGetValue("capacity", out var capacity) ? capacity : null,
            Extent = measures.TryGetValue("size", out var extent) ? extent : null,
            Id = row.Id,
            Price = row.Price,
            IsSoldOut = row.IsSoldOut,
            Measures = measures,
            TitleLexemes = row.TitleLexemes,
            Lexemes = row.Lexemes,
        };
    }

    private sealed class Row
    {
        public required long Id { get; init; }

        public required string Handle { get; init; }

        public required decimal Price { get; init; }

        [Column("sold_out")]
        public required bool IsSoldOut { get; init; }

        public required string Title { get; init; }

        public required string Description { get; init; }

        public required string Category { get; init; }

        public required string Tags { get; init; }

        public string? Options { get; init; }

        public string? Measures { get; init; }

        [Column("title_lexemes")]
        public required string[] TitleLexemes { get; init; }

        public required string[] Lexemes { get; init; }
    }
}
