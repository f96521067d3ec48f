using System.Data.Common;
using System.Diagnostics.Metrics;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Keeps what is known of the products of each workspace and language in memory: their words, which are of which kind,
/// and what is told of them in numbers. At most <see cref="CatalogueOptions.ProductMegabytes"/> are kept.
/// </summary>
public sealed class ProductIndexCache
{
    private static readonly ProductIndex Empty = new([], "");

    private readonly IndexCache<ProductIndex> _indexes;

    /// <summary>Keeps nothing yet.</summary>
    public ProductIndexCache(
        IDbContextFactory<RecordsDbContext> records, IOptions<CatalogueOptions> options, IMeterFactory meters) =>
        _indexes = new IndexCache<ProductIndex>(
            records, "products", options.Value.ProductBytes, meters, async (db, workspace, locale) =>
            {
                var index = new ProductIndex(await ProductReader.ReadAsync(db, workspace, locale), locale);
                return (index, index.Bytes);
            });

    /// <summary>How much is kept, in bytes, about.</summary>
    internal long Bytes => _indexes.Bytes;

    /// <summary>The index as it was read last, however long ago; null when it was not.</summary>
    internal ProductIndex? Known(string workspace, string locale) => _indexes.Known(workspace, locale)?.Value;

    /// <summary>Reads the index; where that fails, whoever needs it meets the fault.</summary>
    internal async Task LoadAsync(string workspace, string locale)
    {
        try
        {
            await _indexes.ReadAsync(workspace, locale);
        }
        catch (DbException)
        {
            // The next tool that looks into the catalogue says so, with the turn's id.
        }
    }

    /// <summary>The index; empty where nothing was imported.</summary>
    public async Task<ProductIndex> GetAsync(string workspace, string locale, CancellationToken cancellationToken) =>
        (await _indexes.GetAsync(workspace, locale, cancellationToken))?.Value ?? Empty;
}
