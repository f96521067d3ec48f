using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Prospects;

/// <summary>Records what people are to do, once for each idempotency key however often and wherever it is
/// asked.</summary>
public sealed class TaskRecorder(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, WebhookOutbox outbox)
{
    /// <summary>Records the task. Done again, it changes nothing, and what was recorded first stays.</summary>
    /// <param name="draft">The task; texts are kept without control characters.</param>
    /// <param name="idempotencyKey">Of the tool call or decision that asks for it; unique among all tasks.</param>
    /// <param name="cancellationToken">Gives up, nothing being recorded.</param>
    /// <returns>Id of the task.</returns>
    /// <exception cref="Npgsql.PostgresException">A type or a priority is none, or there is no such prospect in that
    /// workspace.</exception>
    public async Task<long> RecordAsync(TaskDraft draft, string idempotencyKey, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var assignee = draft.Assignee is null ? null : PlainText.TidyLine(draft.Assignee);
        var details = draft.Details is null ? null : PlainText.Tidy(draft.Details);
        var isNew = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO crm_tasks (
                workspace, prospect_id, session_id, type, priority, assignee, title, details, due_at, created_at,
                idempotency_key)
            VALUES (
                {draft.Workspace}, {draft.ProspectId}, {draft.SessionId}, {draft.Type}, {draft.Priority}, {assignee},
                {PlainText.TidyLine(draft.Title)}, {details}, {draft.DueAt.ToUniversalTime()}, {time.GetUtcNow()},
                {idempotencyKey})
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            cancellationToken) > 0;
        var task = await db.CrmTasks.AsNoTracking()
            .SingleAsync(task => task.IdempotencyKey == idempotencyKey, cancellationToken);
        if (isNew)
            outbox.Add(db, task.Workspace, WebhookEvents.TaskRecorded, task.CreatedAt, task.ToTell());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return task.Id;
    }

    /// <summary>Closes the tasks that are open still though their reason is gone.</summary>
    /// <param name="keys">What their idempotency keys begin with; a session's id stands first.</param>
    /// <param name="workspace">Id of the workspace that they are of.</param>
    /// <param name="cancellationToken">Gives up, none being closed.</param>
    public async Task CloseAsync(string keys, string workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var open = await db.CrmTasks
            .Where(task => task.Workspace == workspace && task.DoneAt == null
                && task.IdempotencyKey.StartsWith(keys))
            .ToListAsync(cancellationToken);
        foreach (var task in open)
        {
            task.DoneAt = time.GetUtcNow();
            outbox.Add(db, task.Workspace, WebhookEvents.TaskChanged, time.GetUtcNow(), task.ToTell());
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
