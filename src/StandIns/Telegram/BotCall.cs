using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Telegram;

/// <summary>A call of the Bot API: its parameters, from wherever they came.</summary>
public sealed class BotCall
{
    private static readonly JsonDocumentOptions EachNameOnce = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, JsonNode?> _parameters = new(StringComparer.Ordinal);

    private BotCall()
    {
    }

    /// <summary>Uploaded files by the name of their field.</summary>
    public Dictionary<string, (string ContentType, byte[] Content)> Files { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>The chat that is meant; 0: none.</summary>
    public long Chat => Number("chat_id") ?? 0;

    /// <summary>Reads a request: query, form or JSON.</summary>
    /// <returns>Null for what is none of them.</returns>
    public static async Task<BotCall?> ReadAsync(HttpRequest request)
    {
        var call = new BotCall();
        foreach (var (name, values) in request.Query)
            call._parameters[name] = ReadValue(values.ToString());
        if (request.HasFormContentType)
        {
            if (await request.TryReadFormAsync() is not { } form)
                return null;
            foreach (var (name, values) in form)
                call._parameters[name] = ReadValue(values.ToString());
            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, request.HttpContext.RequestAborted);
                call.Files[file.Name] = (file.ContentType, content.ToArray());
            }
        }
        else if (request.HasJsonContentType())
        {
            try
            {
                var aborted = request.HttpContext.RequestAborted;
                if (await JsonNode.ParseAsync(request.Body, nodeOptions: null, EachNameOnce, aborted) is not JsonObject body)
                    return null;
                call.Take(body);
            }
            catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
            {
                // No JSON, a name twice, or half a character in one.
                return null;
            }
        }

        return call;
    }

    /// <summary>One of the things that a call is about, with the call's files.</summary>
    public BotCall Part(JsonObject parameters)
    {
        var part = new BotCall { Files = Files };
        part.Take(parameters);
        return part;
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => TextOf(_parameters.GetValueOrDefault(name));

    /// <summary>A whole number, or null.</summary>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True, or not.</summary>
    public bool Flag(string name) => Text(name) is "true" or "True";

    /// <summary>An object or a list, or null.</summary>
    public JsonNode? Structure(string name) => _parameters.GetValueOrDefault(name) is JsonObject or JsonArray ? _parameters[name] : null;

    /// <summary>The texts of a list; null when there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Structure(name) is JsonArray list ? [.. list.Select(TextOf).OfType<string>()] : null;

    internal static string? TextOf(JsonNode? node)
    {
        try
        {
            return node is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character in it.
            return null;
        }
    }

    private void Take(JsonObject parameters)
    {
        foreach (var (name, value) in parameters)
            _parameters[name] = value?.DeepClone();
    }

    // In a form, structures are JSON in a text.
    private static JsonNode? ReadValue(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
            return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, EachNameOnce);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
