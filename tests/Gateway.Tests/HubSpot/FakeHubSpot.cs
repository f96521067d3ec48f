using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.HubSpot;

/// <summary>
/// As much of HubSpot as the connector asks, at its wire: objects with properties, some of them unique, a search that
/// finds what it has been told to find, and mishaps on demand.
/// </summary>
internal sealed class FakeHubSpot : IAsyncDisposable
{
    public const string Token = "pat-eu1-test";

    private readonly ConcurrentQueue<FakeObject> _objects = [];
    private readonly ConcurrentDictionary<string, bool> _properties = [];
    private readonly ConcurrentQueue<(string Path, Mishap Mishap)> _mishaps = [];
    private int _ids = 1000;

    public FakeHubSpot() => Server = new LoopbackServer(app => app.Map("/{**path}", AnswerAsync));

    public LoopbackServer Server { get; }

    /// <summary>Method and path of each call, in their order.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Whether a contact's e-mail address finds nobody: it is a second address of theirs.</summary>
    public bool HidesEmails { get; set; }

    public IReadOnlyList<FakeObject> All(string type) => [.. _objects.Where(one => one.Type == type)];

    public FakeObject Only(string type) => All(type).ShouldHaveSingleItem();

    public int Made(string type) => Calls.Count(call => call == $"POST /crm/v3/objects/{type}");

    public FakeObject Add(string type, params (string Name, string Value)[] properties)
    {
        var made = new FakeObject(type, Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in properties)
            made.Properties[name] = value;
        _objects.Enqueue(made);
        return made;
    }

    /// <summary>The next call with that in its method and path goes wrong.</summary>
    public void Next(string path, Mishap mishap) => _mishaps.Enqueue((path, mishap));

    public void Forget(FakeObject one)
    {
        var others = _objects.Where(other => other != one).ToList();
        _objects.Clear();
        others.ForEach(_objects.Enqueue);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var call = $"{http.Request.Method} {http.Request.Path}";
        Calls.Enqueue(call);
        var mishap = _mishaps.TryPeek(out var next) && call.Contains(next.Path, StringComparison.Ordinal)
            && _mishaps.TryDequeue(out next)
                ? next.Mishap
                : Mishap.None;
        if (mishap == Mishap.TooMany)
            http.Response.Headers.RetryAfter = "30";
        if (mishap is Mishap.TooMany or Mishap.Breaks)
        {
            http.Response.StatusCode = mishap == Mishap.TooMany ? 429 : 500;
            return;
        }

        var (status, json) = http.Request.Headers.Authorization == $"Bearer {Token}"
            ? await DoAsync(http.Request)
            : (401, Error("INVALID_AUTHENTICATION", "The token is none"));
        switch (mishap)
        {
            case Mishap.DoesAndBreaks:
                http.Response.StatusCode = 500;
                break;
            case Mishap.DoesAndMumbles:
                http.Response.StatusCode = status;
                await http.Response.WriteAsync("{\"id\": \"10");
                break;
            case Mishap.DoesAndHangs:
                await Server.HangAsync(http);
                break;
            default:
                http.Response.StatusCode = status;
                await http.Response.WriteAsync(json.ToJsonString());
                break;
        }
    }

    private async Task<(int Status, JsonObject Json)> DoAsync(HttpRequest request)
    {
        var path = request.Path.Value!.Trim('/').Split('/');
        var body = request.ContentLength > 0
            ? (await JsonNode.ParseAsync(request.Body))!.AsObject()
            : [];
        return (request.Method, path) switch
        {
            ("GET", ["crm", "v3", "properties", var type, var name]) =>
                _properties.ContainsKey($"{type}.{name}") ? (200, []) : (404, Error("OBJECT_NOT_FOUND", "none")),
            ("POST", ["crm", "v3", "properties", _, "groups"]) => (201, []),
            ("POST", ["crm", "v3", "properties", var type]) => Define(type, body),
            ("POST", ["crm", "v3", "objects", var type, "search"]) => (200, Search(type, body)),
            ("POST", ["crm", "v3", "objects", var type]) => Create(type, Set(body)),
            ("GET", ["crm", "v3", "objects", var type, var id]) => Get(type, Uri.UnescapeDataString(id), request),
            ("PATCH", ["crm", "v3", "objects", var type, var id]) => Patch(type, id, Set(body)),
            ("PUT", ["crm", "v4", "objects", var type, var id, "associations", "default", var other, var otherId]) =>
                Associate(type, id, other, otherId),
            _ => (404, Error("NOT_FOUND", "no such path")),
        };
    }

    private (int Status, JsonObject Json) Define(string type, JsonObject body) =>
        body["hasUniqueValue"]!.GetValue<bool>() && _properties.TryAdd($"{type}.{body["name"]}", true)
            ? (201, [])
            : (409, Error("CONFLICT", "there already"));

    private (int Status, JsonObject Json) Create(string type, Dictionary<string, string> properties)
    {
        if (properties.ContainsKey("gateway_id") && !_properties.ContainsKey($"{type}.gateway_id"))
            return (400, Error("VALIDATION_ERROR", "Property \"gateway_id\" does not exist"));
        return Conflict(type, id: null, properties)
            ?? (201, Shown(Add(type, [.. properties.Select(one => (one.Key, one.Value))])));
    }

    private (int Status, JsonObject Json) Patch(string type, string id, Dictionary<string, string> properties)
    {
        if (_objects.FirstOrDefault(one => one.Type == type && one.Id == id) is not { } found)
            return (404, Error("OBJECT_NOT_FOUND", "none"));
        if (Conflict(type, id, properties) is { } conflict)
            return conflict;
        foreach (var (name, value) in properties)
            found.Properties[name] = value;
        return (200, Shown(found));
    }

    private (int Status, JsonObject Json)? Conflict(string type, string? id, Dictionary<string, string> properties)
    {
        if (properties.GetValueOrDefault("email") is { } email && !email.Contains('@', StringComparison.Ordinal))
            return (400, Error("VALIDATION_ERROR", $"{email} is no address"));
        var others = _objects.Where(one => one.Type == type && one.Id != id).ToList();
        if (type == "contacts" && properties.TryGetValue("email", out email)
            && others.Find(one => one["email"] == email) is { } same)
            return (409, Error("CONFLICT", $"Contact already exists. Existing ID: {same.Id}"));
        return properties.TryGetValue("gateway_id", out var own) && others.Exists(one => one["gateway_id"] == own)
            ? (400, Error("VALIDATION_ERROR", "… \"error\":\"CONFLICTING_UNIQUE_VALUE\" …"))
            : null;
    }

    private (int Status, JsonObject Json) Get(string type, string value, HttpRequest request)
    {
        var property = request.Query["idProperty"].SingleOrDefault() ?? "id";
        var isHidden = property == "email" && HidesEmails;
        var shown = request.Query["properties"].Single()!.Split(',');
        return !isHidden && _objects.FirstOrDefault(one => one.Type == type
            && (property == "id" ? one.Id : one[property]) == value) is { } found
            ? (200, Shown(found, shown))
            : (404, Error("OBJECT_NOT_FOUND", "none"));
    }

    private JsonObject Search(string type, JsonObject body)
    {
        var filter = body["filterGroups"]![0]!["filters"]![0]!;
        var (name, value) = (filter["propertyName"]!.GetValue<string>(), filter["value"]!.GetValue<string>());
        var found = _objects.Where(one => one.Type == type && one[name] == value).Take(1);
        return new JsonObject { ["results"] = new JsonArray([.. found.Select(one => Shown(one))]) };
    }

    private (int Status, JsonObject Json) Associate(string type, string id, string other, string otherId)
    {
        var found = _objects.FirstOrDefault(one => one.Type == type && one.Id == id);
        if (found is null || !_objects.Any(one => one.Type == other && one.Id == otherId))
            return (404, Error("OBJECT_NOT_FOUND", "none"));
        found.Associated.Add($"{other}/{otherId}");
        return (200, []);
    }

    private static Dictionary<string, string> Set(JsonObject body) =>
        body["properties"].Deserialize<Dictionary<string, string>>()!;

    private static JsonObject Shown(FakeObject one, params string[] names) => new()
    {
        ["id"] = one.Id,
        ["properties"] = new JsonObject(names.Append("gateway_id").Distinct().Select(
            name => KeyValuePair.Create(name, (JsonNode?)one.Properties.GetValueOrDefault(name)))),
    };

    private static JsonObject Error(string category, string message) => new()
    {
        ["status"] = "error",
        ["message"] = message,
        ["category"] = category,
    };
}
