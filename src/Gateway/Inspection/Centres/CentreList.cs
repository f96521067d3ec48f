using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Inspection.Centres;

/// <summary>The centres that are served, wherever they are described.</summary>
internal sealed class CentreList(
    IWorkspaces workspaces, IDbContextFactory<RecordsDbContext> records, IEnumerable<ICentreMarks> marks)
{
    /// <summary>One of them; null when there is none of that id.</summary>
    public async Task<JsonObject?> FindAsync(string id, CancellationToken cancellationToken) =>
        workspaces.TryGet(id, out var workspace) && workspace.Solution == Centre.Solution
            ? (await ViewAsync([workspace], cancellationToken)).FirstOrDefault()
            : null;

    /// <summary>Those that follow, by id.</summary>
    /// <param name="only">The only one that may be seen; null: all.</param>
    /// <param name="after">The last id of the page before; null for the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<JsonObject>> PageAsync(
        string? only, string? after, int most, CancellationToken cancellationToken) => ViewAsync(
        [.. workspaces.All
            .Where(workspace => workspace.Solution == Centre.Solution && (only is null || workspace.Id == only)
                && (after is null || string.CompareOrdinal(workspace.Id, after) > 0))
            .OrderBy(workspace => workspace.Id, StringComparer.Ordinal).Take(most)],
        cancellationToken);

    private async Task<List<JsonObject>> ViewAsync(List<Workspace> page, CancellationToken cancellationToken)
    {
        var ids = page.ConvertAll(workspace => workspace.Id);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows = await db.Workspaces.AsNoTracking().Where(row => ids.Contains(row.Id) && row.DeletedAt == null)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var known = new Dictionary<string, CentreMark>(StringComparer.Ordinal);
        foreach (var source in marks)
        {
            foreach (var (id, mark) in await source.FindAsync(ids, cancellationToken))
                known[id] = known.TryGetValue(id, out var first) ? first.Completed(mark) : mark;
        }

        return [.. page.Select(workspace => (Workspace: workspace, Centre.Parse(workspace).Centre))
            .Where(one => one.Centre is not null)
            .Select(one => CentreView.Of(
                one.Centre!, one.Workspace, rows.GetValueOrDefault(one.Workspace.Id),
                known.GetValueOrDefault(one.Workspace.Id) ?? CentreMark.Pending))];
    }
}
