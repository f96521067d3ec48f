using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions.Texts;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>
/// Reads a centre's fields from a request. A member that stands there twice, or a text that is none, is refused here:
/// a <see cref="JsonObject"/> would throw wherever it is looked at first.
/// </summary>
internal static class FieldsBody
{
    private const int MostDepth = 16;

    private static readonly JsonDocumentOptions Options =
        new() { AllowDuplicateProperties = false, MaxDepth = MostDepth };

    /// <summary>The fields of a JSON object.</summary>
    /// <exception cref="BadHttpRequestException">It is no JSON, or no object (415, 400).</exception>
    public static async Task<JsonObject> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("expected JSON", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Options, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (JsonObject)Mended(document.RootElement)!
                : throw new BadHttpRequestException("expected a JSON object of the centre's fields");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException(
                "expected a JSON object of the centre's fields", StatusCodes.Status400BadRequest, exception);
        }
    }

    /// <summary>The fields of a form; one that was sent several times is a list.</summary>
    /// <exception cref="BadHttpRequestException">It is no form.</exception>
    public static async Task<JsonObject> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var fields = new JsonObject();
            foreach (var (name, values) in await request.ReadFormAsync(cancellationToken))
            {
                var texts = values.OfType<string>().Select(WellFormed.Mend).ToList();
                // Form builders write "payment_methods[]" for what may be ticked several times.
                fields[WellFormed.Mend(name).Replace("[]", "", StringComparison.Ordinal)] = texts.Count == 1
                    ? texts[0].ReplaceLineEndings("\n")
                    : new JsonArray([.. texts.Select(text => (JsonNode)text)]);
            }

            return fields;
        }
        // An encoding that .NET does not read is refused as an argument.
        catch (Exception exception) when (exception is not BadHttpRequestException
            && exception is InvalidDataException or IOException or ArgumentException or NotSupportedException
                or InvalidOperationException)
        {
            throw new BadHttpRequestException("expected a form", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static JsonNode? Mended(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().Select(
            member => KeyValuePair.Create(member.Name, Mended(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Mended)]),
        // A lone surrogate is no text: asking for it throws.
        JsonValueKind.String => JsonValue.Create(WellFormed.Mend(json.GetString()!)),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(json.GetRawText()),
    };
}
