using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>
/// Compares an agent as it is to be with what is there. What ElevenLabs adds of its own is no difference: only what
/// would be sent is looked at.
/// </summary>
internal static class AgentDrift
{
    private const int LongestText = 400;

    /// <summary>The differences.</summary>
    /// <param name="wanted">What would be sent.</param>
    /// <param name="there">What is there; null for nothing.</param>
    public static IReadOnlyList<AgentDifference> Find(JsonObject wanted, JsonObject? there)
    {
        if (there is null)
            return [new AgentDifference("$", "an agent", Found: null)];
        var differences = new List<AgentDifference>();
        Compare("$", wanted, there, differences);
        return differences;
    }

    private static void Compare(string path, JsonNode? wanted, JsonNode? there, List<AgentDifference> differences)
    {
        if (wanted is JsonObject parts)
        {
            foreach (var (name, value) in parts)
                Compare($"{path}.{name}", value, (there as JsonObject)?[name], differences);
        }
        else if (!IsSame(wanted, there))
        {
            differences.Add(new AgentDifference(path, Say(wanted), Say(there)));
        }
    }

    // 1 and 1.0 are one number.
    private static bool IsSame(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other)
        || (one?.GetValueKind() == JsonValueKind.Number && other?.GetValueKind() == JsonValueKind.Number
            && Math.Abs(NumberOf(one) - NumberOf(other)) < 1e-6);

    private static double NumberOf(JsonNode node) =>
        double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Say(JsonNode? node) =>
        node?.ToString() is { } text ? text.Length <= LongestText ? text : $"{text[..LongestText]}…" : null;
}
