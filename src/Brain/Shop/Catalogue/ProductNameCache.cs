using System.Collections.Concurrent;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps the product names and kinds of each workspace and language in memory. Each read asks the database, by primary
/// key, whether an import has come since, on whichever node: a name that has left the catalogue is never recognised
/// again.
/// </summary>
public sealed class ProductNameCache(IDbContextFactory<RecordsDbContext> records)
{
    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept<IReadOnlyList<ProductName>>> _names =
        [];

    private readonly ConcurrentDictionary<(string Workspace, string Locale), Kept<KindIndex>> _kinds = [];

    /// <summary>Every product's name, by title.</summary>
    public async Task<IReadOnlyList<ProductName>> GetAsync(
        string workspace, string locale, CancellationToken cancellationToken) =>
        await GetAsync(_names, ReadNamesAsync, workspace, locale, cancellationToken) ?? [];

    /// <summary>Which products are of which kind; null where nothing was imported.</summary>
    internal Task<KindIndex?> GetKindsAsync(string workspace, string locale, CancellationToken cancellationToken) =>
        GetAsync(_kinds, ReadKindsAsync, workspace, locale, cancellationToken);

    private static async Task<IReadOnlyList<ProductName>> ReadNamesAsync(
        RecordsDbContext db, string workspace, string locale, CancellationToken cancellationToken) => await (
            from text in db.ProductTexts
            join product in db.Products on text.ProductId equals product.Id
            where product.Workspace == workspace && text.Locale == locale
            orderby text.Title, product.Handle
            select new ProductName(product.Handle, text.Title)).ToListAsync(cancellationToken);

    private static async Task<KindIndex> ReadKindsAsync(
        RecordsDbContext db, string workspace, string locale, CancellationToken cancellationToken) => new(
            await (
            from text in db.ProductTexts
            join product in db.Products on text.ProductId equals product.Id
            where product.Workspace == workspace && text.Locale == locale
            orderby product.Stock == 0, text.Title, product.Handle
            select new KindSource(product.Handle, text.Title, text.Category, text.Tags, text.Description))
                .ToListAsync(cancellationToken), locale);

    private async Task<T?> GetAsync<T>(
        ConcurrentDictionary<(string Workspace, string Locale), Kept<T>> kept,
        Func<RecordsDbContext, string, string, CancellationToken, Task<T>> read, string workspace, string locale,
        CancellationToken cancellationToken)
        where T : class
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var hash = await db.CatalogueImports.AsNoTracking()
            .Where(import => import.Workspace == workspace)
            .Select(import => import.ContentHash)
            .SingleOrDefaultAsync(cancellationToken);
        if (hash is null)
            return null;
        if (kept.TryGetValue((workspace, locale), out var known) && known.ContentHash.AsSpan().SequenceEqual(hash))
            return known.Value;

        // An import between the two queries makes what is read newer than the hash, and the next read replaces it.
        var value = await read(db, workspace, locale, cancellationToken);
        kept[(workspace, locale)] = new Kept<T>(hash, value);
        return value;
    }

    private sealed record Kept<T>(byte[] ContentHash, T Value);
}
