using System.Text.Json;

namespace Gateway.Channels.Twilio;

/// <summary>
/// The answers of a form of WhatsApp's (a Flow): a JSON object with a member for each field, perhaps inside
/// <c>nfm_reply</c> and as a text there. They become a line for each field, as those of our own forms.
/// </summary>
internal static class TwilioForm
{
    private const string Token = "flow_token";
    private const int MostFields = 50;
    private const int MostDepth = 4;

    // What wraps the answers, and what is WhatsApp's own beside them.
    private static readonly string[] Wrappers = ["interactive", "nfm_reply", "response_json", "data", "response"];
    private static readonly string[] Own = [Token, "type", "name", "body", "version", "screen", "action"];

    /// <summary>Reads the answers; empty when there are none or they cannot be read.</summary>
    /// <param name="json">What came.</param>
    public static (string Lines, string? Form) Read(string json)
    {
        var (lines, form) = (new List<string>(), default(string));
        Collect(json, lines, ref form, 0);
        return (string.Join('\n', lines), form);
    }

    private static void Collect(string json, List<string> lines, ref string? form, int depth)
    {
        try
        {
            if (json.Length == 0)
                return;
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            Collect(document.RootElement, lines, ref form, depth);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No form, or half an escaped character in it: what was read before that stays.
        }
    }

    private static void Collect(JsonElement element, List<string> lines, ref string? form, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > MostDepth)
            return;
        var isWrapped = element.EnumerateObject().Any(member => Wrappers.Contains(member.Name));
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name == Token && member.Value.ValueKind == JsonValueKind.String)
                form = member.Value.GetString();
            if (Wrappers.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Object)
                Collect(member.Value, lines, ref form, depth + 1);
            else if (Wrappers.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String)
                Collect(member.Value.GetString()!, lines, ref form, depth + 1);
            else if (!Own.Contains(member.Name) && !isWrapped && lines.Count < MostFields
                && ValueOf(member.Value) is { Length: > 0 } value)
                lines.Add($"{member.Name}: {value}");
        }
    }

    private static string? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array =>
            string.Join(", ", value.EnumerateArray().Select(ValueOf).Where(one => !string.IsNullOrEmpty(one))),
        _ => null,
    };
}
