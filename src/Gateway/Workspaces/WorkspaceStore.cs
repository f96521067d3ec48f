using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Workspaces;

/// <summary>
/// Changes the table of workspaces. What is done is served by this node when it returns, and by the others as soon as
/// they have heard of it. A document is held to the rules of a workspace file; who made which version, and what it was,
/// stays in the database. While PostgreSQL is away, each of its methods throws what
/// <see cref="RecordsUnavailableException.IsCause"/> knows, and a change may or may not have been made: the version
/// tells.
/// </summary>
internal sealed class WorkspaceStore(
    IDbContextFactory<RecordsDbContext> records, WorkspaceReader reader, ChannelReader channels,
    ServedWorkspaces served, TableWatch watch, WorkspaceTopic topic, TimeProvider time)
{
    /// <summary>A row that is there, whether it is served or not; null when there is none.</summary>
    public async Task<StoredWorkspace?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Workspaces.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null, cancellationToken);
    }

    /// <summary>Adds a workspace and serves it.</summary>
    /// <param name="document">What its file would hold, UTF-8; its <c>id</c> must never have been given.</param>
    /// <param name="actor">Who does it, as in <see cref="AuditEvent.Actor"/>.</param>
    /// <param name="cancellationToken">Gives up; it may or may not have been done.</param>
    public async Task<WorkspaceChange> CreateAsync(
        ReadOnlyMemory<byte> document, string actor, CancellationToken cancellationToken)
    {
        var read = Read(IdIn(document), document);
        if (read.Workspace is null)
            return new WorkspaceChange.Refused(read.Errors);
        if (served.HasFile(read.Id))
            return new WorkspaceChange.IdTaken();
        return await SaveAsync(read, async db =>
        {
            var now = time.GetUtcNow();
            if (await db.Workspaces.AnyAsync(row => row.Id == read.Id, cancellationToken))
                return (null, new WorkspaceChange.IdTaken());
            var row = new StoredWorkspace
            {
                Id = read.Id,
                Document = Encoding.UTF8.GetString(document.Span),
                Version = 1,
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.Workspaces.Add(row);
            db.WorkspaceLines.AddRange(LinesOf(read));
            return (row, null);
        }, new Act("created", actor), cancellationToken);
    }

    /// <summary>Gives a workspace another document. A turn that runs keeps what it began with.</summary>
    /// <param name="id">Id of the workspace, and in the document.</param>
    /// <param name="document">What its file would hold, UTF-8.</param>
    /// <param name="version">The version that is changed.</param>
    /// <param name="actor">Who does it, as in <see cref="AuditEvent.Actor"/>.</param>
    /// <param name="cancellationToken">Gives up; it may or may not have been done.</param>
    public async Task<WorkspaceChange> ReplaceAsync(
        string id, ReadOnlyMemory<byte> document, int version, string actor, CancellationToken cancellationToken)
    {
        var read = Read(id, document);
        if (read.Workspace is null)
            return new WorkspaceChange.Refused(read.Errors);
        return await ChangeAsync(read, version, new Act("changed", actor), async (db, row) =>
        {
            row.Document = Encoding.UTF8.GetString(document.Span);
            var held = await db.WorkspaceLines.Where(line => line.Workspace == id).ToListAsync(cancellationToken);
            var wanted = LinesOf(read).ToList();
            db.WorkspaceLines.RemoveRange(held.Where(line => !wanted.Exists(one => IsSame(one, line))));
            db.WorkspaceLines.AddRange(wanted.Where(line => !held.Exists(one => IsSame(one, line))));
            return null;
        }, cancellationToken);
    }

    /// <summary>Takes a workspace off the air for a while; its lines stay its own.</summary>
    /// <inheritdoc cref="ReplaceAsync"/>
    public Task<WorkspaceChange> DisableAsync(
        string id, int version, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(Unread(id), version, new Act("disabled", actor), (_, row) =>
        {
            row.DisabledAt ??= time.GetUtcNow();
            return Task.FromResult<WorkspaceChange?>(null);
        }, cancellationToken);

    /// <summary>Puts a workspace on the air again, if it could be created as it is now.</summary>
    /// <inheritdoc cref="ReplaceAsync"/>
    public Task<WorkspaceChange> EnableAsync(
        string id, int version, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(Unread(id), version, new Act("enabled", actor), (_, row) =>
        {
            row.DisabledAt = null;
            var read = reader.ReadRow(id, Encoding.UTF8.GetBytes(row.Document));
            var errors = read.Workspace is null ? read.Errors : FindInFiles(read);
            return Task.FromResult<WorkspaceChange?>(errors.Count > 0 ? new WorkspaceChange.Refused(errors) : null);
        }, cancellationToken);

    /// <summary>Ends a workspace for good: its lines are free for others, its id is not.</summary>
    /// <inheritdoc cref="ReplaceAsync"/>
    public Task<WorkspaceChange> DeleteAsync(
        string id, int version, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(Unread(id), version, new Act("deleted", actor), async (db, row) =>
        {
            row.DeletedAt = time.GetUtcNow();
            db.RemoveRange(await db.WorkspaceLines.Where(line => line.Workspace == id).ToListAsync(cancellationToken));
            return null;
        }, cancellationToken);

    private async Task<WorkspaceChange> ChangeAsync(
        WorkspaceDocument read, int version, Act act,
        Func<RecordsDbContext, StoredWorkspace, Task<WorkspaceChange?>> change, CancellationToken cancellationToken)
    {
        if (served.HasFile(read.Id))
            return new WorkspaceChange.HasFile();
        return await SaveAsync(read, async db =>
        {
            var row = await db.Workspaces
                .FirstOrDefaultAsync(row => row.Id == read.Id && row.DeletedAt == null, cancellationToken);
            if (row is null)
                return (null, new WorkspaceChange.Unknown());
            if (row.Version != version)
                return (null, new WorkspaceChange.Outdated(row.Version));
            if (await change(db, row) is { } refused)
                return (null, refused);
            row.Version++;
            row.UpdatedAt = time.GetUtcNow();
            return (row, null);
        }, act, cancellationToken);
    }

    /// <summary>Writes all of a change or nothing, then serves it and tells the other nodes.</summary>
    private async Task<WorkspaceChange> SaveAsync(
        WorkspaceDocument read, Func<RecordsDbContext, Task<(StoredWorkspace? Row, WorkspaceChange? Refused)>> change,
        Act act, CancellationToken cancellationToken)
    {
        if (FindInFiles(read) is { Count: > 0 } taken)
            return new WorkspaceChange.Refused(taken);
        WorkspaceChange done;
        try
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var (row, refused) = await change(db);
            if (row is null)
                return refused!;
            var before = db.Entry(row).OriginalValues.GetValue<string>(nameof(StoredWorkspace.Document));
            before = row.Version == 1 ? null : before;
            await db.SaveChangesAsync(cancellationToken);
            // PostgreSQL writes the document in its own way; hashes are to be of what stands there.
            await db.Entry(row).ReloadAsync(cancellationToken);
            Note(db, row, act, before);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            done = new WorkspaceChange.Done(row.Id, row.Version);
        }
        catch (Exception fault) when (IsRace(fault))
        {
            return await LostAsync(read, act, cancellationToken);
        }

        // It is done: whoever asked for it must not hear that it is not.
        await Task.WhenAll(topic.TellAsync(read.Id), watch.TryLookAsync(CancellationToken.None));
        return done;
    }

    private static void Note(RecordsDbContext db, StoredWorkspace row, Act act, string? before)
    {
        db.WorkspaceVersions.Add(new WorkspaceVersion
        {
            Workspace = row.Id,
            Version = row.Version,
            Action = act.Name,
            Actor = act.Actor,
            At = row.UpdatedAt,
            Document = row.Document,
        });
        db.AuditEvents.Add(new AuditEvent
        {
            Workspace = row.Id,
            At = row.UpdatedAt,
            Actor = act.Actor,
            Action = $"workspace.{act.Name}",
            Subject = $"workspace:{row.Id}",
            BeforeHash = before is null ? null : HashOf(before),
            AfterHash = row.DeletedAt is null ? HashOf(row.Document) : null,
        });
    }

    /// <summary>Why PostgreSQL took nothing: another has the line, the id, or has made a version meanwhile.</summary>
    private async Task<WorkspaceChange> LostAsync(WorkspaceDocument read, Act act, CancellationToken cancellationToken)
    {
        if (await FindInTableAsync(read, cancellationToken) is { Count: > 0 } taken)
            return new WorkspaceChange.Refused(taken);
        return act.Name == "created" ? new WorkspaceChange.IdTaken()
            : await FindAsync(read.Id, cancellationToken) is { } row ? new WorkspaceChange.Outdated(row.Version)
            : new WorkspaceChange.Unknown();
    }

    /// <summary>Lines that workspaces hold whose file this node serves.</summary>
    private List<WorkspaceError> FindInFiles(WorkspaceDocument read) =>
        Errors(read, (kind, line) =>
            served.TryGetByLine(kind, line, out var holder, out _) && served.HasFile(holder.Id) ? holder.Id : null);

    private async Task<List<WorkspaceError>> FindInTableAsync(
        WorkspaceDocument read, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var names = LinesOf(read).Select(line => line.Line).ToArray();
        var held = await db.WorkspaceLines.AsNoTracking()
            .Where(line => names.Contains(line.Line) && line.Workspace != read.Id).ToListAsync(cancellationToken);
        return Errors(read, (kind, line) => held.Find(one => one.Kind == kind && one.Line == line)?.Workspace);
    }

    private List<WorkspaceError> Errors(WorkspaceDocument read, Func<string, string, string?> holderOf)
    {
        var errors = new List<WorkspaceError>();
        foreach (var (index, channel) in ChannelsOf(read).Index())
        {
            if (channels.NameOf(channel) is { } name && holderOf(channel.Kind, LineOf(channel)) is { } holder)
                errors.Add(NameClaims.ErrorAt(index, name.Property, NameClaims.IsUsedBy(holder)));
        }

        return errors;
    }

    // A channel that waits for its secret holds its line all the same.
    private IEnumerable<WorkspaceLine> LinesOf(WorkspaceDocument read) => ChannelsOf(read)
        .Where(channel => channels.NameOf(channel) is not null)
        .Select(channel => new WorkspaceLine { Kind = channel.Kind, Line = LineOf(channel), Workspace = read.Id });

    private static IEnumerable<WorkspaceChannel> ChannelsOf(WorkspaceDocument read) =>
        (read.Workspace?.Channels ?? []).Concat(read.Closed.Select(closed => closed.Channel));

    private static string LineOf(WorkspaceChannel channel) => channel.Name!.ToLowerInvariant();

    private static bool IsSame(WorkspaceLine one, WorkspaceLine other) =>
        one.Kind == other.Kind && one.Line == other.Line;

    private WorkspaceDocument Read(
        string id, ReadOnlyMemory<byte> document) => document.Length > WorkspaceReader.MaxBytes
        ? WorkspaceDocument.Refused(id, WorkspaceOrigin.Table, new WorkspaceError("$", "is larger than 1 MB"))
        : reader.ReadRow(id, document);

    private static WorkspaceDocument Unread(string id) => new(id, WorkspaceOrigin.Table, null, []);

    /// <summary>The id that a document names; empty when it names none, which the reader then says.</summary>
    private static string IdIn(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static byte[] HashOf(string document) => SHA256.HashData(Encoding.UTF8.GetBytes(document));

    private static bool IsRace(Exception fault) => fault is DbUpdateConcurrencyException
        || (fault as PostgresException ?? fault.InnerException) is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected,
        };

    private sealed record Act(string Name, string Actor);
}
