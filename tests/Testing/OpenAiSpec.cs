using System.Text.Json;

namespace Gateway.Testing;

/// <summary>OpenAI's published description of its API: tells what is wrong with a request's body.</summary>
public sealed class OpenAiSpec
{
    private static readonly Lazy<OpenAiSpec> Loaded = new(() => new OpenAiSpec());

    private readonly JsonElement _root;

    private OpenAiSpec()
    {
        using var stream = typeof(OpenAiSpec).Assembly.GetManifestResourceStream("openai-api.json")!;
        _root = JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>The description.</summary>
    public static OpenAiSpec Instance => Loaded.Value;

    /// <summary>What is wrong with the body of a POST; nothing when all is well.</summary>
    /// <param name="path">Below the version, such as <c>/chat/completions</c>.</param>
    /// <param name="body">The body.</param>
    public IReadOnlyList<string> Check(string path, JsonElement body)
    {
        var schema = _root.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var known = Members(schema).ToHashSet(StringComparer.Ordinal);
        return [
            .. body.EnumerateObject().Where(member => !known.Contains(member.Name))
                .Select(member => $"$.{member.Name}: not known"),
            .. Wrong(schema, body, "$"),
        ];
    }

    private IEnumerable<string> Members(JsonElement schema)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("allOf", out var all))
            return all.EnumerateArray().SelectMany(Members);
        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name)
            : [];
    }

    private List<string> Wrong(JsonElement schema, JsonElement value, string at)
    {
        schema = Resolved(schema);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var isNullable)
            && isNullable.GetBoolean())
            return [];
        List<string> wrong = [];
        if (schema.TryGetProperty("allOf", out var all))
            wrong.AddRange(all.EnumerateArray().SelectMany(one => Wrong(one, value, at)));
        foreach (var choice in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(choice, out var several)
                && several.EnumerateArray().Select(one => Wrong(one, value, at)).ToList() is var tried
                && !tried.Exists(one => one.Count == 0))
                wrong.Add($"{at}: fits none ({string.Join(" | ", tried.Select(one => one[0]))})");
        }

        if (schema.TryGetProperty("enum", out var values)
            && !values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            wrong.Add($"{at}: {value} is none of {values}");
        if (schema.TryGetProperty("type", out var type))
            wrong.AddRange(WrongOfType(schema, type.GetString()!, value, at));
        return wrong;
    }

    private IEnumerable<string> WrongOfType(JsonElement schema, string type, JsonElement value, string at)
    {
        if (!Is(type, value))
            return [$"{at}: no {type}"];
        return type switch
        {
            "object" => WrongMembers(schema, value, at),
            "array" => WrongItems(schema, value, at),
            "number" or "integer" => WrongNumber(schema, value, at),
            _ => [],
        };
    }

    private IEnumerable<string> WrongMembers(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            {
                if (!value.TryGetProperty(name, out _))
                    yield return $"{at}.{name}: missing";
            }
        }

        if (!schema.TryGetProperty("properties", out var properties))
            yield break;
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var of))
                continue;
            foreach (var wrong in Wrong(of, member.Value, $"{at}.{member.Name}"))
                yield return wrong;
        }
    }

    private IEnumerable<string> WrongItems(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("minItems", out var fewest) && value.GetArrayLength() < fewest.GetInt32())
            yield return $"{at}: too few";
        if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32())
            yield return $"{at}: too many";
        if (!schema.TryGetProperty("items", out var of))
            yield break;
        foreach (var wrong in value.EnumerateArray().SelectMany((item, i) => Wrong(of, item, $"{at}[{i}]")))
            yield return wrong;
    }

    private static IEnumerable<string> WrongNumber(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal())
            yield return $"{at}: less than {least}";
        if (schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal())
            yield return $"{at}: more than {most}";
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private JsonElement Resolved(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = _root;
            foreach (var name in reference.GetString()!.Split('/').Skip(1))
                schema = schema.GetProperty(name);
        }

        return schema;
    }
}
