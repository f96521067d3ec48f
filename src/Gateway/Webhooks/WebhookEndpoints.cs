using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Webhooks;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Webhooks;

/// <summary>What the workspaces' own systems are or were told: <c>/api/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
    /// <summary>
    /// Maps <c>webhooks</c> and <c>webhooks/{id}/replay</c> under <paramref name="api"/>, which checks the API key. A
    /// key of one workspace sees no other one's messages, and is told that they do not exist.
    /// </summary>
    public static RouteGroupBuilder MapWebhooks(this RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).WithSummary("Messages to the workspaces' own systems, newest first");
        api.MapPost("/webhooks/{id:long}/replay", ReplayAsync)
            .WithSummary("Sends a message again, whatever became of it");
        return api;
    }

    private static async Task<Results<Ok<WebhookPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, WebhookList messages, CancellationToken cancellationToken, string? workspace = null,
        string? state = null, string? limit = null, string? after = null)
    {
        if (workspace is not null && !user.MaySee(workspace))
            return Missing("There is no such workspace.");
        if (state is not null && !WebhookState.All.Contains(state, StringComparer.Ordinal))
        {
            return TypedResults.Problem(
                $"state: expected one of {string.Join(", ", WebhookState.All)}.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        if (!Paging.TryRead(limit, out var size, out var problem)
            || !Paging.TryReadId(after, out var last, out problem))
            return problem;

        // One more than asked for shows whether there is a next page.
        var found = await messages.PageAsync(
            user.OnlyWorkspace() ?? workspace, state, last, size + 1, cancellationToken);
        var items = found.Take(size).Select(WebhookView.Of).ToList();
        return TypedResults.Ok(
            new WebhookPage(items, found.Count > size ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> ReplayAsync(
        long id, ClaimsPrincipal user, WebhookList messages, CancellationToken cancellationToken) =>
        await messages.ReplayAsync(id, user.OnlyWorkspace(), cancellationToken) is { } message
            ? TypedResults.Ok(WebhookView.Of(message))
            : Missing("There is no such message.");

    private static ProblemHttpResult Missing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
