using System.Text.Json;
using Gateway.Brain.Words;

namespace Gateway.Brain.Agents;

/// <summary>Reads a record that a model has answered.</summary>
internal static class JsonAnswer
{
    private const int Longest = 20_000;

    /// <summary>The object in an answer.</summary>
    /// <exception cref="JsonException">There is none, or it is too long.</exception>
    public static JsonElement Read(string text) => text.Length > Longest
        ? throw new JsonException("The answer is too long.")
        : JsonSerializer.Deserialize<JsonElement>(WithoutFence(text), BrainJson.Options);

    // Some models put an object between the marks of code.
    private static string WithoutFence(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        return start >= 0 && end > start ? text[start..(end + 1)] : text;
    }
}
