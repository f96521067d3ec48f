using System.Collections.Concurrent;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps the index of each workspace and language in memory. Each read asks the database, by primary key, whether an
/// import has come since, on whichever node: what has left the catalogue is never found again.
/// </summary>
public sealed class ProductIndexCache(IDbContextFactory<RecordsDbContext> records)
{
    private static readonly ProductIndex Empty = new([]);

    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept> _kept = new();

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
        if (_kept.TryGetValue((workspace, locale), out var kept) && kept.ContentHash.AsSpan().SequenceEqual(hash))
            return kept.Index;

        // An import between the two queries makes the texts newer than the hash, and the next read replaces them.
        var products = await (
            from text in db.ProductTexts
            join product in db.Products on text.ProductId equals product.Id
            where product.Workspace == workspace && text.Locale == locale
            orderby text.Title, product.Handle
            select new IndexedText(
                product.Handle, text.Title, text.Description, text.Category, text.Tags, text.Options ?? ""))
            .ToListAsync(cancellationToken);
        var index = new ProductIndex(products);
        _kept[(workspace, locale)] = new Kept(hash, index);
        return index;
    }

    private sealed record Kept(byte[] ContentHash, ProductIndex Index);
}
