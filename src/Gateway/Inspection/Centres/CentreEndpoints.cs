using System.Security.Claims;
using System.Text.Json.Nodes;
using Gateway.Api;
using Gateway.Channels;
using Gateway.Demo.Frame;
using Gateway.Inspection.Centres.Fields;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Centres;

/// <summary>Inspection centres over HTTP: <c>/api/centers</c>, by the names of the booking interface.</summary>
internal static class CentreEndpoints
{
    private const string RequestHeader = "Idempotency-Key";

    /// <summary>
    /// Maps the endpoints under <paramref name="api"/>, which checks the API key. A key of one workspace sees that
    /// centre alone, may change it, and creates none.
    /// </summary>
    public static RouteGroupBuilder MapCentres(this RouteGroupBuilder api)
    {
        api.MapGet("/centers", ListAsync).WithSummary("Inspection centres, by id");
        api.MapGet("/centers/{id}", FindAsync).WithSummary("One inspection centre");
        api.MapPost("/centers", CreateAsync).Accepts<JsonObject>("application/json")
            .WithSummary("Creates a centre, which is served at once");
        api.MapPatch("/centers/{id}", ChangeAsync).Accepts<JsonObject>("application/json")
            .WithSummary("Changes the fields of a centre that are there");
        api.MapPost("/centers/import", ImportAsync).Accepts<string>("text/csv")
            .WithSummary("Creates centres of a CSV file, and reports line by line");
        return api;
    }

    /// <summary>The gateway's own origin as this request sees it.</summary>
    public static string OwnOrigin(HttpContext context) =>
        context.RequestServices.GetService<PublicAddress>()?.Configured?.GetLeftPart(UriPartial.Authority)
        ?? $"{context.Request.Scheme}://{context.Request.Host}".ToLowerInvariant();

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal caller, CentreList centres, CancellationToken cancellationToken, string? limit = null,
        string? after = null)
    {
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        if (after is not null && !WorkspaceName.Is(after))
            return CentreProblems.Of("after: expected the 'next' of an earlier answer.", 400);
        var page = await centres.PageAsync(caller.OnlyWorkspace(), after, size + 1, cancellationToken);
        var items = page.Take(size).ToList();
        var answer = new JsonObject { ["items"] = new JsonArray([.. items]) };
        if (page.Count > size)
            answer["next"] = items[^1]["id"]!.DeepClone();
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> FindAsync(
        string id, ClaimsPrincipal caller, CentreList centres, CancellationToken cancellationToken) =>
        caller.MaySee(id) && await centres.FindAsync(id, cancellationToken) is { } centre
            ? TypedResults.Ok(centre)
            : Missing();

    private static async Task<IResult> CreateAsync(
        HttpContext context, ClaimsPrincipal caller, CentreBook book, CentreList centres,
        CancellationToken cancellationToken)
    {
        if (caller.OnlyWorkspace() is not null)
            return CentreProblems.Of("This key is one workspace's: it creates no centres.", 403);
        var fields = await FieldsBody.ReadJsonAsync(context.Request, cancellationToken);
        var words = DemoWords.For(context.Request, "en");
        var request = context.Request.Headers[RequestHeader].ToString();
        var outcome = await book.CreateAsync(
            new NewCentre(fields, "fr", OwnOrigin(context))
            {
                Request = request.Length is > 0 and <= 200 ? request : null,
                RefusesRest = true,
            },
            $"key:{caller.KeyId()}", cancellationToken);
        return outcome switch
        {
            CentreOutcome.Done done => TypedResults.Created(
                $"/api/centers/{done.Id}", await centres.FindAsync(done.Id, cancellationToken)),
            CentreOutcome.WasThere there => TypedResults.Ok(await centres.FindAsync(there.Id, cancellationToken)),
            CentreOutcome.Refused refused => CentreProblems.Of(refused.Errors, words),
            CentreOutcome.Conflict conflict => CentreProblems.Of(conflict.Reason, 409),
            _ => Missing(),
        };
    }

    private static async Task<IResult> ChangeAsync(
        string id, HttpContext context, ClaimsPrincipal caller, CentreBook book, CentreList centres,
        CancellationToken cancellationToken)
    {
        if (!caller.MaySee(id))
            return Missing();
        var fields = await FieldsBody.ReadJsonAsync(context.Request, cancellationToken);
        return await book.ChangeAsync(id, fields, $"key:{caller.KeyId()}", cancellationToken) switch
        {
            CentreOutcome.Done => TypedResults.Ok(await centres.FindAsync(id, cancellationToken)),
            CentreOutcome.Refused refused =>
                CentreProblems.Of(refused.Errors, DemoWords.For(context.Request, "en")),
            CentreOutcome.Conflict conflict => CentreProblems.Of(conflict.Reason, 409),
            _ => Missing(),
        };
    }

    private static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpContext context, ClaimsPrincipal caller, CentreImporter importer, CancellationToken cancellationToken,
        bool dryRun = false)
    {
        if (caller.OnlyWorkspace() is not null)
            return CentreProblems.Of("This key is one workspace's: it creates no centres.", 403);
        using var file = new StreamReader(context.Request.Body);
        var report = await importer.ImportAsync(
            await file.ReadToEndAsync(cancellationToken), OwnOrigin(context), $"key:{caller.KeyId()}", dryRun,
            DemoWords.For(context.Request, "en"), cancellationToken);
        return report is { Problem: { } problem }
            ? CentreProblems.Of(problem, 400)
            : TypedResults.Ok(report);
    }

    private static ProblemHttpResult Missing() => CentreProblems.Of("There is no such centre.", 404);
}
