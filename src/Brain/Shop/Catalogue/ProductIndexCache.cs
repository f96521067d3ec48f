using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Shop.Catalogue.Goods;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps what is known of the products of each workspace and language in memory: their words, and which are of which
/// kind. Each read asks the database, by primary key, whether an import has come since, on whichever node: what has
/// left the catalogue is never found again.
/// </summary>
public sealed class ProductIndexCache(IDbContextFactory<RecordsDbContext> records)
{
    private readonly ConcurrentDictionary<(string Workspace, string Locale), Lazy<Task<ProductIndex>>> _reads = [];
    private static readonly ProductIndex Empty = new([], "");

    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept> _indexes = [];

    /// <summary>The index as it was read last, however long ago; null when it was not.</summary>
    internal ProductIndex? Known(string workspace, string locale) =>
        _indexes.GetValueOrDefault((workspace, locale))?.Value;

    /// <summary>Reads the index; where that fails, whoever needs it meets the fault.</summary>
    internal async Task LoadAsync(string workspace, string locale)
    {
        try
        {
            await ReadOnceAsync(workspace, locale);
        }
        catch (DbException)
        {
            // The next tool that looks into the catalogue says so, with the turn's id.
        }
    }

    /// <summary>The index; empty where nothing was imported.</summary>
    public async Task<ProductIndex> GetAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var hash = await db.CatalogueImports.AsNoTracking()
            .Where(import => import.Workspace == workspace)
            .Select(import => import.ContentHash)
            .SingleOrDefaultAsync(cancellationToken);
        if (hash is null)
            return Empty;
        if (_indexes.TryGetValue((workspace, locale), out var known)
            && known.ContentHash.AsSpan().SequenceEqual(hash))
            return known.Value;

        return await ReadOnceAsync(workspace, locale).WaitAsync(cancellationToken);
    }

    // However many ask at once, it is read once: what takes a moment alone takes each of a hundred as long as all.
    private Task<ProductIndex> ReadOnceAsync(string workspace, string locale) => _reads.GetOrAdd(
        (workspace, locale), key => new Lazy<Task<ProductIndex>>(() => Task.Run(async () =>
        {
            try
            {
                await using var db = await records.CreateDbContextAsync();
                // An import between the two queries makes what is read newer than the hash, and the next read replaces
                // it.
                var hash = await db.CatalogueImports.AsNoTracking()
                    .Where(import => import.Workspace == key.Workspace)
                    .Select(import => import.ContentHash)
                    .SingleOrDefaultAsync();
                if (hash is null)
                    return Empty;
                var value = await ReadAsync(db, key.Workspace, key.Locale, CancellationToken.None);
                _indexes[key] = new Kept(hash, value);
                return value;
            }
            finally
            {
                _reads.TryRemove(key, out _);
            }
        }))).Value;

    // What can be had comes before what cannot, where both answer equally well.
    private static async Task<ProductIndex> ReadAsync(
        RecordsDbContext db, string workspace, string locale, CancellationToken cancellationToken)
    {
        var texts = await (
            from text in db.ProductTexts
            join product in db.Products on text.ProductId equals product.Id
            where product.Workspace == workspace && text.Locale == locale
            orderby product.Stock == 0, text.Title, product.Handle
            select new
            {
                product.Handle,
                text.Title,
                text.Description,
                text.Category,
                text.Tags,
                text.Options,
                text.Facts
            }).ToListAsync(cancellationToken);
        return new ProductIndex(
            [.. texts.Select(text =>
            {
                var measures = text.Facts is null ? ProductFacts.None.Measures : ProductFacts.Read(text.Facts).Measures;
                return new GoodsText(
                    text.Handle, text.Title, text.Description, text.Category, text.Tags, text.Options ?? "")
                {
                    Capacity = measures.TryGetValue("capacity", out var capacity) ? capacity : null,
                    Extent = measures.TryGetValue("size", out var extent) ? extent : null,
                };
            })], locale);
    }

    private sealed record Kept(byte[] ContentHash, ProductIndex Value);
}
