using System.Text.Json;

namespace Gateway.Testing;

/// <summary>The published description of the Bot API: tells what is wrong with a request.</summary>
public sealed class FakeTelegramSpec
{
    private static readonly Lazy<FakeTelegramSpec> Loaded = new(() => new FakeTelegramSpec());

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

    private IEnumerable<string> CheckFields(JsonElement owner, JsonElement value)
    {
        var fields = owner.TryGetProperty("fields", out var listed) ? listed.EnumerateArray().ToDictionary(field => field.GetProperty("name").GetString()!) : [];
        if (value.ValueKind != JsonValueKind.Object)
            return ["is no object"];
        return value.EnumerateObject().SelectMany(given => fields.TryGetValue(given.Name, out var field)
                ? field.GetProperty("types").EnumerateArray().Any(type => Fits(type.GetString()!, given.Value)) ? Enumerable.Empty<string>() : [$"{given.Name} has the wrong type"]
                : [$"{given.Name} is unknown"])
            .Concat(fields.Values.Where(field => field.GetProperty("required").GetBoolean() && !value.TryGetProperty(field.GetProperty("name").GetString()!, out _))
                .Select(field => $"{field.GetProperty("name").GetString()} is missing"));
    }

    private bool Fits(string type, JsonElement value) => type switch
    {
        "Integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "Float" => value.ValueKind == JsonValueKind.Number,
        "String" or "InputFile" => value.ValueKind == JsonValueKind.String,
        "Boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ when type.StartsWith("Array of ", StringComparison.Ordinal) =>
            value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => Fits(type["Array of ".Length..], item)),
        _ when _types.TryGetProperty(type, out var known) => known.TryGetProperty("subtypes", out var subtypes)
            ? subtypes.EnumerateArray().Any(subtype => Fits(subtype.GetString()!, value))
            : !CheckFields(known, value).Any(),
        _ => false,
    };
}
