using System.Text.RegularExpressions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Demo;

/// <summary>The pictures that lie beside a workspace's file, in <c>{id}/images</c>.</summary>
internal sealed partial class WorkspaceImages(string workspacesPath)
{
    /// <summary>
    /// The picture with that file name, or null when there is none. A name is letters, digits, hyphens and one ending:
    /// nothing that could lead out of the folder is a name.
    /// </summary>
    public WorkspaceImage? Find(Workspace workspace, string fileName)
    {
        if (!FileName.IsMatch(fileName))
            return null;
        var file = new FileInfo(Path.Combine(workspacesPath, workspace.Id, "images", fileName));
        return file.Exists
            ? new WorkspaceImage(file.FullName, ContentType(file.Extension), new DateTimeOffset(file.LastWriteTimeUtc))
            : null;
    }

    private static string ContentType(string extension) => extension switch
    {
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webp" => "image/webp",
        _ => "image/jpeg",
    };

    [GeneratedRegex(
        @"^[a-z0-9][a-z0-9-]{0,120}\.(svg|png|webp|jpg|jpeg)\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FileName { get; }
}

/// <summary>A picture to send.</summary>
/// <param name="FilePath">Where it lies; absolute.</param>
/// <param name="ContentType">What to tell browsers it is.</param>
/// <param name="ChangedAt">When the file was last written.</param>
internal sealed record WorkspaceImage(string FilePath, string ContentType, DateTimeOffset ChangedAt);
