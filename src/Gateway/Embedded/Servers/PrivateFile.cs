using System.Security.Cryptography;

namespace Gateway.Embedded.Servers;

/// <summary>Files and folders for the eyes of their owner only.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file that only its owner can read, in one step: it is there whole or not at all.</summary>
    public static void Write(string path, string content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, creation))
            writer.Write(content);

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>
    /// Makes a folder that only its owner can enter, and closes one that is there: files in it may be older than this
    /// rule.
    /// </summary>
    public static void CloseFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>The secret kept in a file; at the first call 256 random bits in hexadecimal.</summary>
    public static string KeepSecret(string path)
    {
        if (!File.Exists(path))
            Write(path, RandomNumberGenerator.GetHexString(64, lowercase: true));
        return File.ReadAllText(path).Trim();
    }
}
