using System.Text.Json;
using Gateway.Brain.Words;

namespace Gateway.Brain.Tools;

/// <summary>What a model is told where a tool did not do it: an object with the one member <c>error</c>.</summary>
internal static class ToolErrors
{
    /// <summary>The error of a tool that could not do its work for a fault of ours.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The error of a tool that took too long.</summary>
    public const string TimedOut = "timed out";

    /// <summary>The error of a tool that the agent does not list.</summary>
    public const string NoSuchTool = "no such tool";

    /// <summary>Says why.</summary>
    public static JsonElement Of(string reason) =>
        JsonSerializer.SerializeToElement(new { error = reason }, BrainJson.Options);

    /// <summary>Whether a result is one.</summary>
    public static bool Is(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("error", out _);
}
