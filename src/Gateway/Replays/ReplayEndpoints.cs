using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Operators;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Replays;

/// <summary>
/// Recorded conversations: <c>GET /api/sessions/{id}/recording</c> exports one, <c>POST /api/replays</c> runs one again
/// against another model, another prompt or other rules, and tells what goes otherwise.
/// </summary>
internal static class ReplayEndpoints
{
    private const long MaxBodyBytes = 32 * 1024 * 1024;
    private const string RetrySeconds = "30";

    /// <summary>Maps the endpoints under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapReplays(this RouteGroupBuilder api)
    {
        api.MapGet("/sessions/{id}/recording", ExportAsync)
            .WithSummary("All that it takes to run a session's turns again");
        api.MapPost("/replays", ReplayAsync)
            .WithSummary("Runs a recorded conversation again, and tells what goes otherwise")
            .Accepts<NewReplay>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        return api;
    }

    private static async Task<Results<JsonHttpResult<Recording>, ProblemHttpResult>> ExportAsync(
        string id, ClaimsPrincipal caller, IDbContextFactory<RecordsDbContext> records, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, records, cancellationToken) is not { } recording)
            return Missing();
        await new ReplayAudit(records, time).ExportedAsync(
            caller, recording.Workspace, recording.Session, cancellationToken);
        return TypedResults.Json(recording, Recording.Json);
    }

    private static async Task<Results<Ok<ReplayReport>, ProblemHttpResult>> ReplayAsync(
        HttpContext http, ClaimsPrincipal caller, IDbContextFactory<RecordsDbContext> records,
        IWorkspaces workspaces, KnownSolutions solutions, Replayer replayer, ReplayPlaces places, TimeProvider time,
        CancellationToken cancellationToken)
    {
        // Before the body is read: what is large to read is what the places are for.
        using var place = places.TryTake();
        if (place is null)
        {
            http.Response.Headers.RetryAfter = RetrySeconds;
            return Problem("As many replays run here as may at once.", StatusCodes.Status429TooManyRequests);
        }

        var asked = await ReplayBody.ReadAsync(http.Request, time, cancellationToken);
        if (asked.Session is null == asked.Recording is null)
            return Bad("session or recording: expected one of the two.");
        string? wrong = null;
        var recording = asked.Recording is { } sent
            ? Recording.Read(sent, out wrong, cancellationToken)
            : await FindAsync(asked.Session!, caller, records, cancellationToken);
        if (wrong is not null)
            return Bad($"recording: {wrong}");
        if (recording is null)
            return Missing();
        if (!caller.MaySee(recording.Workspace) || !workspaces.TryGet(recording.Workspace, out var workspace))
            return Problem("There is no such workspace.", StatusCodes.Status404NotFound);
        if (asked.Rules is { } rules)
            workspace = OwnRules.Apply(workspace, rules, solutions[workspace.Solution], out wrong);
        if (workspace is null)
            return Bad(wrong!);
        var change = new ReplayChange
        {
            Model = asked.Model,
            Prompts = asked.Prompts ?? new Dictionary<string, string>(),
            Turns = (asked.Turns ?? []).ToHashSet(),
        };
        if (await replayer.CheckAsync(recording, workspace, change, cancellationToken) is { } fault)
            return Bad(fault);
        if (!await replayer.MaySpendAsync(workspace, change))
        {
            return Problem(
                "The workspace's tokens of the day are used up (Spending:TokensPerWorkspace).",
                StatusCodes.Status429TooManyRequests);
        }

        await new ReplayAudit(records, time).ReplayedAsync(
            caller, workspace.Id, recording.Session, change.Model, cancellationToken);
        return TypedResults.Ok(await replayer.RunAsync(recording, workspace, change, cancellationToken));
    }

    private static async Task<Recording?> FindAsync(
        string id, ClaimsPrincipal caller, IDbContextFactory<RecordsDbContext> records,
        CancellationToken cancellationToken) =>
        SessionId.TryParse(id.Split('.')[0], out var session)
            ? await RecordingReader.FindAsync(records, session, caller.MaySee, cancellationToken)
            : null;

    private static ProblemHttpResult Missing() => Problem(
        "There is no such session, or the archive does not have it yet.", StatusCodes.Status404NotFound);

    private static ProblemHttpResult Bad(string detail) => Problem(detail, StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Problem(string detail, int status) =>
        TypedResults.Problem(detail, statusCode: status);
}

/// <summary>What is to be run again, and what is to be different.</summary>
/// <param name="Session">Id of a session in the archive. This or <paramref name="Recording"/>.</param>
/// <param name="Recording">A recording as <c>GET /api/sessions/{id}/recording</c> exports it.</param>
/// <param name="Model">The one model that is asked, by its name in the configuration; null: those that are configured,
/// in their order.</param>
/// <param name="Prompts">From the name of an agent to what it is told in the place of its prompt, 1 to 20,000
/// characters.</param>
/// <param name="Rules">The workspace's own rules in a replay, as <c>settings.rules</c> of its file; null: those it
/// has.</param>
/// <param name="Turns">Numbers of the turns to run, at most 200; null or empty: all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewReplay(
    string? Session, JsonElement? Recording, string? Model, IReadOnlyDictionary<string, string>? Prompts,
    JsonElement? Rules, IReadOnlyList<long>? Turns);
