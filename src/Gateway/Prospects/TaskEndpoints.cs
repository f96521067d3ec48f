using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Prospects;
using Gateway.Operators;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Prospects;

/// <summary>What the people of the workspaces are to do: <c>/api/tasks</c>.</summary>
internal static class TaskEndpoints
{
    private const int MaxAssigneeLength = 100;

    /// <summary>
    /// Maps <c>tasks</c> and <c>tasks/{id}</c> under <paramref name="api"/>, which checks the API key. A key of one
    /// workspace sees no other one's tasks, and is told that they do not exist.
    /// </summary>
    public static RouteGroupBuilder MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/tasks", ListAsync).WithSummary("Tasks, newest first");
        api.MapPatch("/tasks/{id:long}", ChangeAsync).WithSummary("Hands a task on, or marks it as done");
        return api;
    }

    private static async Task<Results<Ok<TaskPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, TaskList tasks, CancellationToken cancellationToken, string? workspace = null,
        string? open = null, string? assignee = null, string? limit = null, string? after = null)
    {
        if (workspace is not null && !user.MaySee(workspace))
            return Missing("There is no such workspace.");
        if (open is not (null or "true" or "false"))
            return Invalid("open: expected true or false.");
        if (!Paging.TryRead(limit, out var size, out var problem)
            || !Paging.TryReadId(after, out var last, out problem))
            return problem;

        var filter = new TaskFilter(user.OnlyWorkspace() ?? workspace, open is null ? null : open == "true", assignee);
        // One more than asked for shows whether there is a next page.
        var found = await tasks.PageAsync(filter, last, size + 1, cancellationToken);
        var items = found.Take(size).Select(TaskView.Of).ToList();
        return TypedResults.Ok(
            new TaskPage(items, found.Count > size ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> ChangeAsync(
        long id, TaskPatch change, ClaimsPrincipal user, TaskList tasks, CancellationToken cancellationToken)
    {
        if (change is { Done: null, Assignee: null })
            return Invalid("Expected done or assignee, or both.");
        if (change.Assignee is { Length: > MaxAssigneeLength })
            return Invalid($"assignee: expected at most {MaxAssigneeLength} characters.");
        var assignee = change.Assignee is null ? null : WellFormed.Line(change.Assignee, MaxAssigneeLength) ?? "";
        return await tasks.ChangeAsync(id, user.OnlyWorkspace(), change.Done, assignee, cancellationToken) is { } task
            ? TypedResults.Ok(TaskView.Of(task))
            : Missing("There is no such task.");
    }

    private static ProblemHttpResult Invalid(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Missing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
