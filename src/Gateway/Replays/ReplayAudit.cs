using System.Security.Claims;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Operators;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Replays;

/// <summary>
/// Notes who has taken a conversation out of the archive or had one run again: both show what people wrote.
/// </summary>
internal sealed class ReplayAudit(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    // As a report calls all models in their order.
    private const string InOrder = "configured";

    /// <summary>A recording is handed out.</summary>
    /// <param name="caller">With a key.</param>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ExportedAsync(
        ClaimsPrincipal caller, string workspace, SessionId session, CancellationToken cancellationToken) =>
        NoteAsync(caller, workspace, "session.exported", session, cancellationToken);

    /// <summary>A conversation is run again.</summary>
    /// <param name="caller">With a key.</param>
    /// <param name="workspace">Id of the workspace, whose tokens it takes.</param>
    /// <param name="session">The session; of a file the one that it names.</param>
    /// <param name="model">The one model that is asked; null for all in their order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ReplayedAsync(
        ClaimsPrincipal caller, string workspace, SessionId session, string? model,
        CancellationToken cancellationToken) =>
        NoteAsync(caller, workspace, $"session.replayed:{model ?? InOrder}", session, cancellationToken);

    private async Task NoteAsync(
        ClaimsPrincipal caller, string workspace, string action, SessionId session,
        CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        db.AuditEvents.Add(new AuditEvent
        {
            Workspace = workspace,
            At = time.GetUtcNow(),
            Actor = ProspectChange.Operator(caller.KeyId()),
            Action = action,
            Subject = $"session:{session}",
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
