using Gateway.Embedded.Servers;

namespace Gateway.Operators;

/// <summary>The key that a newcomer finds on the terminal: made once, good for all workspaces of an embedded installation.</summary>
internal static class DevelopmentKey
{
    /// <summary>The key kept under the data path; made and let in when it is not there yet.</summary>
    public static async Task<string> KeepAsync(ApiKeys keys, string dataPath, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataPath, "development.key");
        if (!File.Exists(file))
            PrivateFile.Write(file, ApiKeys.Create());
        var key = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        await keys.AdmitAsync(key, "development", workspace: null, cancellationToken);
        return key;
    }
}
