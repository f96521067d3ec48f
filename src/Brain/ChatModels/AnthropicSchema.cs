using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// The schema of a record as Anthropic takes it: objects have no members but those they name; no more than 16 members
/// may have several types, so that what may be unknown is left out rather than null (of such it takes 24); limits of
/// numbers and lengths it does not know (https://docs.claude.com/en/docs/build-with-claude/structured-outputs).
/// </summary>
internal static class AnthropicSchema
{
    private static readonly string[] NotKnown =
    [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
        "maxItems", "uniqueItems", "$schema",
    ];

    /// <summary>The schema.</summary>
    public static JsonElement Of(JsonElement schema)
    {
        var root = JsonNode.Parse(schema.GetRawText())!;
        Fit(root);
        return JsonSerializer.SerializeToElement(root);
    }

    private static void Fit(JsonNode? schema)
    {
        if (schema is not JsonObject node)
            return;
        foreach (var keyword in NotKnown)
            node.Remove(keyword);
        if (node["properties"] is JsonObject properties)
        {
            // What could be null is what need not be there.
            node["required"] = new JsonArray(
                [.. properties.Where(member => !IsNullable(member.Value)).Select(member => (JsonNode)member.Key)]);
            node["additionalProperties"] = false;
            foreach (var (_, member) in properties)
                Fit(member);
        }

        Fit(node["items"]);
        WithoutNull(node);
    }

    private static bool IsNullable(JsonNode? schema) => schema is JsonObject node
        && (node["type"] is JsonArray types && types.Any(IsNullType)
            || node["enum"] is JsonArray values && values.Any(value => value is null));

    private static bool IsNullType(JsonNode? type) => type?.GetValueKind() == JsonValueKind.String
        && type.GetValue<string>() == "null";

    private static void WithoutNull(JsonObject node)
    {
        if (node["enum"] is JsonArray values)
            node["enum"] = new JsonArray(
                [.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
        if (node["type"] is not JsonArray types)
            return;
        JsonNode[] left = [.. types.Where(type => !IsNullType(type)).Select(type => type!.DeepClone())];
        node["type"] = left is [var only] ? only : new JsonArray(left);
    }
}
