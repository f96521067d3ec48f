using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Shop.Window;

/// <summary>
/// Reads what a shop shows from its records: the same products, prices and answers that its agent speaks of.
/// </summary>
internal sealed class ShopWindowReader(IDbContextFactory<RecordsDbContext> records, CatalogueSearch search)
{
    private const int MaxItems = 500;
    private const int MaxFound = 24;

    /// <summary>All that the shop shows.</summary>
    public async Task<ShopWindow> ReadAsync(string workspace, string locale, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var items = await Items(db, workspace, locale).Take(MaxItems).ToListAsync(cancellationToken);
        var questions = await db.FaqEntries.AsNoTracking()
            .Where(entry => entry.Workspace == workspace && entry.Locale == locale)
            .OrderBy(entry => entry.Position)
            .Select(entry => new AnsweredQuestion(entry.Question, entry.Answer))
            .ToListAsync(cancellationToken);
        return new ShopWindow(Shelve(items), questions);
    }

    /// <summary>What answers to a visitor's words, best first, typos forgiven.</summary>
    public async Task<IReadOnlyList<ShopItem>> SearchAsync(
        string workspace, string locale, string query, CancellationToken cancellationToken)
    {
        var found = await search.FindProductsAsync(workspace, locale, query, MaxFound, cancellationToken);
        return await ReadAllAsync(workspace, locale, [.. found.Select(match => match.Handle)], cancellationToken);
    }

    /// <summary>The product with that handle, or null.</summary>
    public async Task<ShopItem?> FindAsync(
        string workspace, string locale, string handle, CancellationToken cancellationToken) =>
        (await ReadAllAsync(workspace, locale, [handle], cancellationToken)).SingleOrDefault();

    /// <summary>Products that could take the place of that one.</summary>
    public async Task<IReadOnlyList<ShopItem>> FindSimilarAsync(
        string workspace, string locale, string handle, int limit, CancellationToken cancellationToken)
    {
        var similar = await search.FindSimilarAsync(workspace, locale, handle, limit, cancellationToken);
        return await ReadAllAsync(workspace, locale, [.. similar.Select(match => match.Handle)], cancellationToken);
    }

    /// <summary>Addresses of pictures of what the shop sells, one of each shelf as far as they go.</summary>
    public async Task<IReadOnlyList<string>> ReadPicturesAsync(
        string workspace, string locale, int limit, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var items = await Items(db, workspace, locale)
            .Where(item => item.ImageUrl != null)
            .Select(item => new { item.Category, item.ImageUrl })
            .Take(MaxItems)
            .ToListAsync(cancellationToken);
        return [.. items.DistinctBy(item => item.Category).Take(limit).Select(item => item.ImageUrl!)];
    }

    private async Task<IReadOnlyList<ShopItem>> ReadAllAsync(
        string workspace, string locale, string[] handles, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var items = await Items(db, workspace, locale, product => handles.Contains(product.Handle))
            .ToListAsync(cancellationToken);
        return [.. items.OrderBy(item => Array.IndexOf(handles, item.Handle))];
    }

    private static IQueryable<ShopItem> Items(
        RecordsDbContext db, string workspace, string locale, Expression<Func<Product, bool>>? which = null)
    {
        var products = db.Products.AsNoTracking().Where(product => product.Workspace == workspace);
        return from product in which is null ? products : products.Where(which)
               join text in db.ProductTexts.AsNoTracking() on product.Id equals text.ProductId
               where text.Locale == locale
               orderby product.Id
               select new ShopItem
               {
                   Handle = product.Handle,
                   Title = text.Title,
                   Description = text.Description,
                   Category = text.Category,
                   Tags = text.Tags,
                   Options = text.Options,
                   Price = new Money(product.Price, product.Currency),
                   CompareAtPrice = product.CompareAtPrice,
                   Stock = product.Stock,
                   ImageUrl = product.ImageUrl,
                   Vendor = product.Vendor,
               };
    }

    private static List<Shelf> Shelve(IEnumerable<ShopItem> items) =>
    [
        .. items.GroupBy(item => item.Category).Select(group =>
            new Shelf(group.Key, Anchor(group.Key), [.. group.OrderBy(item => item.Stock == 0)])),
    ];

    private static string Anchor(string category)
    {
        var letters = category.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-');
        return $"shelf-{string.Concat(letters)}";
    }
}
