using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Sessions;

namespace Gateway.Channels.Media;

/// <summary>A file of a contact as this node keeps it, or why it never will.</summary>
internal sealed record StoredMedia
{
    /// <summary>MIME type by the file's own bytes; null when it was refused.</summary>
    public string? ContentType { get; init; }

    /// <summary>Ending that goes with it, without a dot; null when it was refused.</summary>
    public string? Extension { get; init; }

    /// <summary>Size in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>SHA-256 of the file as it is kept, in hexadecimal; null when it was refused.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Why it is not kept and not asked for again; null when it is kept.</summary>
    public MediaRefusal? Refusal { get; init; }

    /// <summary>Whether the provider still has to be told to delete its copy.</summary>
    public bool MustDelete { get; init; }
}

/// <summary>Why a file is not kept.</summary>
internal enum MediaRefusal
{
    /// <summary>The provider does not have it any more.</summary>
    Gone,

    /// <summary>It leads away from the provider to where we do not go.</summary>
    Forbidden,

    /// <summary>It has too many bytes or pixels.</summary>
    TooLarge,

    /// <summary>It is of no kind that we take.</summary>
    Type,

    /// <summary>It says it is of a kind and is not built like one.</summary>
    Malformed,
}

/// <summary>
/// The files on disk: <c>{root}/{workspace}/{id}</c> and beside it <c>{id}.json</c>, which is written last: what has
/// none is not there. Names are made by us, never by a contact.
/// </summary>
internal sealed class MediaStore(string root)
{
    private const string NoteEnding = ".json";
    private const string DraftEnding = ".part";

    /// <summary>What is known of a file, or null when it has not been fetched.</summary>
    public StoredMedia? Find(string workspace, MediaId id)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<StoredMedia>(
                File.ReadAllBytes(PathOf(workspace, id) + NoteEnding), SessionJson.Options);
            return stored is { Refusal: null } && !File.Exists(PathOf(workspace, id)) ? null : stored;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Opens a file that is kept.</summary>
    /// <exception cref="FileNotFoundException">Somebody has deleted it.</exception>
    public FileStream Open(string workspace, MediaId id) =>
        new(
            PathOf(workspace, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024,
            FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>A new file to write a download to; gone once it is closed.</summary>
    public FileStream CreateDraft(string workspace, MediaId id) =>
        Create(DraftOf(workspace, id), FileOptions.Asynchronous | FileOptions.DeleteOnClose, FileAccess.ReadWrite);

    /// <summary>Keeps a file: after a crash, or a power cut, it is there whole or not at all.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="id">The file.</param>
    /// <param name="media">What to keep.</param>
    /// <param name="mustDelete">Whether the provider is to delete its copy then.</param>
    public StoredMedia Keep(string workspace, MediaId id, InspectedMedia media, bool mustDelete)
    {
        var draft = DraftOf(workspace, id);
        using (var file = Create(draft, FileOptions.None, FileAccess.Write))
        {
            file.Write(media.Content.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, PathOf(workspace, id), overwrite: true);
        var stored = new StoredMedia
        {
            ContentType = media.Type.ContentType,
            Extension = media.Type.Extension,
            SizeBytes = media.Content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(media.Content.Span)),
            MustDelete = mustDelete,
        };
        Note(workspace, id, stored);
        return stored;
    }

    /// <summary>Remembers something about a file, in one step.</summary>
    public void Note(string workspace, MediaId id, StoredMedia stored)
    {
        var draft = DraftOf(workspace, id);
        using (var file = Create(draft, FileOptions.None, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, stored, SessionJson.Options);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, PathOf(workspace, id) + NoteEnding, overwrite: true);
    }

    /// <summary>Files whose copy at the provider was to be deleted and has not been.</summary>
    public IEnumerable<(string Workspace, MediaId Id)> ListUndeleted()
    {
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*" + NoteEnding, SearchOption.AllDirectories))
        {
            if (MediaId.TryParse(Path.GetFileNameWithoutExtension(file.Name), out var id)
                && Find(file.Directory!.Name, id) is { MustDelete: true })
                yield return (file.Directory.Name, id);
        }
    }

    /// <summary>
    /// Deletes what is older than that: the files that were kept, and what was being written when a node died.
    /// </summary>
    /// <param name="keptBefore">Files kept before this are deleted.</param>
    /// <param name="draftsBefore">Drafts last written before this belong to no one.</param>
    public void DeleteOld(DateTimeOffset keptBefore, DateTimeOffset draftsBefore)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var before = file.Name.EndsWith(DraftEnding, StringComparison.Ordinal) ? draftsBefore : keptBefore;
            if (file.LastWriteTimeUtc < before.UtcDateTime)
                file.Delete();
        }
    }

    private string PathOf(string workspace, MediaId id) => Path.Combine(root, workspace, id.Value);

    private string DraftOf(string workspace, MediaId id) =>
        PathOf(workspace, id) + "." + Guid.NewGuid().ToString("n") + DraftEnding;

    private static FileStream Create(string path, FileOptions options, FileAccess access)
    {
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = access, Options = options };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        else
        {
            Directory.CreateDirectory(
                Path.GetDirectoryName(path)!,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, creation);
    }
}
