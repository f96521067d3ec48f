namespace Gateway.Sessions;

/// <summary>
/// A configured value that cannot be used. Thrown while the host is put together, it stops the start with its message,
/// which is one line: the key, what was found and what is expected.
/// </summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Says what is wrong with one key.</summary>
    /// <param name="key">The key as people write it, such as <c>Models:main:Provider</c>.</param>
    /// <param name="found">The value found; null when there is none. Of a secret pass a description instead, such as
    /// <c>"12 characters"</c>.</param>
    /// <param name="expected">What would do, such as <c>one of house, openai, anthropic</c>.</param>
    public ConfigurationException(string key, string? found, string expected)
        : base($"{key}: found {Quote(found)}, expected {expected}.")
    {
        Key = key;
    }

    /// <summary>The key at fault.</summary>
    public string Key { get; }

    private static string Quote(string? found) =>
        string.IsNullOrEmpty(found) ? "nothing" : $"\"{found.ReplaceLineEndings(" ")}\"";
}
