using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workspaces;

/// <summary>The table of workspaces as it stands in PostgreSQL, read again only where it has changed.</summary>
internal sealed partial class WorkspaceTable(
    IDbContextFactory<RecordsDbContext> records, WorkspaceReader reader, ILogger<WorkspaceTable> logger)
{
    private const int AtOnce = 200;

    private Dictionary<string, (string Revision, WorkspaceDocument Document)> _read = new(StringComparer.Ordinal);
    private bool _hasRead;

    /// <summary>Reads what has changed since the last time. Called by one caller at a time.</summary>
    /// <returns>All rows that are to be served, by id; null when they are the same as the last time.</returns>
    public async Task<IReadOnlyList<WorkspaceDocument>?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // The revision is PostgreSQL's own: it tells of every change, also of one that was made by hand.
        var revisions = await db.Database
            .SqlQuery<Revision>(
                $"""
                SELECT id AS "Id", xmin::text AS "Value" FROM workspaces
                WHERE disabled_at IS NULL AND deleted_at IS NULL
                """)
            .ToListAsync(cancellationToken);
        var changed = revisions
            .Where(row => !_read.TryGetValue(row.Id, out var known) || known.Revision != row.Value)
            .ToDictionary(row => row.Id, row => row.Value, StringComparer.Ordinal);
        if (_hasRead && changed.Count == 0 && revisions.Count == _read.Count)
            return null;

        var now = revisions.Where(row => !changed.ContainsKey(row.Id))
            .ToDictionary(row => row.Id, row => _read[row.Id], StringComparer.Ordinal);
        foreach (var ids in changed.Keys.Chunk(AtOnce))
        {
            var rows = await db.Workspaces.AsNoTracking()
                .Where(row => ids.Contains(row.Id) && row.DisabledAt == null && row.DeletedAt == null)
                .Select(row => new { row.Id, row.Document })
                .ToListAsync(cancellationToken);
            // One that was changed in between is read at its newest, and once more at the next look.
            foreach (var row in rows)
                now[row.Id] = (changed[row.Id], Read(row.Id, row.Document));
        }

        (_read, _hasRead) = (now, true);
        return [.. now.Values.Select(row => row.Document).OrderBy(document => document.Id, StringComparer.Ordinal)];
    }

    [SuppressMessage("Design", "CA1031", Justification = "A row's boundary: whatever one says, the others are served.")]
    private WorkspaceDocument Read(string id, string document)
    {
        try
        {
            return reader.ReadRow(id, Encoding.UTF8.GetBytes(document));
        }
        catch (Exception fault)
        {
            Log.NotRead(logger, fault, id);
            return WorkspaceDocument.Refused(id, WorkspaceOrigin.Table, new WorkspaceError("$", "cannot be read"));
        }
    }

    private sealed record Revision(string Id, string Value);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The row of the workspace {Workspace} could not be read.")]
        public static partial void NotRead(ILogger logger, Exception fault, string workspace);
    }
}
