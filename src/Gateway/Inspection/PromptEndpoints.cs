using System.Security.Claims;
using Gateway.Brain.Inspection.Briefing;
using Gateway.Brain.Inspection.Centres;
using Gateway.Operators;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection;

/// <summary>The instructions of centres' agents: <c>/api/centers/{id}/prompt</c>.</summary>
internal static class PromptEndpoints
{
    /// <summary>
    /// Maps <c>centers/{id}/prompt</c> under <paramref name="api"/>, which checks the API key. A key of one workspace
    /// is told that other centres do not exist.
    /// </summary>
    public static RouteGroupBuilder MapPrompts(this RouteGroupBuilder api)
    {
        api.MapGet("/centers/{id}/prompt", Write)
            .WithSummary("The instructions of a centre's agent, from its data as they stand now, in fr or en");
        return api;
    }

    private static Results<Ok<PromptView>, ProblemHttpResult> Write(
        ClaimsPrincipal user, IWorkspaces workspaces, TimeProvider time, string id, string? locale = null)
    {
        if (!user.MaySee(id) || !WellFormed.Is(id) || !workspaces.TryGet(id, out var workspace)
            || workspace.Solution != Centre.Solution)
            return TypedResults.Problem("There is no such centre.", statusCode: StatusCodes.Status404NotFound);
        if (locale is not (null or "fr" or "en"))
            return TypedResults.Problem("locale: expected fr or en.", statusCode: StatusCodes.Status400BadRequest);
        if (Centre.Parse(workspace) is not ({ } centre, _))
        {
            return TypedResults.Problem(
                "The centre's data are not in order; its settings tell what is wrong.",
                statusCode: StatusCodes.Status409Conflict);
        }

        var language = locale ?? centre.Locale;
        var now = time.GetUtcNow();
        return TypedResults.Ok(new PromptView(id, language, now, CentreBriefing.Write(centre, language, now)));
    }
}

/// <summary>The instructions of a centre's agent.</summary>
/// <param name="Center">Id of the centre.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>; the centre's own when none was asked for.</param>
/// <param name="WrittenAt">The moment that they speak of as now.</param>
/// <param name="Prompt">The instructions, in Markdown.</param>
internal sealed record PromptView(string Center, string Locale, DateTimeOffset WrittenAt, string Prompt);
