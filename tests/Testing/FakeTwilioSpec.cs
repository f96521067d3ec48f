using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Testing;

/// <summary>Twilio's published description of its API: tells what is wrong with a request.</summary>
public sealed class FakeTwilioSpec
{
    private static readonly Lazy<FakeTwilioSpec> Loaded = new(() => new FakeTwilioSpec());

    private readonly JsonElement _root;
    private readonly List<(Regex Path, JsonElement Item)> _paths = [];

    private FakeTwilioSpec()
    {
        using var stream = typeof(FakeTwilioSpec).Assembly.GetManifestResourceStream("twilio-api-v2010.json")!;
        _root = JsonDocument.Parse(stream).RootElement;
        foreach (var path in _root.GetProperty("paths").EnumerateObject())
        {
            var pattern = Regex.Replace(
                Regex.Escape(path.Name), @"\\\{(?<name>\w+)}", "(?<${name}>[^/]+)", RegexOptions.None,
                TimeSpan.FromSeconds(1));
#pragma warning disable RS0030 // These patterns come from the provider's page.
            _paths.Add((new Regex($@"\A{pattern}\z", RegexOptions.None, TimeSpan.FromSeconds(1)), path.Value));
#pragma warning restore RS0030
        }
    }

    /// <summary>The description.</summary>
    public static FakeTwilioSpec Instance => Loaded.Value;

    /// <summary>What is wrong with a request; nothing when all is well.</summary>
    /// <param name="method"><c>GET</c>, <c>POST</c> or <c>DELETE</c>.</param>
    /// <param name="path">Without query.</param>
    /// <param name="query">Fields of the query.</param>
    /// <param name="form">Fields of the form.</param>
    public IEnumerable<string> Check(
        string method, string path, IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var (match, item) = _paths.Select(known => (known.Path.Match(path), known.Item))
            .FirstOrDefault(known => known.Item1.Success);
        if (match is null)
            return [$"{method} {path}: no such path"];
        if (!item.TryGetProperty(method.ToLowerInvariant(), out var operation))
            return [$"{method} {path}: no such method"];
        var parameters = operation.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().ToList() : [];
        Dictionary<string, JsonElement> Of(string place) =>
            parameters.Where(parameter => parameter.GetProperty("in").GetString() == place)
            .ToDictionary(
                parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("schema"));
        var inPath = Of("path")
            .SelectMany(parameter => CheckValue(parameter.Key, parameter.Value, match.Groups[parameter.Key].Value));
        return inPath.Concat(CheckFields("query", Of("query"), query))
            .Concat(CheckForm(operation, form))
            .Select(wrong => $"{method} {path}: {wrong}");
    }

    /// <summary>Which fields of an answer the description does not have, or of which type they are not.</summary>
    /// <param name="schema">Name of the schema, such as <c>api.v2010.account.message</c>.</param>
    /// <param name="answer">One resource.</param>
    public IEnumerable<string> CheckAnswer(string schema, JsonElement answer)
    {
        var known = _root.GetProperty("components")
            .GetProperty("schemas")
            .GetProperty(schema)
            .GetProperty("properties");
        foreach (var field in answer.EnumerateObject())
        {
            if (!known.TryGetProperty(field.Name, out var type))
                yield return $"{field.Name} is unknown";
            else if (field.Value.ValueKind == JsonValueKind.String)
            {
                foreach (var wrong in CheckValue(field.Name, type, field.Value.GetString()!))
                    yield return wrong;
            }
        }
    }

    private IEnumerable<string> CheckForm(JsonElement operation, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return form.Count == 0 ? [] : ["it takes no form"];
        var schema = body.GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema");
        var known = schema.GetProperty("properties")
            .EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value);
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray()
                .Select(name => name.GetString()!)
                .Where(name => form.All(field => field.Key != name))
                .Select(name => $"{name} is missing")
            : [];
        return CheckFields("form", known, form).Concat(missing).Concat(CheckAlternatives(operation, form));
    }

    // "conditional" lists groups of which one field at least must be there.
    private static IEnumerable<string> CheckAlternatives(
        JsonElement operation, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        if (!operation.TryGetProperty("x-twilio", out var more) || !more.TryGetProperty("conditional", out var groups))
            return [];
        return groups.EnumerateArray()
            .Select(group => group.EnumerateArray().Select(name => name.GetString()!).ToList())
            .Where(group => !form.Any(field => group.Contains(Snake(field.Key))))
            .Select(group => $"one of {string.Join(", ", group)} must be there");
    }

    private IEnumerable<string> CheckFields(
        string place, Dictionary<string, JsonElement> known, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        foreach (var group in fields.GroupBy(field => field.Key))
        {
            if (!known.TryGetValue(group.Key, out var schema))
            {
                yield return $"the {place} has an unknown field {group.Key}";
                continue;
            }

            var resolved = Resolve(schema);
            var isList = resolved.TryGetProperty("type", out var type) && type.GetString() == "array";
            if (!isList && group.Count() > 1)
                yield return $"{group.Key} is there {group.Count()} times";
            foreach (var wrong in group.SelectMany(
                field => CheckValue(field.Key, isList ? resolved.GetProperty("items") : resolved, field.Value)))
                yield return wrong;
        }
    }

    private IEnumerable<string> CheckValue(string name, JsonElement schema, string value)
    {
        schema = Resolve(schema);
        string? Text(string property) => schema.TryGetProperty(property, out var found) ? found.ToString() : null;
        if (schema.TryGetProperty("enum", out var allowed)
            && allowed.EnumerateArray().All(one => one.GetString() != value))
            yield return $"{name} may not be {value}";
        if (Text("pattern") is { } pattern
            && !Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return $"{name} is not of the form {pattern}";
        switch (Text("type"))
        {
            case "integer"
                when !long.TryParse(
                value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ||
                (schema.TryGetProperty("minimum", out var least) && number < least.GetInt64()) ||
                (schema.TryGetProperty("maximum", out var most) && number > most.GetInt64()):
                yield return $"{name} is no fitting integer";
                break;
            case "boolean" when value is not ("true" or "false" or "True" or "False"):
                yield return $"{name} is no boolean";
                break;
            case "number" when !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _):
                yield return $"{name} is no number";
                break;
            default:
                break;
        }

        switch (Text("format"))
        {
            case "uri" when !IsFree(schema) && !Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out _):
                yield return $"{name} is no address";
                break;
            case "date-time"
                when !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                yield return $"{name} is no time";
                break;
            case "http-method" when value is not ("GET" or "POST"):
                yield return $"{name} is no method";
                break;
            default:
                break;
        }
    }

    private static bool IsFree(JsonElement schema) =>
        schema.TryGetProperty("x-twilio", out var more) && more.TryGetProperty("ignoreFormat", out _);

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.TrimStart('#', '/')
                .Split('/')
                .Aggregate(_root, (at, name) => at.GetProperty(name));
        return schema;
    }

    private static string Snake(string name) =>
        Regex.Replace(name, "(?<=[a-z])(?<capital>[A-Z])", "_${capital}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .ToLowerInvariant();
}
