using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>The folder of workspace files as it lies on disk.</summary>
internal sealed class WorkspaceFolder(string path, WorkspaceReader reader)
{
    /// <summary>Where it is; absolute.</summary>
    public string Path => path;

    /// <summary>
    /// A text that differs once a file has come, gone or changed; null when the folder cannot be read.
    /// </summary>
    public string? Fingerprint()
    {
        try
        {
            return string.Join(
                '\n',
                Files()
                .Select(
                    file => FormattableString.Invariant($"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The fingerprint that the folder had before it was last read.</summary>
    public string? FingerprintRead { get; private set; }

    /// <summary>Reads every file, in the order of their names; null when the folder cannot be read.</summary>
    public IReadOnlyList<WorkspaceDocument>? Read()
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

    private WorkspaceDocument Read(FileInfo file)
    {
        var name = file.Name;
        try
        {
            // Pipes and devices have no length either: to read one would wait, or never end.
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            if (file.Length == 0)
                return Refused(name, "is empty, or no regular file");
            return file.Length > WorkspaceReader.MaxBytes
                ? Refused(name, "is larger than 1 MB")
                : reader.ReadFile(name, File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(name, "cannot be read");
        }
    }

    private static WorkspaceDocument Refused(string fileName, string reason) => WorkspaceDocument.Refused(
        System.IO.Path.GetFileNameWithoutExtension(fileName), WorkspaceOrigin.File, new WorkspaceError("$", reason));

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(path).EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal);
}
