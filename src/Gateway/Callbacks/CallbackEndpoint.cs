using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Channels;
using Gateway.Channels.Voice.Placing;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Callbacks;

/// <summary>
/// <c>POST /callback</c>: a visitor of a business's pages asks to be called. Only from pages that its widget may stand
/// on.
/// </summary>
internal static class CallbackEndpoint
{
    private const string Cors = "web";

    /// <summary>Maps it.</summary>
    public static void MapCallbacks(this IEndpointRouteBuilder app) =>
        app.MapPost("/callback", AskAsync).RequireCors(Cors).WithSummary("A visitor asks to be called");

    private static async Task<Results<Accepted<CallbackState>, ProblemHttpResult>> AskAsync(
        CallbackWish wish, HttpContext http, IWorkspaces workspaces, CallMeBack calls, PublicAddress address,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGetBySiteKey(wish.SiteKey, out var workspace) || !CallMeBack.IsOfferedBy(workspace))
            return Problem(
                StatusCodes.Status404NotFound, "unknownWorkspace",
                "siteKey must be that of a business that calls back");
        if (!IsListed(http, workspace, address))
            return Problem(
                StatusCodes.Status403Forbidden, "originRefused", "this page is not on the workspace's list of origins");
        if (wish.Locale is not (null or "fr" or "en"))
            return Problem(StatusCodes.Status400BadRequest, "invalid", "locale: expected fr or en");
        try
        {
            var begun = await calls.AskAsync(
                workspace, wish.Phone, wish.Subject, wish.Locale ?? workspace.Locale, http.Connection.RemoteIpAddress,
                cancellationToken);
            return Answer(http, begun, clock.GetUtcNow());
        }
        catch (SessionStoreUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem(
                StatusCodes.Status503ServiceUnavailable, "unavailable", "it can be asked for again in a moment");
        }
    }

    private static Results<Accepted<CallbackState>, ProblemHttpResult> Answer(
        HttpContext http, CallBegun begun, DateTimeOffset now)
    {
        switch (begun.Outcome)
        {
            case CallOutcome.Begun or CallOutcome.Duplicate or CallOutcome.Unknown:
                return TypedResults.Accepted((string?)null, new CallbackState("calling"));
            case CallOutcome.Later:
                var wait = Math.Max(1, (int)Math.Ceiling(((begun.NotBefore ?? now) - now).TotalSeconds));
                http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return Problem(
                    StatusCodes.Status429TooManyRequests, begun.Reason ?? "later", "it can be asked for again later");
            default:
                return begun.Reason is "phone" or "address" or "country"
                    ? Problem(
                        StatusCodes.Status400BadRequest, begun.Reason,
                        "phone: expected a number that we can call, in a country of the business")
                    : Problem(
                        StatusCodes.Status409Conflict, begun.Reason ?? "refused",
                        "this number cannot be called from here");
        }
    }

    private static bool IsListed(HttpContext http, Workspace workspace, PublicAddress address) =>
        http.Request.Headers.Origin is [{ Length: > 0 } origin]
        && (workspace.Web()?.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) == true
            || string.Equals(origin, address.Of(http.Request, ""), StringComparison.OrdinalIgnoreCase));

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [new("code", code)]);
}

/// <summary>A visitor's wish to be called.</summary>
/// <param name="SiteKey">The widget's.</param>
/// <param name="Phone">Their number, as people write it.</param>
/// <param name="Subject">What it is about; at most 200 characters are told. Null for nothing.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>; null: the workspace's.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CallbackWish(string? SiteKey, string? Phone, string? Subject, string? Locale);

/// <summary>How it stands with it.</summary>
/// <param name="State"><c>calling</c>.</param>
internal sealed record CallbackState(string State);
