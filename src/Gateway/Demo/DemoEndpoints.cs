using Gateway.Channels.Web;
using Gateway.Demo.Frame;
using Gateway.Demo.Pages;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Stage;
using Gateway.Solutions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gateway.Demo;

/// <summary>The start page, and a page of each business with its widget on it.</summary>
internal static class DemoEndpoints
{
    /// <summary>Maps <c>/</c> and everything below <c>/demo</c>.</summary>
    public static void MapDemoPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").ExcludeFromDescription();
        pages.MapMethods("/", DemoPages.ReadMethods, ShowStartAsync);
        pages.MapMethods("/demo/{workspace}", DemoPages.ReadMethods, ShowBusinessAsync);
        pages.MapMethods("/demo/{workspace}/phone", DemoPages.ReadMethods, ShowPhone);
        pages.MapMethods("/demo/{workspace}/images/{file}", DemoPages.ReadMethods, SendImage);
        pages.MapMethods("/demo/assets/{file}", DemoPages.ReadMethods, SendAsset);
        foreach (var solution in endpoints.ServiceProvider.GetRequiredService<KnownSolutions>().All)
            solution.MapPages(pages);
    }

    private static async Task<RazorComponentResult<StartPage>> ShowStartAsync(
        HttpContext context, IWorkspaces workspaces, DemoPages pages, KnownSolutions solutions, Simulation simulation,
        string? workspace = null)
    {
        var served = solutions.Sort(workspaces.All);
        var live = served.FirstOrDefault(one => one.Id == workspace && one.Web() is not null)
            ?? served.FirstOrDefault(one => one.Web() is not null);
        var page = pages.PageFor(context, live?.Locale);
        var demos = new List<DemoCard>();
        foreach (var business in served)
        {
            var solution = solutions[business.Solution];
            demos.Add(
                new DemoCard(
                business, solution, await solution.FindPicturesAsync(context, business, page.Words.Locale)));
        }

        return DemoPages.Render<StartPage>(context, new()
        {
            ["Page"] = page,
            ["Demos"] = demos,
            ["Live"] = live,
            ["HasSimulator"] = simulation.IsOn && LocalOnly.SeemsLocal(context),
        });
    }

    private static async Task<IResult> ShowBusinessAsync(
        HttpContext context, IWorkspaces workspaces, DemoPages pages, KnownSolutions solutions, Simulation simulation,
        string workspace)
    {
        if (!workspaces.TryGet(workspace, out var business))
            return pages.NotFound(context, "/");
        var solution = solutions[business.Solution];
        return await solution.ShowAsync(context, business) ?? DemoPages.Render<BusinessPage>(context, new()
        {
            ["Page"] = pages.PageFor(context, business.Locale),
            ["Workspace"] = business,
            ["Solution"] = solution,
            ["HasPhone"] = HasPhone(simulation, context, business),
        });
    }

    /// <summary>The telephone in the browser, which is the simulator's.</summary>
    private static IResult ShowPhone(
        HttpContext context, IWorkspaces workspaces, DemoPages pages, Simulation simulation, string workspace,
        string? lang = null)
    {
        if (!workspaces.TryGet(workspace, out var business) || !HasPhone(simulation, context, business))
            return pages.NotFound(context, "/");
        var language = lang is null ? "" : $"&lang={Uri.EscapeDataString(lang)}";
        return Results.Redirect($"/simulator/phone?workspace={Uri.EscapeDataString(business.Id)}{language}");
    }

    private static bool HasPhone(Simulation simulation, HttpContext context, Workspace workspace) =>
        simulation.Twilio is not null && LocalOnly.SeemsLocal(context)
        && workspace.Channels.Any(channel => channel.Kind == ChannelKind.Voice);

    private static IResult SendImage(
        HttpContext context, IWorkspaces workspaces, WorkspaceImages images, string workspace, string file)
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
        return Results.Bytes(
            asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }
}
