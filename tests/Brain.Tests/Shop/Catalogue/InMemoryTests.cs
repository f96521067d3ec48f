using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tests.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>
/// Holds what is ranked and compared in memory to what PostgreSQL says over the same rows, number for number and in the
/// same order, equals included: the statements are the definition.
/// </summary>
public sealed class InMemoryTests(RecordsServer server) : IAsyncLifetime
{
    private const int All = 50;

    // The shelf counts most, then words shared in the titles, then in the tags, and last a price near by.
    private const string Similar =
        """
        WITH texts AS (
            SELECT product.id, product.handle, product.price, text.category,
                tsvector_to_array(ts_filter(text.search, ARRAY['a']::"char"[])) AS title,
                tsvector_to_array(ts_filter(text.search, ARRAY['a', 'c']::"char"[])) AS words
            FROM products AS product
            JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
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
            SELECT id, CASE WHEN same_category THEN 0.4 ELSE 0 END + 0.3 * title_shared + 0.2 * words_shared
                + 0.1 * price_near AS score
            FROM compared
            WHERE same_category OR words_shared > 0
        )
        SELECT product.handle, scores.score
        FROM scores
        JOIN products AS product USING (id)
        JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        ORDER BY product.stock IS NOT DISTINCT FROM 0, scores.score DESC, product.id
        LIMIT @limit
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
        SELECT product.handle, measured.measure AS score
        FROM measured
        JOIN products AS product USING (id)
        JOIN product_texts AS text ON text.product_id = product.id AND text.locale = @locale
        WHERE measure IS NOT NULL AND measure BETWEEN @atLeast AND @atMost
        ORDER BY product.stock IS NOT DISTINCT FROM 0, measure * @sign, product.price, product.id
        LIMIT @limit
        """;

    private ShopFolder _shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop = await ShopFolder.CreateAsync(server);
        foreach (var locale in new[] { "fr", "en" })
        {
            var demo = await File.ReadAllTextAsync(
                Path.Combine(DemoShop.WorkspacesPath, DemoShop.Id, $"catalogue.{locale}.csv"), Cancellation);
            _shop.Write($"{locale}.csv", demo);
        }

        await _shop.ImportAsync("""{"catalogue": { "fr": "fr.csv", "en": "en.csv" } }""");
        // Twins: but for their names, nothing tells them apart.
        await using var db = _shop.Database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO products (workspace, handle, price, currency, stock)
            SELECT workspace, handle || '-' || n, CASE n WHEN 3 THEN 0 ELSE price END, currency,
                CASE n WHEN 1 THEN 0 ELSE stock END
            FROM products, generate_series(1, 3) AS n;
            INSERT INTO product_texts (product_id, locale, title, description, category, tags, options, variants, facts)
            SELECT twin.id, locale, title, description, CASE WHEN twin.handle LIKE '%-2' THEN '' ELSE category END,
                tags, options, variants, facts
            FROM products AS twin
            JOIN products AS own ON own.handle = left(twin.handle, -2)
            JOIN product_texts AS text ON text.product_id = own.id;
            """, Cancellation);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task What_is_like_a_product_is_what_the_database_says(string locale)
    {
        var names = await _shop.Search.ListProductNamesAsync("shop", locale, Cancellation);
        names.Count.ShouldBeGreaterThan(200);
        foreach (var handle in names.Select(name => name.Handle))
        {
            var found = await _shop.Search.FindSimilarAsync("shop", locale, handle, All, Cancellation);

            found.Select(product => (product.Handle, product.Score)).ShouldBe(
                await AskAsync(Similar, locale, new NpgsqlParameter("handle", handle)), handle);
        }
    }

    [Theory]
    [InlineData("price", false, null, null)]
    [InlineData("price", true, 20.0, 80.5)]
    [InlineData("new", true, null, null)]
    [InlineData("bulk", true, null, null)]
    [InlineData("bulk", false, 1.0, null)]
    [InlineData("weight", true, null, 500.0)]
    [InlineData("capacity", false, 1.0, 1.5)]
    [InlineData("nothing", false, null, null)]
    public async Task What_comes_first_is_what_the_database_says(
        string by, bool isDescending, double? atLeast, double? atMost)
    {
        var ranking = new Ranking(by, isDescending, atLeast, atMost);
        string[][] sets =
        [
            ["bouilloire-brume", "bouilloire-brume-1", "bouilloire-brume-2", "bouilloire-ondine", "theiere-camelia"],
            ["plaid-bruyere", "plaid-bruyere", "plaid-dune-3", "nothing-of-that-name", "table-square"],
        ];
        foreach (var handles in sets.Prepend(null))
        {
            var found = await _shop.Search.RankAsync("shop", "fr", ranking, null, handles, All, Cancellation);

            found.Select(ranked => (ranked.Product.Handle, ranked.Value)).ShouldBe(await AskAsync(
                Rank, "fr", new("by", by), new("sign", isDescending ? -1 : 1),
                new("handles", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text)
                {
                    Value = (object?)handles ?? DBNull.Value,
                },
                new("atLeast", atLeast ?? double.NegativeInfinity),
                new("atMost", atMost ?? double.PositiveInfinity)));
        }
    }

    private async Task<List<(string Handle, double Score)>> AskAsync(
        string sql, string locale, params NpgsqlParameter[] parameters)
    {
        await using var db = _shop.Database.CreateDbContext();
        object[] all = [new NpgsqlParameter("workspace", "shop"), new NpgsqlParameter("locale", locale),
            new NpgsqlParameter("limit", All), .. parameters];
        var rows = await db.Database.SqlQueryRaw<Row>(sql, all).ToListAsync(Cancellation);
        return [.. rows.Select(row => (row.Handle, row.Score))];
    }

    private sealed class Row
    {
        public required string Handle { get; init; }

        public required double Score { get; init; }
    }
}
