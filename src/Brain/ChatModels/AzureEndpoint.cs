namespace Gateway.Brain.ChatModels;

/// <summary>
/// Where Azure speaks OpenAI's own API: below <c>/openai/v1/</c> of a resource, without a version of the API in the
/// query, and with the key in a header of its own
/// (https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle).
/// </summary>
internal static class AzureEndpoint
{
    /// <summary>The header that the key goes in.</summary>
    public const string KeyHeader = "api-key";

    private const string Path = "/openai/v1";

    /// <summary>Whether an address is that of a resource, with or without the path to the API.</summary>
    public static bool IsOne(Uri? endpoint) =>
        endpoint is not null && endpoint.Query.Length == 0 &&
        (endpoint.AbsolutePath == "/" || PathOf(endpoint).EndsWith(Path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address of the API.</summary>
    /// <param name="endpoint">One of which <see cref="IsOne"/> is true.</param>
    public static Uri Complete(Uri endpoint) =>
        endpoint.AbsolutePath == "/" ? new Uri(endpoint, Path) : endpoint;

    private static string PathOf(Uri endpoint) => endpoint.AbsolutePath.TrimEnd('/');
}
