using Gateway.Embedded.Servers;

namespace Gateway.Operators;

/// <summary>
/// The key that a newcomer finds on the terminal: made once, good for all workspaces of an embedded installation.
/// </summary>
internal static class DevelopmentKey
{
    /// <summary>Lets the key in that is kept under the data path, and makes one when there is none yet.</summary>
    /// <returns>
    /// What to print: the key when it is new, later only the file that it is kept in. What is printed at each start
    /// ends up in logs that more people read.
    /// </returns>
    public static async Task<string> KeepAsync(ApiKeys keys, string dataPath, CancellationToken cancellationToken)
    {
        var file = FileIn(dataPath);
        var isNew = !File.Exists(file);
        if (isNew)
            PrivateFile.Write(file, ApiKeys.Create());
        var key = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        await keys.AdmitAsync(key, "development", workspace: null, cancellationToken);
        return isNew ? key : $"kept in {file}";
    }

    /// <summary>The key kept under the data path, or null when there is none, or none that we may read.</summary>
    public static async Task<string?> ReadAsync(string dataPath, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(FileIn(dataPath), cancellationToken)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FileIn(string dataPath) => Path.Combine(dataPath, "development.key");
}
