using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Inspection.Provisioning;

/// <summary>
/// As much of ElevenLabs as provisioning asks, at its wire (elevenlabs/elevenlabs-js <c>src/api/resources/
/// conversationalAi</c>): agents, tools, secrets, numbers, webhooks; checks what it is sent, and goes wrong on demand.
/// </summary>
internal sealed class FakeElevenLabs : IAsyncDisposable
{
    public const string ApiKey = "xi-fake-key-for-tests";

    private static readonly Dictionary<string, (string Prefix, string Id, string List)> Kinds = new()
    {
        ["agents"] = ("agent_", "agent_id", "agents"),
        ["tools"] = ("tool_", "id", "tools"),
        ["secrets"] = ("sec_", "secret_id", "secrets"),
        ["phone-numbers"] = ("phnum_", "phone_number_id", ""),
    };

    private static readonly string[] Sources = ["description", "dynamic_variable", "constant_value"];

    private readonly ConcurrentQueue<(string Call, bool IsDone, int Status, Action? Then)> _mishaps = [];
    private int _ids;

    public FakeElevenLabs() => Server = new LoopbackServer(app => app.Map("/{**path}", AnswerAsync));

    public LoopbackServer Server { get; }

    public ConcurrentDictionary<string, JsonObject> Things { get; } = [];

    public ConcurrentQueue<string> Calls { get; } = [];

    public ConcurrentQueue<string> Violations { get; } = [];

    public string? WebhookUrl { get; set; }

    public ElevenLabsOptions Options => new()
    {
        ApiKey = ApiKey,
        ApiBaseUrl = Server.Address!,
        WebhookSecret = "wsec_for_tests",
        VoiceId = "voice-by-default",
    };

    public IReadOnlyList<KeyValuePair<string, JsonObject>> All(string kind) =>
    [
        .. Things.Where(one => one.Key.StartsWith(Kinds[kind].Prefix, StringComparison.Ordinal))
            .OrderBy(one => one.Key, StringComparer.Ordinal),
    ];

    /// <summary>The next call with that in its method and path fails; it may have been done.</summary>
    /// <param name="call">Beginning of method and path.</param>
    /// <param name="isDone">Whether it is done before.</param>
    /// <param name="status">What it answers; 0: the connection breaks, 200: half an answer.</param>
    /// <param name="then">What happens at that moment besides.</param>
    public void Next(string call, bool isDone, int status, Action? then = null) =>
        _mishaps.Enqueue((call, isDone, status, then));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var call = $"{http.Request.Method} {http.Request.Path}";
        Calls.Enqueue(call);
        if (http.Request.Headers["xi-api-key"] != ApiKey)
        {
            http.Response.StatusCode = 401;
            return;
        }

        var body = http.Request.ContentLength > 0
            ? (await JsonNode.ParseAsync(http.Request.Body))!.AsObject()
            : null;
        var isMishap = _mishaps.TryPeek(out var next) && call.StartsWith(next.Call, StringComparison.Ordinal)
            && _mishaps.TryDequeue(out next);
        var (status, json) = isMishap && !next.IsDone ? (0, null) : Do(http.Request.Method, http.Request.Path, body);
        if (!isMishap)
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(json?.ToJsonString() ?? "");
            return;
        }

        next.Then?.Invoke();
        if (next.Status == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = next.Status;
        await http.Response.WriteAsync("{\"agent");
    }

    private (int Status, JsonNode? Json) Do(string method, string path, JsonObject? body)
    {
        if (path == "/v1/workspace/webhooks")
            return (200, new JsonObject
            {
                ["webhooks"] = WebhookUrl is null
                    ? []
                    : new JsonArray(new JsonObject { ["webhook_id"] = "wh_1", ["webhook_url"] = WebhookUrl }),
            });
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, steps) switch
        {
            ("GET", ["v1", "convai", var kind]) when Kinds.ContainsKey(kind) => (200, List(kind)),
            ("POST", ["v1", "convai", "agents", "create"]) => Make("agents", body),
            ("POST", ["v1", "convai", var kind]) when kind is "tools" or "secrets" or "phone-numbers" =>
                Make(kind, body),
            ("GET", ["v1", "convai", _, var id]) =>
                Things.TryGetValue(id, out var thing) ? (200, thing.DeepClone()) : (404, null),
            ("PATCH", ["v1", "convai", var kind, var id]) =>
                Things.ContainsKey(id) ? Patch(kind, id, body!) : (404, null),
            ("DELETE", ["v1", "convai", _, var id]) => Things.TryRemove(id, out _) ? (204, null) : (404, null),
            _ => (404, null),
        };
    }

    private JsonNode List(string kind)
    {
        var items = new JsonArray([.. All(kind).Select(one => one.Value.DeepClone())]);
        return Kinds[kind].List.Length == 0
            ? items
            : new JsonObject { [Kinds[kind].List] = items, ["has_more"] = false, ["next_cursor"] = null };
    }

    private (int, JsonNode?) Make(string kind, JsonObject? body)
    {
        if (Flaw(kind, body) is { } flaw)
        {
            Violations.Enqueue(flaw);
            return (422, new JsonObject { ["detail"] = flaw });
        }

        var id = Kinds[kind].Prefix + Interlocked.Increment(ref _ids).ToString("x4", CultureInfo.InvariantCulture);
        var thing = body!.DeepClone().AsObject();
        thing[Kinds[kind].Id] = id;
        Things[id] = thing;
        var answer = new JsonObject { [Kinds[kind].Id] = id };
        if (kind == "tools")
            answer["tool_config"] = body["tool_config"]!.DeepClone();
        return (200, answer);
    }

    private (int, JsonNode?) Patch(string kind, string id, JsonObject body)
    {
        if (kind != "phone-numbers" && Flaw(kind, body) is { } flaw)
        {
            Violations.Enqueue(flaw);
            return (422, null);
        }

        var thing = Things[id].DeepClone().AsObject();
        foreach (var (name, value) in body)
            thing[name] = value?.DeepClone();
        Things[id] = thing;
        return (200, thing.DeepClone());
    }

    private string? Flaw(string kind, JsonObject? body) => kind switch
    {
        _ when body is null => $"{kind} without a body",
        "agents" when body["conversation_config"]?["agent"]?["prompt"]?["prompt"] is null =>
            "an agent without a prompt",
        "agents" when !IsTools(body["conversation_config"]!["agent"]!["prompt"]!["tool_ids"]) =>
            "an agent with a tool that is none",
        "agents" when body["conversation_config"]!["tts"]?["voice_id"] is null => "an agent without a voice",
        "tools" when body["tool_config"]?["type"]?.ToString() != "webhook" => "a tool that is no webhook",
        "tools" when !Things.ContainsKey($"{SecretOf(body)}") => "a tool whose secret is none",
        "tools" when !IsSchema(body["tool_config"]!["api_schema"]!["request_body_schema"]) =>
            "a tool whose schema is none",
        "secrets" when body["type"]?.ToString() != "new" || body["name"] is null || body["value"] is null =>
            "a secret without name and value",
        "phone-numbers" when body["provider"]?.ToString() != "twilio" || body["sid"] is null || body["token"] is null =>
            "a number of nobody",
        _ => null,
    };

    private static JsonNode? SecretOf(JsonObject tool) =>
        tool["tool_config"]!["api_schema"]?["request_headers"]?["X-Gateway-Secret"]?["secret_id"];

    private bool IsTools(JsonNode? ids) =>
        ids is JsonArray { Count: > 0 } all && all.All(id => Things.ContainsKey($"{id}"));

    // Of description, dynamic_variable and constant_value a property has exactly one.
    private static bool IsSchema(JsonNode? schema) => schema is JsonObject { Count: > 0 } root
        && root["type"]?.ToString() == "object"
        && root["properties"] is JsonObject properties
        && properties.All(one => one.Value?["type"]?.ToString() == "object"
            ? IsSchema(one.Value)
            : Sources.Count(name => one.Value?[name] is not null) == 1)
        && root["required"]?.AsArray().All(name => properties.ContainsKey($"{name}")) == true;
}
