using Gateway.Brain.Shop.Settings;
using Gateway.Demo.Frame;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Gateway.Shop.Pages;
using Gateway.Shop.Window;

namespace Gateway.Shop;

/// <summary>The pages of a shop with its widget on them: the window, and each product.</summary>
internal sealed class ShopPages(DemoPages pages, ShopWindowReader reader)
{
    private const int SimilarItems = 4;
    private const int MaxQueryLength = 100;

    /// <summary>
    /// The shop's front page; with <c>?q=</c> what answers to it. Null when its settings are not those of a shop.
    /// </summary>
    public async Task<IResult?> ShowShopAsync(HttpContext context, Workspace business)
    {
        var page = pages.PageFor(context, business.Locale);
        if (ShopOf(business, page) is not { } shop)
            return null;
        var query = Tidy(context.Request.Query["q"]);
        var window = await reader.ReadAsync(business.Id, page.Words.Locale, context.RequestAborted);
        var found = query is null
            ? null
            : await reader.SearchAsync(business.Id, page.Words.Locale, query, context.RequestAborted);
        return DemoPages.Render<ShopPage>(
            context, new() { ["Shop"] = shop, ["Window"] = window, ["Query"] = query, ["Found"] = found });
    }

    /// <summary>The page of a product.</summary>
    public async Task<IResult> ShowProductAsync(HttpContext context, Workspace? business, string handle)
    {
        if (business is null)
            return pages.NotFound(context, "/");
        var page = pages.PageFor(context, business.Locale);
        var locale = page.Words.Locale;
        if (ShopOf(business, page) is not { } shop
            || await reader.FindAsync(business.Id, locale, handle, context.RequestAborted) is not { } item)
        {
            return pages.NotFound(context, $"/demo/{business.Id}");
        }

        var window = await reader.ReadAsync(business.Id, locale, context.RequestAborted);
        var similar = await reader.FindSimilarAsync(business.Id, locale, handle, SimilarItems, context.RequestAborted);
        return DemoPages.Render<ProductPage>(
            context, new() { ["Shop"] = shop, ["Window"] = window, ["Item"] = item, ["Similar"] = similar });
    }

    private static ShopPageContext? ShopOf(Workspace business, DemoPage page) =>
        business.Solution == ShopSettings.Solution && ShopSettings.Parse(business).Settings is { } settings
            ? new ShopPageContext(page, business, settings)
            : null;

    private static string? Tidy(string? query)
    {
        var words = WellFormed.Line(query, int.MaxValue);
        return words is { Length: <= MaxQueryLength } ? words : null;
    }
}

/// <summary>Maps the shop's own pages.</summary>
internal static class ShopPageEndpoints
{
    /// <summary>Maps <c>/demo/{workspace}/products/{handle}</c>.</summary>
    public static void MapShopPages(this IEndpointRouteBuilder pages) => pages.MapMethods(
        "/demo/{workspace}/products/{handle}", DemoPages.ReadMethods,
        (HttpContext context, IWorkspaces workspaces, ShopPages shop, string workspace, string handle) =>
            shop.ShowProductAsync(context, workspaces.TryGet(workspace, out var business) ? business : null, handle));
}
