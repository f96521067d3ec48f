using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>
/// Named events, the content in blocks, each with a start, deltas and a stop; <c>ping</c> anywhere, <c>error</c> in
/// place of the rest (https://docs.claude.com/en/api/messages-streaming). What is used stands at the start and, counted
/// up, at the end; what was cached is not part of <c>input_tokens</c>
/// (https://docs.claude.com/en/docs/build-with-claude/prompt-caching).
/// </summary>
internal sealed class AnthropicWire : VendorWire
{
    private static readonly JsonSerializerOptions Unescaped = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private int _blocks;
    private bool _calls;

    public override string Provider => "anthropic";

    public override string Path => "/v1/messages";

    public override (string Name, string Prefix) KeyHeader => ("x-api-key", "");

    public override Uri EndpointOf(string root) => new(root);

    public override string Begin() => Event("message_start", new
    {
        type = "message_start",
        message = new
        {
            id = "m1",
            type = "message",
            role = "assistant",
            model = "a-model",
            content = Array.Empty<object>(),
            stop_reason = (string?)null,
            stop_sequence = (string?)null,
            usage = new { input_tokens = 0, output_tokens = 0 },
        },
    });

    public override string Words(params string[] deltas) => Block(
        new { type = "text", text = "" }, deltas.Select(text => (object)new { type = "text_delta", text }));

    public override string Call(string id, string name, params string[] fragments)
    {
        _calls = true;
        return Block(
            new { type = "tool_use", id, name, input = new { } },
            fragments.Select(partial_json => (object)new { type = "input_json_delta", partial_json }));
    }

    public override string EmptyDelta() => Words("");

    public override string KeepAlive() => Event("ping", new { type = "ping" }) + ": \n\n";

    public override string Error() => Event(
        "error", new { type = "error", error = new { type = "overloaded_error", message = "Overloaded" } });

    public override string End(int input, int cached, int output) => End(new
    {
        input_tokens = input - cached,
        cache_read_input_tokens = cached,
        cache_creation_input_tokens = 0,
        output_tokens = output,
    });

    /// <summary>The end, with so many tokens of <paramref name="input"/> kept for later requests.</summary>
    public string EndWritten(int input, int written, int output) => End(new
    {
        input_tokens = input - written,
        cache_read_input_tokens = 0,
        cache_creation_input_tokens = written,
        output_tokens = output,
    });

    public override string End() => End(new { output_tokens = 0 });

    public override JsonElement SchemaIn(JsonElement request) =>
        request.GetProperty("output_config").GetProperty("format").GetProperty("schema");

    public override int MaxTokensIn(JsonElement request) => request.GetProperty("max_tokens").GetInt32();

    private string End(object usage) => Event("message_delta", new
    {
        type = "message_delta",
        delta = new { stop_reason = _calls ? "tool_use" : "end_turn", stop_sequence = (string?)null },
        usage,
    }) + Event("message_stop", new { type = "message_stop" });

    private string Block(object block, IEnumerable<object> deltas)
    {
        var text = Start(block) + string.Concat(deltas.Select(Delta))
            + Event("content_block_stop", new { type = "content_block_stop", index = _blocks });
        _blocks++;
        return text;
    }

    private string Start(object block) => Event(
        "content_block_start", new { type = "content_block_start", index = _blocks, content_block = block });

    private string Delta(object delta) =>
        Event("content_block_delta", new { type = "content_block_delta", index = _blocks, delta });

    private static string Event(string name, object data) =>
        $"event: {name}\ndata: {JsonSerializer.Serialize(data, Unescaped)}\n\n";
}
