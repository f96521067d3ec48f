using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Words;

/// <summary>What models are told of the records that they are to write, as JSON schema.</summary>
internal static class BrainSchema
{
    private static readonly AIJsonSchemaCreateOptions Complete = new() { TransformSchemaNode = Typed };

    /// <summary>The schema of a record.</summary>
    public static JsonElement Of(Type record) => AIJsonUtilities.CreateJsonSchema(
        record, serializerOptions: BrainJson.Options, inferenceOptions: Complete);

    // Texts are read by a converter of ours, of which the exporter knows nothing: it would leave their type out.
    private static JsonNode Typed(AIJsonSchemaCreateContext context, JsonNode schema)
    {
        if (context.TypeInfo.ElementType == typeof(string))
            schema["items"] = new JsonObject { ["type"] = "string" };
        if (context.TypeInfo.Type != typeof(string))
            return schema;
        var typed = schema as JsonObject ?? [];
        JsonNode type = context.PropertyInfo is { IsGetNullable: true } or { IsSetNullable: true }
            ? new JsonArray("string", "null")
            : JsonValue.Create("string");
        typed.TryAdd("type", type);
        return typed;
    }
}
