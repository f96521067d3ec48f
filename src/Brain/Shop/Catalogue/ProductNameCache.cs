using System.Collections.Concurrent;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps the product names of each workspace and language in memory. Each read asks the database, by primary key,
/// whether an import has come since, on whichever node: a name that has left the catalogue is never recognised again.
/// </summary>
public sealed class ProductNameCache(IDbContextFactory<RecordsDbContext> records)
{
    private readonly ConcurrentDictionary<(string Workspace, string Locale), Names> _kept = new();

    /// <summary>Every product's name, by title.</summary>
    public async Task<IReadOnlyList<ProductName>> GetAsync(
        string workspace, string locale, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var hash = await db.CatalogueImports.AsNoTracking()
            .Where(import => import.Workspace == workspace)
            .Select(import => import.ContentHash)
            .SingleOrDefaultAsync(cancellationToken);
        if (hash is null)
            return [];
        if (_kept.TryGetValue((workspace, locale), out var kept) && kept.ContentHash.AsSpan().SequenceEqual(hash))
            return kept.Products;

        // An import between the two queries makes the names newer than the hash, and the next read replaces them.
        var products = await (
            from text in db.ProductTexts
            join product in db.Products on text.ProductId equals product.Id
            where product.Workspace == workspace && text.Locale == locale
            orderby text.Title, product.Handle
            select new ProductName(product.Handle, text.Title)).ToListAsync(cancellationToken);
        _kept[(workspace, locale)] = new Names(hash, products);
        return products;
    }

    private sealed record Names(byte[] ContentHash, IReadOnlyList<ProductName> Products);
}
