using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Testing;

/// <summary>The published description of the Bot API: tells what is wrong with a request.</summary>
public sealed class FakeTelegramSpec
{
    private static readonly Lazy<FakeTelegramSpec> Loaded = new(() => new FakeTelegramSpec());

    private const int MostDepth = 4;

    private readonly JsonElement _methods;
    private readonly JsonElement _types;

    private FakeTelegramSpec()
    {
        using var stream = typeof(FakeTelegramSpec).Assembly.GetManifestResourceStream("telegram-bot-api.json")!;
        var root = JsonDocument.Parse(stream).RootElement;
        _methods = root.GetProperty("methods");
        _types = root.GetProperty("types");
    }

    /// <summary>The description.</summary>
    public static FakeTelegramSpec Instance => Loaded.Value;

    /// <summary>What is wrong with a request; nothing when all is well.</summary>
    public IEnumerable<string> Check(string method, JsonElement body) => _methods.TryGetProperty(method, out var known)
        ? CheckFields(known, body).Select(wrong => $"{method}: {wrong}")
        : [$"{method}: no such method"];

    /// <summary>The names of a type's fields.</summary>
    public IReadOnlyList<string> FieldsOf(string type) =>
        [.. Fields(type).Select(field => field.GetProperty("name").GetString()!)];

    /// <summary>The first type that a field may have.</summary>
    public string TypeOf(string owner, string field) => Fields(owner)
        .Single(one => one.GetProperty("name").GetString() == field).GetProperty("types")[0].GetString()!;

    /// <summary>
    /// A value of a type: what is required in it and nothing else. Of several subtypes it is the first.
    /// </summary>
    public JsonNode Sample(string type, int depth = 0) => type switch
    {
        "Integer" => 7,
        "Float" => 1.5,
        "String" or "InputFile" => "x",
        "Boolean" => true,
        _ when type.StartsWith("Array of ", StringComparison.Ordinal) =>
            depth > MostDepth ? new JsonArray() : new JsonArray(Sample(type["Array of ".Length..], depth + 1)),
        // A text with marks is a plain text as well.
        _ when !_types.TryGetProperty(type, out _) => "x",
        _ when _types.GetProperty(type).TryGetProperty("subtypes", out var subtypes) =>
            _types.TryGetProperty(subtypes[0].GetString()!, out _)
                ? SampleOf(subtypes[0].GetString()!, type, depth)
                : "x",
        _ => SampleOf(type, type, depth),
    };

    private JsonObject SampleOf(string type, string family, int depth)
    {
        var sample = new JsonObject();
        foreach (var field in Fields(type).Where(field => field.GetProperty("required").GetBoolean()))
            sample[field.GetProperty("name").GetString()!] = Sample(
                field.GetProperty("types")[0].GetString()!, depth + 1);
        // What tells one subtype from another is its name without that of the family: MessageOriginHiddenUser is
        // hidden_user.
        if (family != type && sample.ContainsKey("type"))
            sample["type"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(type[family.Length..]);
        return sample;
    }

    private JsonElement.ArrayEnumerator Fields(string type) =>
        _types.TryGetProperty(type, out var known) && known.TryGetProperty("fields", out var fields)
            ? fields.EnumerateArray()
            : default;

    private IEnumerable<string> CheckFields(JsonElement owner, JsonElement value)
    {
        var fields = owner.TryGetProperty("fields", out var listed)
            ? listed.EnumerateArray().ToDictionary(field => field.GetProperty("name").GetString()!)
            : [];
        if (value.ValueKind != JsonValueKind.Object)
            return ["is no object"];
        return value.EnumerateObject().SelectMany(given => fields.TryGetValue(given.Name, out var field)
                ? field.GetProperty("types").EnumerateArray().Any(type => Fits(type.GetString()!, given.Value))
                    ? Enumerable.Empty<string>()
                    : [$"{given.Name} has the wrong type"]
                : [$"{given.Name} is unknown"])
            .Concat(
                fields.Values.Where(
                field => field.GetProperty("required").GetBoolean()
                && !value.TryGetProperty(field.GetProperty("name").GetString()!, out _))
                .Select(field => $"{field.GetProperty("name").GetString()} is missing"));
    }

    private bool Fits(string type, JsonElement value) => type switch
    {
        "Integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "Float" => value.ValueKind == JsonValueKind.Number,
        "String" or "InputFile" => value.ValueKind == JsonValueKind.String,
        "Boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ when type.StartsWith("Array of ", StringComparison.Ordinal) =>
            value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(item => Fits(type["Array of ".Length..], item)),
        _ when _types.TryGetProperty(type, out var known) => known.TryGetProperty("subtypes", out var subtypes)
            ? subtypes.EnumerateArray().Any(subtype => Fits(subtype.GetString()!, value))
            : !CheckFields(known, value).Any(),
        _ => false,
    };
}
