using Gateway.Brain.Shop;
using Gateway.Channels.Web;
using Gateway.Demo.Pages;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gateway.Demo;

/// <summary>The start page, and a page of each business with its widget on it.</summary>
internal static class DemoEndpoints
{
    private const int SimilarItems = 4;
    private const int CardPictures = 6;
    private const int MaxQueryLength = 100;

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/</c> and everything below <c>/demo</c>.</summary>
    public static void MapDemoPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").ExcludeFromDescription();
        pages.MapMethods("/", ReadMethods, ShowStartAsync);
        pages.MapMethods("/demo/{workspace}", ReadMethods, ShowBusinessAsync);
        pages.MapMethods("/demo/{workspace}/products/{handle}", ReadMethods, ShowProductAsync);
        pages.MapMethods("/demo/{workspace}/images/{file}", ReadMethods, SendImage);
        pages.MapMethods("/demo/assets/{file}", ReadMethods, SendAsset);
    }

    private static async Task<RazorComponentResult<StartPage>> ShowStartAsync(
        HttpContext context, IWorkspaces workspaces, DemoAssets assets, ShopWindowReader reader, Simulation simulation, string? workspace = null)
    {
        var served = workspaces.All.OrderBy(one => one.Solution != "shop").ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        var live = served.FirstOrDefault(one => one.Id == workspace && one.Web() is not null) ?? served.FirstOrDefault(one => one.Web() is not null);
        var page = PageFor(context, assets, live?.Locale);
        var demos = new List<DemoCard>();
        foreach (var business in served)
        {
            var pictures = business.Solution == "shop"
                ? await reader.ReadPicturesAsync(business.Id, page.Words.Locale, CardPictures, context.RequestAborted)
                : [];
            demos.Add(new DemoCard(business, pictures));
        }

        return Render<StartPage>(context, new() { ["Page"] = page, ["Demos"] = demos, ["Live"] = live, ["HasSimulator"] = simulation.IsOn && LocalOnly.SeemsLocal(context) });
    }

    private static async Task<IResult> ShowBusinessAsync(
        HttpContext context, IWorkspaces workspaces, DemoAssets assets, ShopWindowReader reader, string workspace, string? q = null)
    {
        if (!workspaces.TryGet(workspace, out var business))
            return NotFound(context, assets, "/");
        var page = PageFor(context, assets, business.Locale);
        if (ShopOf(business, page) is not { } shop)
            return Render<BusinessPage>(context, new() { ["Page"] = page, ["Workspace"] = business });

        var query = Tidy(q);
        var window = await reader.ReadAsync(business.Id, page.Words.Locale, context.RequestAborted);
        var found = query is null ? null : await reader.SearchAsync(business.Id, page.Words.Locale, query, context.RequestAborted);
        return Render<ShopPage>(context, new() { ["Shop"] = shop, ["Window"] = window, ["Query"] = query, ["Found"] = found });
    }

    private static async Task<IResult> ShowProductAsync(
        HttpContext context, IWorkspaces workspaces, DemoAssets assets, ShopWindowReader reader, string workspace, string handle)
    {
        if (!workspaces.TryGet(workspace, out var business))
            return NotFound(context, assets, "/");
        var page = PageFor(context, assets, business.Locale);
        var locale = page.Words.Locale;
        if (ShopOf(business, page) is not { } shop
            || await reader.FindAsync(business.Id, locale, handle, context.RequestAborted) is not { } item)
        {
            return NotFound(context, assets, $"/demo/{business.Id}");
        }

        var window = await reader.ReadAsync(business.Id, locale, context.RequestAborted);
        var similar = await reader.FindSimilarAsync(business.Id, locale, handle, SimilarItems, context.RequestAborted);
        return Render<ProductPage>(context, new() { ["Shop"] = shop, ["Window"] = window, ["Item"] = item, ["Similar"] = similar });
    }

    private static IResult SendImage(HttpContext context, IWorkspaces workspaces, WorkspaceImages images, string workspace, string file)
    {
        if (!workspaces.TryGet(workspace, out var business) || images.Find(business, file) is not { } image)
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "There is no such picture.");
        DemoHeaders.OfImage(context.Response);
        return Results.File(image.FilePath, image.ContentType, lastModified: image.ChangedAt);
    }

    private static IResult SendAsset(HttpContext context, DemoAssets assets, string file, string? v = null)
    {
        if (assets.Find(file) is not { } asset)
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "There is no such asset.");
        DemoHeaders.OfAsset(context.Response, isThisVersion: v == asset.Version);
        return Results.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }

    private static IResult NotFound(HttpContext context, DemoAssets assets, string back)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "There is no such page.");
        var page = PageFor(context, assets, fallback: null);
        var result = Render<NotFoundPage>(context, new() { ["Page"] = page, ["Back"] = back });
        result.StatusCode = StatusCodes.Status404NotFound;
        return result;
    }

    private static DemoPage PageFor(HttpContext context, DemoAssets assets, string? fallback) =>
        new(assets, DemoWords.For(context.Request, fallback), context.Request);

    private static ShopPageContext? ShopOf(Workspace business, DemoPage page) =>
        business.Solution == "shop" && ShopSettings.Parse(business).Settings is { } settings
            ? new ShopPageContext(page, business, settings)
            : null;

    private static string? Tidy(string? query)
    {
        var words = WellFormed.Line(query, int.MaxValue);
        return words is { Length: <= MaxQueryLength } ? words : null;
    }

    private static RazorComponentResult<TPage> Render<TPage>(HttpContext context, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        DemoHeaders.OfPage(context.Response);
        return new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true };
    }
}
