using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Telegram;

/// <summary>
/// A call of the Bot API, or one of the things in it. What is not of the type that the API names counts as absent.
/// </summary>
/// <param name="parameters">An object.</param>
public sealed class BotCall(JsonElement parameters)
{
    private static readonly JsonSerializerOptions EachNameOnce = new() { AllowDuplicateProperties = false };

    /// <summary>All of it, an object.</summary>
    public JsonElement Parameters { get; } = parameters;

    /// <summary>The chat that is meant; 0: none.</summary>
    public long Chat => Number("chat_id") ?? 0;

    /// <summary>Reads a request, whose body is JSON or empty.</summary>
    /// <returns>Null for what is neither.</returns>
    public static async Task<BotCall?> ReadAsync(HttpRequest request)
    {
        try
        {
            var aborted = request.HttpContext.RequestAborted;
            var parameters = request.ContentType is null
                ? JsonElement.Parse("{}")
                : await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, EachNameOnce, aborted);
            return parameters.ValueKind == JsonValueKind.Object ? new BotCall(parameters) : null;
        }
        catch (JsonException)
        {
            // No JSON, or a name twice.
            return null;
        }
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Find(name, JsonValueKind.String) is { } value ? TextOf(value) : null;

    /// <summary>A whole number, or null.</summary>
    public long? Number(string name) =>
        Find(name, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>True, or not.</summary>
    public bool Flag(string name) => Find(name, JsonValueKind.True) is not null;

    /// <summary>An object, or null.</summary>
    public BotCall? Part(string name) => Find(name, JsonValueKind.Object) is { } value ? new BotCall(value) : null;

    /// <summary>The objects of a list; null when there is none.</summary>
    public IReadOnlyList<BotCall>? Parts(string name) =>
        Find(name, JsonValueKind.Array) is { } list ? PartsOf(list) : null;

    /// <summary>The objects of a list of lists; empty when there is none.</summary>
    public IReadOnlyList<IReadOnlyList<BotCall>> Rows(string name) => Find(name, JsonValueKind.Array) is { } rows
        ? [.. Each(rows, JsonValueKind.Array).Select(PartsOf)]
        : [];

    /// <summary>The texts of a list; null when there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name, JsonValueKind.Array) is { } list
        ? [.. Each(list, JsonValueKind.String).Select(TextOf).OfType<string>()]
        : null;

    private JsonElement? Find(string name, JsonValueKind kind) =>
        Parameters.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static IReadOnlyList<BotCall> PartsOf(JsonElement list) =>
        [.. Each(list, JsonValueKind.Object).Select(item => new BotCall(item))];

    private static IEnumerable<JsonElement> Each(JsonElement list, JsonValueKind kind) =>
        list.EnumerateArray().Where(item => item.ValueKind == kind);

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character in it.
            return null;
        }
    }
}
