using System.Runtime.InteropServices;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Meaning;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>What is asked of PostgreSQL about vectors.</summary>
internal static class VectorQueries
{
    /// <summary>At most so much is read of the vectors of a shop in one language, in bytes.</summary>
    public const long MostBytes = 128 * 1_048_576;

    // What a product is about is said at the beginning of its description.
    private const string Words =
        "left(concat_ws(E'\\n', text.title, nullif(text.category, ''), nullif(text.tags, ''), "
        + "nullif(text.description, '')), 4000)";

    // A model whose vectors have another length by now is another model.
    private const string Pending =
        $"""
        SELECT text.product_id, text.locale, {Words} AS words, sha256(convert_to({Words}, 'UTF8')) AS hash
        FROM product_texts AS text
        JOIN products AS product ON product.id = text.product_id
        LEFT JOIN product_vectors AS vector ON vector.product_id = text.product_id AND vector.locale = text.locale
        WHERE product.workspace = @workspace AND (text.product_id, text.locale) > (@after, @afterLocale)
            AND (vector.product_id IS NULL OR vector.model <> @model
                OR (@dimensions > 0 AND vector.dimensions <> @dimensions)
                OR vector.text_hash <> sha256(convert_to({Words}, 'UTF8')))
        ORDER BY text.product_id, text.locale
        LIMIT @limit
        """;

    // What has left the catalogue meanwhile is left out, what has changed is found again by its hash.
    private const string Store =
        """
        INSERT INTO product_vectors (product_id, locale, model, text_hash, dimensions, vector, embedded_at)
        SELECT given.product_id, given.locale, @model, given.hash, @dimensions, given.vector, @now
        FROM unnest(@ids, @locales, @hashes, @vectors) AS given(product_id, locale, hash, vector)
        JOIN product_texts AS text ON text.product_id = given.product_id AND text.locale = given.locale
        FOR KEY SHARE OF text
        ON CONFLICT (product_id, locale) DO UPDATE SET model = excluded.model, text_hash = excluded.text_hash,
            dimensions = excluded.dimensions, vector = excluded.vector, embedded_at = excluded.embedded_at
        """;

    private const string State =
        """
        SELECT count(*)::integer AS count, max(vector.embedded_at) AS newest
        FROM product_vectors AS vector JOIN products AS product ON product.id = vector.product_id
        WHERE product.workspace = @workspace AND vector.locale = @locale AND vector.model = @model
        """;

    // Vectors of different lengths do not compare: those of the length that was embedded last are read.
    private const string Read =
        """
        WITH known AS (
            SELECT product.handle, vector.dimensions, vector.vector, vector.embedded_at, product.id
            FROM product_vectors AS vector JOIN products AS product ON product.id = vector.product_id
            WHERE product.workspace = @workspace AND vector.locale = @locale AND vector.model = @model
        ),
        latest AS (SELECT dimensions FROM known ORDER BY embedded_at DESC, id DESC LIMIT 1)
        SELECT known.handle, known.vector FROM known JOIN latest USING (dimensions)
        ORDER BY known.id LIMIT @mostBytes / (4 * (SELECT dimensions FROM latest))
        """;

    /// <summary>The next texts to be embedded, by product.</summary>
    public static async Task<IReadOnlyList<PendingText>> FindPendingAsync(
        RecordsDbContext db, string workspace, string model, int dimensions, (long Id, string Locale) after, int limit,
        CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<PendingText>(
            Pending, new NpgsqlParameter("workspace", workspace), new NpgsqlParameter("model", model),
            new NpgsqlParameter("dimensions", dimensions), new NpgsqlParameter("after", after.Id),
            new NpgsqlParameter("afterLocale", after.Locale), new NpgsqlParameter("limit", limit))
            .ToListAsync(cancellationToken);

    /// <summary>Keeps the vectors of texts, over those that were there.</summary>
    public static Task StoreAsync(
        RecordsDbContext db, string model, IReadOnlyList<PendingText> texts, float[][] vectors, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(
            Store,
            [
                new NpgsqlParameter("model", model), new NpgsqlParameter("dimensions", vectors[0].Length),
                new NpgsqlParameter("now", now),
                new NpgsqlParameter("ids", texts.Select(text => text.ProductId).ToArray()),
                new NpgsqlParameter("locales", texts.Select(text => text.Locale).ToArray()),
                new NpgsqlParameter("hashes", texts.Select(text => text.Hash).ToArray()),
                new NpgsqlParameter(
                    "vectors", vectors.Select(vector => MemoryMarshal.AsBytes<float>(vector).ToArray()).ToArray()),
            ],
            cancellationToken);

    /// <summary>What vectors there are of a shop in one language.</summary>
    public static async Task<VectorState> FindStateAsync(
        RecordsDbContext db, string workspace, string locale, string model)
    {
        var rows = await db.Database.SqlQueryRaw<StateRow>(State, Parameters(workspace, locale, model)).ToListAsync();
        return new VectorState(rows[0].Count, rows[0].Newest);
    }

    /// <summary>Reads them.</summary>
    public static async Task<VectorIndex> ReadAsync(
        RecordsDbContext db, string workspace, string locale, string model)
    {
        // What is embedded between the two queries makes the state older than what is read, and it is read once more.
        var state = await FindStateAsync(db, workspace, locale, model);
        object[] parameters = [.. Parameters(workspace, locale, model), new NpgsqlParameter("mostBytes", MostBytes)];
        var rows = await db.Database.SqlQueryRaw<VectorRow>(Read, parameters).ToListAsync();
        var dimensions = rows.Count == 0 ? 0 : rows[0].Vector.Length / sizeof(float);
        var numbers = new float[rows.Count * dimensions];
        for (var i = 0; i < rows.Count; i++)
            MemoryMarshal.Cast<byte, float>(rows[i].Vector).CopyTo(numbers.AsSpan(i * dimensions));
        return new VectorIndex([.. rows.Select(row => row.Handle)], numbers, dimensions, state);
    }

    private static object[] Parameters(string workspace, string locale, string model) =>
    [
        new NpgsqlParameter("workspace", workspace), new NpgsqlParameter("locale", locale),
        new NpgsqlParameter("model", model),
    ];

    private sealed class StateRow
    {
        public required int Count { get; init; }

        public DateTimeOffset? Newest { get; init; }
    }

    private sealed class VectorRow
    {
        public required string Handle { get; init; }

        public required byte[] Vector { get; init; }
    }
}
