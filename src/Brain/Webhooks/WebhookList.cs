using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Webhooks;

/// <summary>Reads what workspaces are or were told, newest first, and has it told again.</summary>
public sealed class WebhookList(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>
    /// At most <paramref name="limit"/> messages of a workspace (null: of all) in a state (null: in any) from before
    /// the one with the id <paramref name="after"/>; null: the newest.
    /// </summary>
    public async Task<IReadOnlyList<WebhookDelivery>> PageAsync(
        string? workspace, string? state, long? after, int limit, CancellationToken cancellationToken)
    {
        if (!WellFormed.Is(workspace ?? ""))
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries
            .AsNoTracking()
            .Where(one => workspace == null || one.Workspace == workspace)
            .Where(one => state == null
                || (state == WebhookState.Pending && one.NextAt != null)
                || (state == WebhookState.Delivered && one.NextAt == null && one.DeliveredAt != null)
                || (state == WebhookState.Failed && one.NextAt == null && one.DeliveredAt == null))
            .Where(one => after == null || one.Id < after)
            .OrderByDescending(one => one.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Has a message sent again now, as if for the first time, whatever became of it before.</summary>
    /// <returns>It as it stands then, or null when there is none in that workspace (null: in any).</returns>
    public async Task<WebhookDelivery?> ReplayAsync(long id, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var message = await db.WebhookDeliveries.SingleOrDefaultAsync(
            one => one.Id == id && (workspace == null || one.Workspace == workspace), cancellationToken);
        if (message is null)
            return null;
        message.Attempts = 0;
        message.NextAt = time.GetUtcNow();
        message.DeliveredAt = null;
        await db.SaveChangesAsync(cancellationToken);
        return message;
    }
}
