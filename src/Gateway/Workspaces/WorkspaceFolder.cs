using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>The folder of workspace files as it lies on disk.</summary>
internal sealed class WorkspaceFolder(string path, WorkspaceReader reader)
{
    private const long MaxFileBytes = 1024 * 1024;

    /// <summary>Where it is; absolute.</summary>
    public string Path => path;

    /// <summary>A text that differs once a file has come, gone or changed; null when the folder cannot be read.</summary>
    public string? Fingerprint()
    {
        try
        {
            return string.Join('\n', Files().Select(file => FormattableString.Invariant($"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The fingerprint that the folder had before it was last read.</summary>
    public string? FingerprintRead { get; private set; }

    /// <summary>Reads every file, in the order of their names; null when the folder cannot be read.</summary>
    public IReadOnlyList<WorkspaceFile>? Read()
    {
        FingerprintRead = Fingerprint();
        try
        {
            return [.. Files().Select(Read)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private WorkspaceFile Read(FileInfo file)
    {
        var name = file.Name;
        try
        {
            // Pipes and devices have no length either: to read one would wait, or never end.
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            if (file.Length == 0)
                return WorkspaceFile.Refused(name, new WorkspaceError("$", "is empty, or no regular file"));
            return file.Length > MaxFileBytes
                ? WorkspaceFile.Refused(name, new WorkspaceError("$", "is larger than 1 MB"))
                : reader.Read(name, File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WorkspaceFile.Refused(name, new WorkspaceError("$", "cannot be read"));
        }
    }

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(path).EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal);
}
