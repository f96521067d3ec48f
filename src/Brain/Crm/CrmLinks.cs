using System.Text.Json;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Crm;

/// <summary>Remembers what ours is called in the workspaces' customer relations systems.</summary>
public sealed class CrmLinks(IDbContextFactory<RecordsDbContext> records)
{
    /// <summary>What one of ours is called there; null where nothing is known.</summary>
    public async Task<CrmLink?> FindAsync(
        string workspace, string kind, string ownId, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.CrmLinks.AsNoTracking().SingleOrDefaultAsync(
            link => link.Workspace == workspace && link.Kind == kind && link.OwnId == ownId, cancellationToken);
    }

    /// <summary>
    /// Remembers it, and what it was set to besides what is known already; under another name there, nothing of before
    /// is known any more.
    /// </summary>
    /// <exception cref="DbUpdateException">The prospect is gone.</exception>
    public async Task SaveAsync(CrmLink link, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO crm_links (workspace, kind, own_id, remote_id, prospect_id, known)
            VALUES (
                {link.Workspace}, {link.Kind}, {link.OwnId}, {link.RemoteId}, {link.ProspectId},
                {link.Known}::jsonb)
            ON CONFLICT (workspace, kind, own_id) DO UPDATE SET
                remote_id = excluded.remote_id,
                known = CASE WHEN crm_links.remote_id = excluded.remote_id
                    THEN crm_links.known || excluded.known ELSE excluded.known END
            """,
            cancellationToken);
    }

    /// <summary>What a link's properties were last set to.</summary>
    public static Dictionary<string, CrmValue> KnownOf(CrmLink link) =>
        JsonSerializer.Deserialize<Dictionary<string, CrmValue>>(link.Known, JsonSerializerOptions.Web) ?? [];

    /// <summary>Whether we made it there ourselves, as far as is known.</summary>
    public static bool IsOurs(IReadOnlyDictionary<string, CrmValue> known) =>
        known.GetValueOrDefault(CrmLink.OwnMark) is { Value.Length: > 0 };

    /// <summary>The same as it is kept.</summary>
    public static string Write(IReadOnlyDictionary<string, CrmValue> known) =>
        JsonSerializer.Serialize(known, JsonSerializerOptions.Web);
}
