namespace Gateway.Channels.Speech.Sockets;

/// <summary>Makes the address of a socket of the address of an API.</summary>
internal static class SocketAddress
{
    /// <summary>The socket below an API: <c>wss</c> where that is <c>https</c>.</summary>
    /// <param name="api">Where the API is.</param>
    /// <param name="path">Below it, from a slash on.</param>
    /// <param name="query">Names and values, of which those without a value are left out.</param>
    public static Uri Of(Uri api, string path, IEnumerable<(string Name, string? Value)> query)
    {
        var asked = query.Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        return new UriBuilder(api)
        {
            Scheme = api.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Path = api.AbsolutePath.TrimEnd('/') + path,
            Query = string.Join('&', asked),
        }.Uri;
    }
}
