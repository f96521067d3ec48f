using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Prospects;

/// <summary>Reads the recorded tasks, newest first, hands them on and ticks them off.</summary>
public sealed class TaskList(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, WebhookOutbox outbox)
{
    /// <summary>
    /// At most <paramref name="limit"/> tasks that were recorded before the one with the id <paramref name="after"/>;
    /// null: the newest.
    /// </summary>
    public async Task<IReadOnlyList<CrmTask>> PageAsync(
        TaskFilter filter, long? after, int limit, CancellationToken cancellationToken)
    {
        if (!(WellFormed.Is(filter.Workspace ?? "") && WellFormed.Is(filter.Assignee ?? "")))
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CrmTasks
            .AsNoTracking()
            .Where(task => filter.Workspace == null || task.Workspace == filter.Workspace)
            .Where(task => filter.IsOpen == null || (task.DoneAt == null) == filter.IsOpen)
            .Where(task => filter.Assignee == null || task.Assignee == filter.Assignee)
            .Where(task => after == null || task.Id < after)
            .OrderByDescending(task => task.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Changes the task with that id.</summary>
    /// <param name="id">Of the task.</param>
    /// <param name="workspace">The workspace it must be in; null: any.</param>
    /// <param name="done">Whether it is done: what is done already stays done since then; null leaves it.</param>
    /// <param name="assignee">Who is to do it, in one line; "" for nobody; null leaves it.</param>
    /// <param name="cancellationToken">Gives up, nothing being changed.</param>
    /// <returns>The task as it stands then, or null when there is none.</returns>
    public async Task<CrmTask?> ChangeAsync(
        long id, string? workspace, bool? done, string? assignee, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var task = await db.CrmTasks.SingleOrDefaultAsync(
            task => task.Id == id && (workspace == null || task.Workspace == workspace), cancellationToken);
        if (task is null)
            return null;
        if (done is { } isDone)
            task.DoneAt = isDone ? task.DoneAt ?? time.GetUtcNow() : null;
        if (assignee is not null)
            task.Assignee = assignee.Length == 0 ? null : assignee;
        if (db.Entry(task).State == EntityState.Modified)
            outbox.Add(db, task.Workspace, WebhookEvents.TaskChanged, time.GetUtcNow(), task.ToTell());
        await db.SaveChangesAsync(cancellationToken);
        return task;
    }
}
