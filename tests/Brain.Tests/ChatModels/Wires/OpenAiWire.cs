using System.Text.Json;

namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>
/// Chunks of a chat completion, data alone, ended by <c>[DONE]</c>
/// (https://platform.openai.com/docs/api-reference/chat-streaming). Routers in between keep the connection by comments
/// of server-sent events, and put an <c>error</c> in place of choices
/// (https://openrouter.ai/docs/api-reference/streaming).
/// </summary>
internal sealed class OpenAiWire : VendorWire
{
    private int _calls;

    public override string Provider => "openai";

    public override string Path => "/v1/chat/completions";

    public override (string Name, string Prefix) KeyHeader => ("authorization", "Bearer ");

    public override Uri EndpointOf(string root) => new($"{root}/v1");

    public override string Begin() => Delta(new { role = "assistant", content = "" });

    public override string Words(params string[] deltas) =>
        string.Concat(deltas.Select(text => Delta(new { content = text })));

    public override string Call(string id, string name, params string[] fragments)
    {
        var index = _calls++;
        return Delta(new
        {
            tool_calls = new[] { new { index, id, type = "function", function = new { name, arguments = "" } } },
        }) + string.Concat(fragments.Select(arguments => Fragment(index, arguments)));
    }

    public static string Fragment(int index, string arguments) =>
        Delta(new { tool_calls = new[] { new { index, function = new { arguments } } } });

    public override string EmptyDelta() => Delta(new { }) + Data("""{"id":"r1","object":"x","choices":[]}""");

    public override string KeepAlive() => ": PROCESSING\n\n:\n\n";

    public override string Error() => Data("""{"error":{"message":"Overloaded.","type":"server_error","code":502}}""");

    public override string End(int input, int cached, int output) =>
        Finish() + Data(JsonSerializer.Serialize(new
        {
            choices = Array.Empty<object>(),
            usage = new
            {
                prompt_tokens = input,
                completion_tokens = output,
                total_tokens = input + output,
                prompt_tokens_details = new { cached_tokens = cached },
            },
        })) + Data("[DONE]");

    public override string End() => Finish() + Data("[DONE]");

    public override JsonElement SchemaIn(JsonElement request) =>
        request.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");

    public override int MaxTokensIn(JsonElement request) => request.GetProperty("max_tokens").GetInt32();

    private string Finish() => Data(JsonSerializer.Serialize(new
    {
        choices = new[] { new { index = 0, delta = new { }, finish_reason = _calls > 0 ? "tool_calls" : "stop" } },
    }));

    private static string Delta(object delta) =>
        Data(JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta } } }, Unescaped));

    private static string Data(string data) => $"data: {data}\n\n";

    private static readonly JsonSerializerOptions Unescaped = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
