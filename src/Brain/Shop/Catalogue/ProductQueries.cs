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

    // The shelf counts most, then words shared in the titles, then in the tags, and last a price near by.
    private const string FindSimilar =
        """
        WITH texts AS (
            SELECT product.id, product.handle, product.price, text.category,
                tsvector_to_array(ts_filter(text.search, ARRAY['a']::"char"[])) AS title,
                tsvector_to_array(ts_filter(text.search, ARRAY['a', 'c']::"char"[])) AS words
            FROM products AS product JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
            WHERE product.workspace = @workspace
        ),
        compared AS (
            SELECT other.id,
                other.category = asked.category AND other.category <> '' AS same_category,
                (SELECT count(*) FROM unnest(asked.title) AS word WHERE word = ANY(other.title))::float8
                    / greatest(1, least(cardinality(asked.title), cardinality(other.title))) AS title_shared,
                (SELECT count(*) FROM unnest(asked.words) AS word WHERE word = ANY(other.words))::float8
                    / greatest(1, least(cardinality(asked.words), cardinality(other.words))) AS words_shared,
                least(other.price, asked.price)::float8 / greatest(other.price, asked.price, 0.01)::float8 AS price_near
            FROM texts AS asked JOIN texts AS other ON other.id <> asked.id
            WHERE asked.handle = @handle
        ),
        scores AS (
            SELECT id, CASE WHEN same_category THEN 0.4 ELSE 0 END + 0.3 * title_shared + 0.2 * words_shared + 0.1 * price_near AS score
            FROM compared
            WHERE same_category OR words_shared > 0
        )
        SELECT product.handle, text.title, text.description, text.category, text.options, product.price, product.currency,
            product.stock, product.image_url, text.locale, text.variants::text AS variants,
            text.facts::text AS facts, scores.score
        FROM scores
        JOIN products AS product USING (id)
        JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        ORDER BY product.stock IS NOT DISTINCT FROM 0, scores.score DESC, product.id
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

    // What is large among kettles is what holds much; among throws, what covers much.
    private const string Rank =
        """
        WITH candidates AS (
            SELECT product.id, (text.facts #>> ARRAY['measures', 'capacity'])::float8 AS capacity,
                (text.facts #>> ARRAY['measures', 'size'])::float8 AS size,
                CASE @by WHEN 'price' THEN product.price::float8 WHEN 'new' THEN product.id::float8
                    ELSE (text.facts #>> ARRAY['measures', @by])::float8 END AS own
            FROM products AS product
            JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
            WHERE product.workspace = @workspace AND (@handles IS NULL OR product.handle = ANY(@handles))
        ),
        measured AS (
            SELECT id, CASE WHEN @by <> 'bulk' THEN own
                WHEN 2 * count(capacity) OVER () > count(*) OVER () THEN capacity ELSE size END AS measure
            FROM candidates
        )
        SELECT product.handle, text.title, text.description, text.category, text.options, product.price,
            product.currency, product.stock, product.image_url, text.locale, text.variants::text AS variants,
            text.facts::text AS facts,
            measured.measure AS score
        FROM measured
        JOIN products AS product USING (id)
        JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        WHERE measure IS NOT NULL AND measure BETWEEN @atLeast AND @atMost
        ORDER BY product.stock IS NOT DISTINCT FROM 0, measure * @sign, product.price, product.id
        LIMIT @limit
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

    public static Task<IReadOnlyList<ProductMatch>> FindSimilarAsync(
        RecordsDbContext db, string workspace, string locale, string handle, int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(db, FindSimilar, cancellationToken,
            new("workspace", workspace), new("locale", locale), new("handle", handle), new("limit", limit));

    public static async Task<string?> FindCategoryAsync(
        RecordsDbContext db, string workspace, string locale, string category, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] parameters = [new("workspace", workspace), new("locale", locale), new("category", category)];
        var found = await db.Database.SqlQueryRaw<string>(FindCategory, parameters).ToListAsync(cancellationToken);
        return found.FirstOrDefault();
    }

    /// <param name="db">The records.</param>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language of the answer.</param>
    /// <param name="ranking">By what.</param>
    /// <param name="handles">Only these, or null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<RankedProduct>> RankAsync(
        RecordsDbContext db, string workspace, string locale, Ranking ranking, IReadOnlyCollection<string>? handles,
        int limit, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(db, Rank, cancellationToken,
            new("workspace", workspace), new("locale", locale), new("by", ranking.By),
            new("handles", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text)
            {
                Value = handles is null ? DBNull.Value : handles.ToArray(),
            },
            new("atLeast", ranking.AtLeast ?? double.NegativeInfinity),
            new("atMost", ranking.AtMost ?? double.PositiveInfinity), new("sign", ranking.IsDescending ? -1 : 1),
            new("limit", limit));
        return [.. found.Select(product => new RankedProduct(product with { Score = 1 }, product.Score))];
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
