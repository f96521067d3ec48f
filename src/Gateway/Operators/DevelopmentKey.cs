using Gateway.Embedded.Servers;

namespace Gateway.Operators;

/// <summary>The key that a newcomer finds on the terminal: made once, good for all workspaces of an embedded installation.</summary>
internal static class DevelopmentKey
{
    /// <summary>The key kept under the data path; made and let in when it is not there yet.</summary>
    public static async Task<string> KeepAsync(ApiKeys keys, string dataPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(FileIn(dataPath)))
            PrivateFile.Write(FileIn(dataPath), ApiKeys.Create());
        var key = (await File.ReadAllTextAsync(FileIn(dataPath), cancellationToken)).Trim();
        await keys.AdmitAsync(key, "development", workspace: null, cancellationToken);
        return key;
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
