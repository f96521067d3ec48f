using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>
/// The workspaces that are being served. A file that turns bad does not take its business off the air: the last good version stays until the
/// file is good again or gone.
/// </summary>
internal sealed partial class ServedWorkspaces(
    HeldNames names, ChannelReader channels, ILogger<ServedWorkspaces> logger) : IWorkspaces
{
    private readonly NameClaims _claims = new(channels);
    private volatile Snapshot _now = new([], [], []);

    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<Workspace>>? Changed;

    /// <inheritdoc/>
    public IReadOnlyCollection<Workspace> All => _now.All;

    /// <summary>The channels of served workspaces that are closed because a secret is missing.</summary>
    public IReadOnlyList<ClosedChannel> Closed => _now.Closed;

    /// <summary>The files that are wrong, or have channels that are, with the reasons.</summary>
    public IReadOnlyList<WorkspaceFile> Faulty => _now.Faulty;

    /// <inheritdoc/>
    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) => Find(_now.ById, id, out workspace);

    /// <inheritdoc/>
    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace, [NotNullWhen(true)] out WorkspaceChannel? channel)
    {
        var found = line is not null && _now.ByLine.TryGetValue((kind, line.ToLowerInvariant()), out var pair) ? pair : default;
        (workspace, channel) = found;
        return workspace is not null && channel is not null;
    }

    /// <summary>Serves what the files say now. Called by one caller at a time.</summary>
    /// <param name="files">All files of the folder; null when it could not be read, which changes nothing.</param>
    public void Take(IReadOnlyList<WorkspaceFile>? files)
    {
        if (files is null)
        {
            Log.FolderUnreadable(logger);
            return;
        }

        var before = _now;
        var served = new List<Workspace>();
        var faulty = new List<WorkspaceFile>();
        var closed = new List<ClosedChannel>();

        foreach (var (file, workspace) in _claims.Settle(files, before.ById, names.Read()))
        {
            if (file.Errors.Count > 0)
                faulty.Add(file);
            closed.AddRange(file.Closed);
            if (workspace is not null)
                served.Add(workspace);
        }

        _now = new Snapshot(served, faulty, closed);
        names.Keep(_now.All.SelectMany(workspace => _claims.NamesOf(workspace), (workspace, name) => (name, workspace.Id))
            .ToDictionary(pair => pair.name, pair => pair.Id, StringComparer.Ordinal));
        Report(before, _now);
        foreach (var listener in Changed?.GetInvocationList().Cast<Action<IReadOnlyCollection<Workspace>>>() ?? [])
            Tell(listener);
    }

    [SuppressMessage("Design", "CA1031", Justification = "One listener that fails keeps no other from hearing of the change.")]
    private void Tell(Action<IReadOnlyCollection<Workspace>> listener)
    {
        try
        {
            listener(_now.All);
        }
        catch (Exception fault)
        {
            Log.NotHeard(logger, fault);
        }
    }

    private static bool Find(
        Dictionary<string, Workspace> index, string? key, [NotNullWhen(true)] out Workspace? workspace)
    {
        workspace = null;
        return key is not null && index.TryGetValue(key, out workspace);
    }

    private void Report(Snapshot before, Snapshot now)
    {
        var known = before.Faulty.SelectMany(file => file.Errors.Select(error => (file.Name, error))).ToHashSet();
        foreach (var file in now.Faulty)
        {
            foreach (var error in file.Errors.Where(error => !known.Contains((file.Name, error))))
                Log.Refused(logger, file.Name, error.Path, error.Reason);
        }

        foreach (var workspace in now.All.Where(workspace => !before.ById.ContainsKey(workspace.Id)))
            Log.Served(logger, workspace.Id);
        foreach (var workspace in before.All.Where(workspace => !now.ById.ContainsKey(workspace.Id)))
            Log.Gone(logger, workspace.Id);
    }

    private sealed class Snapshot(List<Workspace> all, List<WorkspaceFile> faulty, List<ClosedChannel> closed)
    {
        public IReadOnlyList<Workspace> All { get; } = [.. all.OrderBy(workspace => workspace.Id, StringComparer.Ordinal)];

        public IReadOnlyList<WorkspaceFile> Faulty { get; } = faulty;

        public IReadOnlyList<ClosedChannel> Closed { get; } = closed;

        public Dictionary<string, Workspace> ById { get; } = all.ToDictionary(workspace => workspace.Id);

        public Dictionary<(string Kind, string Line), (Workspace Workspace, WorkspaceChannel Channel)> ByLine { get; } = all
            .SelectMany(workspace => workspace.Channels.Select(channel => (workspace, channel)))
            .Where(pair => pair.channel.Name is not null)
            .ToDictionary(pair => (pair.channel.Kind, pair.channel.Name!.ToLowerInvariant()));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Workspace file {File}: {Path} {Reason}.")]
        public static partial void Refused(ILogger logger, string file, string path, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "The folder of workspace files cannot be read; what is served stays as it is.")]
        public static partial void FolderUnreadable(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "A part of the gateway could not take up what the workspace files say now.")]
        public static partial void NotHeard(ILogger logger, Exception fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "Serving the workspace {Workspace}.")]
        public static partial void Served(ILogger logger, string workspace);

        [LoggerMessage(Level = LogLevel.Information, Message = "The workspace {Workspace} is gone and no longer served.")]
        public static partial void Gone(ILogger logger, string workspace);
    }
}
