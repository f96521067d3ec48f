using Gateway.Brain.House.Learning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Answers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>Writes a catalogue over the one that was there, inside the caller's transaction.</summary>
internal static class CatalogueStore
{
    private const string ListWords =
        """
        DELETE FROM search_words WHERE workspace = @workspace;

        INSERT INTO search_words (workspace, source, locale, word, lexeme, documents)
        WITH documents AS (
            SELECT 'product' AS source, text.locale, text.search,
                concat_ws(' ', text.title, text.category, text.tags, text.options, text.description) AS body
            FROM product_texts AS text JOIN products AS product ON product.id = text.product_id
            WHERE product.workspace = @workspace
            UNION ALL
            SELECT 'faq', locale, search, concat_ws(' ', question, answer) FROM faq_entries WHERE workspace = @workspace
        ),
        words AS (
            SELECT DISTINCT documents.source, documents.locale, word
            FROM documents CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('gateway_words', documents.body))) AS word
            WHERE length(word) <= 60
        ),
        frequencies AS (
            SELECT documents.source, documents.locale, lexeme, count(*)::integer AS documents
            FROM documents CROSS JOIN LATERAL unnest(tsvector_to_array(documents.search)) AS lexeme
            GROUP BY documents.source, documents.locale, lexeme
        ),
        -- Materialized: the planner would pair every word with every frequency first, and take the lexeme of a word a million times.
        lexemes AS MATERIALIZED (
            SELECT words.source, words.locale, words.word, own.lexeme
            FROM words
            CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector(
                CASE words.locale WHEN 'fr' THEN 'gateway_fr'::regconfig ELSE 'gateway_en'::regconfig END, words.word))) AS own(lexeme)
        )
        SELECT DISTINCT @workspace, lexemes.source, lexemes.locale, lexemes.word, lexemes.lexeme, frequencies.documents
        FROM lexemes JOIN frequencies USING (source, locale, lexeme)
        """;

    private static readonly Lazy<UtteranceReader> Reader = new(() => UtteranceReader.Load("House.shop.model"));

    /// <summary>
    /// Changes what differs, adds what is new and removes what has gone and was not put aside; saved by the caller.
    /// </summary>
    public static async Task ReplaceProductsAsync(
        RecordsDbContext db, string workspace, CatalogueReading reading, CancellationToken cancellationToken)
    {
        if (reading.Products is not { } products)
            return;
        var stored = await db.Products.Where(product => product.Workspace == workspace)
            .Include(product => product.Texts)
            .ToDictionaryAsync(product => product.Handle, cancellationToken);
        foreach (var product in products)
        {
            if (stored.Remove(product.Handle, out var known))
                Overwrite(known, product, reading);
            else
                db.Products.Add(product);
        }

        db.Products.RemoveRange(stored.Values.Where(product => !reading.Aside.Any(handle => IsOf(product, handle))));
    }

    /// <summary>
    /// Removes the answered questions, but for those in the languages of <paramref name="kept"/>, and adds those of the
    /// files; saved by the caller.
    /// </summary>
    public static async Task ReplaceFaqAsync(
        RecordsDbContext db, string workspace, IReadOnlyDictionary<string, IReadOnlyList<FaqItem>> faq,
        IReadOnlyCollection<string> kept, CancellationToken cancellationToken)
    {
        await db.FaqEntries.Where(entry => entry.Workspace == workspace && !kept.Contains(entry.Locale))
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var (locale, items) in faq)
        {
            db.FaqEntries.AddRange(items.Select((item, i) => new FaqEntry
            {
                Workspace = workspace,
                Locale = locale,
                Position = i + 1,
                Question = item.Question,
                Answer = item.Answer,
                Ways = [.. item.Ways],
                About = AnswerAbout.Of(item.Question, item.Ways, item.Answer, locale, Reader.Value).Write(),
            }));
        }
    }

    /// <summary>
    /// Removes what an earlier import could not read and adds what this one cannot; saved by the caller.
    /// </summary>
    public static async Task ReplaceFaultsAsync(
        RecordsDbContext db, string workspace, IReadOnlyList<FileError> errors, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        await db.CatalogueFaults.Where(fault => fault.Workspace == workspace).ExecuteDeleteAsync(cancellationToken);
        db.CatalogueFaults.AddRange(
            errors.Select(error => CatalogueFault.Of(workspace, error, at)).DistinctBy(fault => fault.Id));
    }

    /// <summary>Lists anew which words the stored texts use, for misspelt ones to be compared with.</summary>
    public static Task ListWordsAsync(RecordsDbContext db, string workspace, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(ListWords, [new NpgsqlParameter("workspace", workspace)], cancellationToken);

    // A variant with a price of its own is a product whose handle begins with the record's; so may begin that of
    // another record.
    private static bool IsOf(Product stored, string handle) => stored.Record is { } record
        ? record == handle
        : stored.Handle == handle || stored.Handle.StartsWith($"{handle}-", StringComparison.Ordinal);

    private static void Overwrite(Product known, Product product, CatalogueReading reading)
    {
        known.Record = product.Record;
        known.Price = product.Price;
        known.CompareAtPrice = product.CompareAtPrice;
        known.Currency = product.Currency;
        known.Stock = product.Stock;
        known.ImageUrl = product.ImageUrl;
        known.Vendor = product.Vendor;
        foreach (var text in product.Texts)
        {
            if (known.Texts.Find(other => other.Locale == text.Locale) is not { } own)
            {
                known.Texts.Add(text);
                continue;
            }

            if (reading.Untranslated.Contains(text.Locale) || reading.KeptWords.Contains((text.Locale, product.Handle))
                || (product.Record is { } record && reading.KeptWords.Contains((text.Locale, record))))
                continue;

            own.Title = text.Title;
            own.Description = text.Description;
            own.Category = text.Category;
            own.Tags = text.Tags;
            own.Options = text.Options;
            own.Variants = text.Variants;
        }
    }
}
