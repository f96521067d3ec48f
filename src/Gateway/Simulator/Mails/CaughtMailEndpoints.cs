using Gateway.Brain.Mail;
using Gateway.Demo.Frame;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Simulator.Mails;

/// <summary>The mails that the simulator caught, under <c>/simulator/mails</c>.</summary>
internal static class CaughtMailEndpoints
{
    private const int MostLines = 100;

    /// <summary>Maps them into the simulator, whose doors they are behind.</summary>
    public static void MapCaughtMails(this IEndpointRouteBuilder simulator)
    {
        simulator.MapMethods("/mails", DemoPages.ReadMethods, ListAsync);
        simulator.MapMethods("/mails/{id:guid}", DemoPages.ReadMethods, ShowAsync);
        simulator.MapGet("/mails/{id:guid}/files/{place:int}", SendFileAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, MailList mails, DemoPages pages, IWorkspaces workspaces, string? workspace = null) =>
        await RenderAsync(context, mails, pages, workspaces, workspace, shown: null);

    private static async Task<IResult> ShowAsync(
        HttpContext context, Guid id, MailList mails, DemoPages pages, IWorkspaces workspaces,
        string? workspace = null) =>
        await mails.FindAsync(id, context.RequestAborted) is { } shown
            ? await RenderAsync(context, mails, pages, workspaces, workspace, shown)
            : pages.NotFound(context, "/simulator/mails");

    private static async Task<RazorComponentResult<CaughtMailsPage>> RenderAsync(
        HttpContext context, MailList mails, DemoPages pages, IWorkspaces workspaces, string? workspace,
        OutgoingMail? shown)
    {
        var business = workspaces.TryGet(workspace, out var known) ? known : null;
        var page = pages.PageFor(context, business?.Locale);
        var result = DemoPages.Render<CaughtMailsPage>(context, new()
        {
            ["Page"] = page,
            ["Lines"] = await mails.NewestAsync(business?.Id, MostLines, context.RequestAborted),
            ["Shown"] = shown,
            ["Business"] = business,
            ["Workspaces"] = workspaces,
        });
        DemoHeaders.OfCaughtMail(context.Response);
        return result;
    }

    private static async Task<IResult> SendFileAsync(HttpContext context, Guid id, int place, MailList mails)
    {
        var mail = await mails.FindAsync(id, context.RequestAborted);
        if (mail?.Attachments.FirstOrDefault(file => file.Place == place) is not { } found)
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);
        DemoHeaders.OfDownload(context.Response);
        return Results.File(found.Content, found.MediaType, found.FileName);
    }
}
