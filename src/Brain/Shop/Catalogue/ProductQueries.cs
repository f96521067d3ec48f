using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>The questions to PostgreSQL about products that LINQ has no words for.</summary>
internal static class ProductQueries
{
    private const double LeastScore = 0.2;

    private const string Find =
        $"""
        WITH documents AS (
            SELECT text.product_id AS id, text.search
            FROM product_texts AS text JOIN products AS product ON product.id = text.product_id
            WHERE product.workspace = @workspace AND text.locale = @locale
        ),
        {SearchSql.Scores}
        SELECT product.handle, text.title, text.description, text.category, text.options, product.price, product.currency,
            product.stock, product.image_url, text.locale, text.variants::text AS variants,
            text.facts::text AS facts, scores.score
        FROM scores
        JOIN products AS product USING (id)
        JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        WHERE scores.score >= @least
        ORDER BY round(scores.score::numeric, 2) DESC, product.stock IS NOT DISTINCT FROM 0, scores.score DESC, product.price, product.id
        LIMIT @limit
        """;

    private const string FindCategory =
        """
        SELECT category AS value
        FROM (
            SELECT text.category, max(CASE
                WHEN unaccent(lower(text.category)) = unaccent(lower(@category)) THEN 3
                WHEN length(@category) >= 3 AND starts_with(unaccent(lower(text.category)), unaccent(lower(@category))) THEN 2
                ELSE greatest(similarity(unaccent(text.category), unaccent(@category)), strict_word_similarity(unaccent(@category), unaccent(text.category)))
                END) AS likeness
            FROM product_texts AS text JOIN products AS product ON product.id = text.product_id
            WHERE product.workspace = @workspace AND text.locale = @locale AND text.category <> ''
            GROUP BY text.category
        ) AS shelves
        WHERE likeness >= 0.5
        ORDER BY likeness DESC, category
        LIMIT 1
        """;

    public static async Task<IReadOnlyList<ProductMatch>> FindAsync(
        RecordsDbContext db, string workspace, string locale, IReadOnlyList<SearchTerm> terms, int limit,
        CancellationToken cancellationToken)
    {
        if (SearchSql.Configuration(locale) is not { } configuration)
            return [];
        return await ReadAsync(db, Find, cancellationToken,
            [
                .. SearchSql.Parameters(workspace, locale, "product", configuration, terms),
                new("root", 5), new("shortest", 4), new("unknown", 0.5), new("deep", 0.45), new("least", LeastScore),
                new("limit", limit),
            ]);
    }

    public static async Task<string?> FindCategoryAsync(
        RecordsDbContext db, string workspace, string locale, string category, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] parameters = [new("workspace", workspace), new("locale", locale), new("category", category)];
        var found = await db.Database.SqlQueryRaw<string>(FindCategory, parameters).ToListAsync(cancellationToken);
        return found.FirstOrDefault();
    }

    private static async Task<IReadOnlyList<ProductMatch>> ReadAsync(
        RecordsDbContext db, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var rows = await db.Database.SqlQueryRaw<Row>(sql, parameters).ToListAsync(cancellationToken);
        return [.. rows.Select(ToMatch)];
    }

    private static ProductMatch ToMatch(Row row)
    {
        var variants = ProductVariant.Read(row.Variants);
        return new ProductMatch(
            row.Handle, row.Title, row.Description, row.Category,
            ProductVariant.Options(row.Options, variants, row.Locale),
            new Money(row.Price, row.Currency), row.Stock, row.ImageUrl, row.Score)
        {
            Variants = variants,
            Facts = row.Facts is null ? ProductFacts.None : ProductFacts.Read(row.Facts),
        };
    }

    private sealed class Row
    {
        public required string Handle { get; init; }

        public required string Title { get; init; }

        public required string Description { get; init; }

        public required string Category { get; init; }

        public string? Options { get; init; }

        public required decimal Price { get; init; }

        public required string Currency { get; init; }

        public required int? Stock { get; init; }

        [System.ComponentModel.DataAnnotations.Schema.Column("image_url")]
        public string? ImageUrl { get; init; }

        public required string Locale { get; init; }

        public required string Variants { get; init; }

        public string? Facts { get; init; }

        public required double Score { get; init; }
    }
}
