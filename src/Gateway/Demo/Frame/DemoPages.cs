using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Demo.Frame;

/// <summary>What all demo pages are made of.</summary>
internal sealed class DemoPages(DemoAssets assets)
{
    /// <summary>How pages are asked for.</summary>
    public static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What a page is told.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fallback">The language, where the reader names none that we speak; null: English.</param>
    public DemoPage PageFor(HttpContext context, string? fallback) =>
        new(assets, DemoWords.For(context.Request, fallback), context.Request);

    /// <summary>A page.</summary>
    public static RazorComponentResult<TPage> Render<TPage>(HttpContext context, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        DemoHeaders.OfPage(context.Response);
        return new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true };
    }

    /// <summary>That there is no such page: as one for people, as problem details for programs.</summary>
    /// <param name="context">The request.</param>
    /// <param name="back">Where the page leads to.</param>
    public IResult NotFound(HttpContext context, string back)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "There is no such page.");
        var result = Render<NotFoundPage>(
            context, new() { ["Page"] = PageFor(context, fallback: null), ["Back"] = back });
        result.StatusCode = StatusCodes.Status404NotFound;
        return result;
    }
}
