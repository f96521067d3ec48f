using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>
/// The workspaces that are being served, of files, of the table and of another database. A description that turns bad
/// does not take its business off the air: the last good version stays until it is good again or gone. A file wins over
/// a row of the same id.
/// </summary>
internal sealed partial class ServedWorkspaces(
    HeldNames names, ChannelReader channels, ILogger<ServedWorkspaces> logger) : IWorkspaces
{
    private readonly NameClaims _claims = new(channels);
    private readonly Lock _taking = new();
    private IReadOnlyList<WorkspaceDocument> _files = [];
    private IReadOnlyList<WorkspaceDocument> _rows = [];
    private IReadOnlyList<WorkspaceDocument> _hosted = [];
    private Dictionary<string, string>? _holders;
    private volatile Snapshot _now = new([], [], [], []);

    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<Workspace>>? Changed;

    /// <inheritdoc/>
    public IReadOnlyCollection<Workspace> All => _now.Served.All;

    /// <summary>The channels of served workspaces that are closed because a secret is missing.</summary>
    public IReadOnlyList<ClosedChannel> Closed => _now.Closed;

    /// <summary>What is wrong, or has channels that are, with the reasons.</summary>
    public IReadOnlyList<WorkspaceDocument> Faulty => _now.Faulty;

    /// <summary>Whether there is a file for that id, good or bad: then no row is asked.</summary>
    public bool HasFile(string id) => _now.FileIds.Contains(id);

    /// <summary>Whether what is served under that id is another database's.</summary>
    public bool IsHosted(string id) => _now.HostedIds.Contains(id);

    /// <inheritdoc/>
    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
        _now.Served.TryGet(id, out workspace);

    /// <inheritdoc/>
    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
        [NotNullWhen(true)] out WorkspaceChannel? channel) =>
        _now.Served.TryGetByLine(kind, line, out workspace, out channel);

    /// <summary>Serves what the files say now; what the table said last stays.</summary>
    /// <param name="files">All files of the folder; null when it could not be read, which changes nothing.</param>
    public void Take(IReadOnlyList<WorkspaceDocument>? files) => Take(files, rows: null);

    /// <summary>Serves what the table says now; what the files said last stays.</summary>
    /// <param name="rows">All rows that are to be served.</param>
    public void TakeRows(IReadOnlyList<WorkspaceDocument> rows)
    {
        lock (_taking)
        {
            _rows = rows;
            Settle();
        }
    }

    /// <summary>Serves what another database says now; a file or a row of the same id wins.</summary>
    /// <param name="hosted">All that are to be served.</param>
    public void TakeHosted(IReadOnlyList<WorkspaceDocument> hosted)
    {
        lock (_taking)
        {
            _hosted = hosted;
            Settle();
        }
    }

    /// <summary>
    /// Serves what files and table say, both at once: a file that came while the gateway stood still must not be given
    /// what a row holds.
    /// </summary>
    /// <param name="files">All files of the folder; null when it could not be read, which changes nothing.</param>
    /// <param name="rows">All rows that are to be served; null when they are the same as before.</param>
    public void Take(IReadOnlyList<WorkspaceDocument>? files, IReadOnlyList<WorkspaceDocument>? rows)
    {
        if (files is null)
            Log.FolderUnreadable(logger);
        if (files is null && rows is null)
            return;
        lock (_taking)
        {
            _files = files ?? _files;
            _rows = rows ?? _rows;
            Settle();
        }
    }

    private void Settle()
    {
        var before = _now;
        var served = new List<(Workspace Workspace, WorkspaceOrigin Origin)>();
        var faulty = new List<WorkspaceDocument>();
        var closed = new List<ClosedChannel>();
        var fileIds = _files.Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var documents = _files.Concat(_rows.Where(row => !fileIds.Contains(row.Id)))
            .Concat(_hosted).DistinctBy(document => document.Id).ToList();

        var last = before.Served.All.ToDictionary(workspace => workspace.Id, StringComparer.Ordinal);
        foreach (var (document, workspace) in _claims.Settle(documents, last, _holders ?? names.Read()))
        {
            if (document.Errors.Count > 0)
                faulty.Add(document);
            closed.AddRange(document.Closed);
            if (workspace is not null)
                served.Add((workspace, document.Origin));
        }

        _now = new Snapshot([.. served.Select(one => one.Workspace)], faulty, closed, fileIds)
        {
            Shadowed = [.. _rows.Where(row => fileIds.Contains(row.Id)).Select(row => row.Id)],
            HostedIds = served.Where(one => one.Origin == WorkspaceOrigin.Hosted)
                .Select(one => one.Workspace.Id).ToHashSet(),
        };
        _holders = NamesOf(served);
        // A row's names stand in the database.
        names.Keep(NamesOf(served.Where(one => one.Origin == WorkspaceOrigin.File)));
        Report(before, _now);
        foreach (var listener in Changed?.GetInvocationList().Cast<Action<IReadOnlyCollection<Workspace>>>() ?? [])
            Tell(listener);
    }

    private Dictionary<string, string> NamesOf(
        IEnumerable<(Workspace Workspace, WorkspaceOrigin Origin)> served) => served
        .SelectMany(one => _claims.NamesOf(one.Workspace), (one, name) => (name, one.Workspace.Id))
        .ToDictionary(pair => pair.name, pair => pair.Id, StringComparer.Ordinal);

    [SuppressMessage(
        "Design", "CA1031", Justification = "One listener that fails keeps no other from hearing of the change.")]
    private void Tell(Action<IReadOnlyCollection<Workspace>> listener)
    {
        try
        {
            listener(_now.Served.All);
        }
        catch (Exception fault)
        {
            Log.NotHeard(logger, fault);
        }
    }

    private void Report(Snapshot before, Snapshot now)
    {
        var known = before.Faulty
            .SelectMany(document => document.Errors.Select(error => (document.Origin, document.Id, error)))
            .ToHashSet();
        foreach (var document in now.Faulty)
        {
            foreach (var error in document.Errors
                .Where(error => !known.Contains((document.Origin, document.Id, error))))
            {
                if (document.Origin == WorkspaceOrigin.File)
                    Log.FileRefused(logger, document.Name, error.Path, error.Reason);
                else
                    Log.RowRefused(logger, document.Id, error.Path, error.Reason);
            }
        }

        foreach (var id in now.Shadowed.Except(before.Shadowed))
            Log.Shadowed(logger, id);
        foreach (var workspace in now.Served.All.Where(workspace => !before.Served.TryGet(workspace.Id, out _)))
            Log.Served(logger, workspace.Id);
        foreach (var workspace in before.Served.All.Where(workspace => !now.Served.TryGet(workspace.Id, out _)))
            Log.Gone(logger, workspace.Id);
    }

    private sealed class Snapshot(
        List<Workspace> all, List<WorkspaceDocument> faulty, List<ClosedChannel> closed, HashSet<string> fileIds)
    {
        public WorkspaceIndex Served { get; } = new(all);

        public IReadOnlyList<WorkspaceDocument> Faulty { get; } = faulty;

        public IReadOnlyList<ClosedChannel> Closed { get; } = closed;

        public HashSet<string> FileIds { get; } = fileIds;

        public IReadOnlyList<string> Shadowed { get; init; } = [];

        public HashSet<string> HostedIds { get; init; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Workspace file {File}: {Path} {Reason}.")]
        public static partial void FileRefused(ILogger logger, string file, string path, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Workspace {Workspace} of the table: {Path} {Reason}.")]
        public static partial void RowRefused(ILogger logger, string workspace, string path, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The workspace {Workspace} has a file and a row of the table: the file is served, then the row.")]
        public static partial void Shadowed(ILogger logger, string workspace);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The folder of workspace files cannot be read; what is served stays as it is.")]
        public static partial void FolderUnreadable(ILogger logger);

        [LoggerMessage(
            Level = LogLevel.Error, Message = "A part of the gateway could not take up what the workspaces are now.")]
        public static partial void NotHeard(ILogger logger, Exception fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "Serving the workspace {Workspace}.")]
        public static partial void Served(ILogger logger, string workspace);

        [LoggerMessage(
            Level = LogLevel.Information, Message = "The workspace {Workspace} is gone and no longer served.")]
        public static partial void Gone(ILogger logger, string workspace);
    }
}
