using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.StandIns;

namespace Gateway.Simulator.Telegram;

/// <summary>A call of the Bot API: its parameters, from wherever they came.</summary>
internal sealed class TelegramCall
{
    private readonly Dictionary<string, JsonNode?> _parameters = new(StringComparer.Ordinal);

    /// <summary>Uploaded files by the name of their field.</summary>
    public Dictionary<string, (string ContentType, byte[] Content)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a request: query, form or JSON.</summary>
    /// <returns>Null for what is none of them.</returns>
    public static async Task<TelegramCall?> ReadAsync(HttpRequest request)
    {
        var call = new TelegramCall();
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
                if (await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) is not JsonObject body)
                    return null;
                foreach (var (name, value) in body)
                    call._parameters[name] = value?.DeepClone();
            }
            catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
            {
                // No JSON, a name twice, or half a character in one.
                return null;
            }
        }

        return call;
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => _parameters.GetValueOrDefault(name) switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    /// <summary>A whole number, or null.</summary>
    public long? Number(string name) => long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True, or not.</summary>
    public bool Flag(string name) => Text(name) is "true" or "True";

    /// <summary>An object or a list, or null.</summary>
    public JsonNode? Structure(string name) => _parameters.GetValueOrDefault(name) is JsonObject or JsonArray ? _parameters[name] : null;

    // In a form, structures are JSON in a text.
    private static JsonNode? ReadValue(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
            return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

/// <summary>What the Bot API answers.</summary>
/// <param name="Result">What was asked for, or null.</param>
/// <param name="ErrorCode">0, or the HTTP status.</param>
/// <param name="Description">What went wrong, or null.</param>
internal sealed record TelegramAnswer(JsonNode? Result, int ErrorCode = 0, string? Description = null)
{
    /// <summary>It was refused.</summary>
    public static TelegramAnswer Refused(int code, string description) => new(null, code, description);

    /// <summary>As it goes over the wire.</summary>
    public JsonObject ToJson() => ErrorCode == 0
        ? new JsonObject { ["ok"] = true, ["result"] = Result }
        : new JsonObject { ["ok"] = false, ["error_code"] = ErrorCode, ["description"] = Description };
}
