using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Words;

/// <summary>
/// How the brain reads and writes JSON: camelCase, names for enums, nothing for null, letters unescaped.
/// </summary>
internal static class BrainJson
{
    /// <summary>For state, tool results and what models are told.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For tool arguments: a member the schema does not have is refused.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For what the archive has kept: PostgreSQL puts the members of an object in an order of its
    /// own.</summary>
    public static JsonSerializerOptions Kept { get; } = new(Options) { AllowOutOfOrderMetadataProperties = true };

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Only models and our own stores read this; escaping every accent would double what a model has to read.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = unmapped,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new WellFormedJson(isMended: true));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly();
        return options;
    }
}
