using System.Globalization;
using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>
/// A JSON object of a workspace file while it is being read. What is wrong is noted with its path and reading goes on,
/// so that one look at a file shows all of its errors; properties that nothing asked for are errors, too.
/// </summary>
public sealed class FileObject
{
    /// <summary>What a telephone number must look like.</summary>
    public const string NumberForm = "a number in E.164 form such as +33100000001";

    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly Action<WorkspaceError> _note;
    private readonly Func<string, string?> _secret;

    /// <summary>Begins to read an object.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="json">The object; anything else is noted as an error.</param>
    /// <param name="note">Takes the errors.</param>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public FileObject(string path, JsonElement json, Action<WorkspaceError> note, Func<string, string?> secret)
    {
        (Path, _note, _secret) = (path, note, secret);
        if (json.ValueKind != JsonValueKind.Object)
        {
            note(new WorkspaceError(path, $"found {Describe(json)}, expected an object"));
            return;
        }

        foreach (var property in json.EnumerateObject())
            _unread[property.Name] = property.Value;
    }

    /// <summary>Where the object stands.</summary>
    public string Path { get; }

    /// <summary>Takes the secrets that are not configured; null: they are errors like any other.</summary>
    public Action<WorkspaceError>? MissingSecret { get; init; }

    /// <summary>Notes an error with a property.</summary>
    public void Refuse(string name, string reason) => _note(new WorkspaceError($"{Path}.{name}", reason));

    /// <summary>
    /// Notes each property that was not asked for: a misspelt one must not be passed over in silence.
    /// </summary>
    public void RefuseRest()
    {
        foreach (var name in _unread.Keys)
            Refuse(name, $"is not known here; known are {string.Join(", ", _known)}");
    }

    /// <summary>The property as it stands, or undefined when there is none.</summary>
    public JsonElement Take(string name)
    {
        _known.Add(name);
        return _unread.Remove(name, out var value) ? value : default;
    }

    /// <summary>A text that must be there, with secrets resolved. Empty after an error.</summary>
    /// <param name="name">The property.</param>
    /// <param name="isValid">What it must fulfil.</param>
    /// <param name="expected">The same in words.</param>
    public string Text(string name, Func<string, bool> isValid, string expected) =>
        ReadText($"{Path}.{name}", Take(name), isValid, expected, isRequired: true) ?? "";

    /// <summary>A text that may be left out.</summary>
    public string? OptionalText(string name, Func<string, bool> isValid, string expected) =>
        ReadText($"{Path}.{name}", Take(name), isValid, expected, isRequired: false);

    /// <summary>
    /// A text that must be there as <c>${NAME}</c>: written out, it would stand in every copy of the file. Empty after
    /// an error.
    /// </summary>
    /// <param name="name">The property.</param>
    /// <param name="isValid">What its value must fulfil.</param>
    /// <param name="expected">The same in words.</param>
    public string Secret(string name, Func<string, bool> isValid, string expected) =>
        ReadSecret(name, isValid, expected, isRequired: true) ?? "";

    /// <summary>Such a text that may be left out.</summary>
    public string? OptionalSecret(string name, Func<string, bool> isValid, string expected) =>
        ReadSecret(name, isValid, expected, isRequired: false);

    /// <summary>A telephone number that must be there. Empty after an error.</summary>
    public string Number(string name) => Text(name, E164.IsPossible, NumberForm);

    /// <summary>A telephone number that may be left out.</summary>
    public string? OptionalNumber(string name) => OptionalText(name, E164.IsPossible, NumberForm);

    /// <summary>A whole number that may be left out.</summary>
    public int? OptionalInteger(string name, int min, int max)
    {
        var json = Take(name);
        if (json.ValueKind == JsonValueKind.Undefined)
            return null;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= min
            && number <= max)
            return number;
        Refuse(
            name,
            string.Create(
            CultureInfo.InvariantCulture, $"found {Describe(json)}, expected a whole number of {min} to {max}"));
        return null;
    }

    /// <summary>True or false; false when left out.</summary>
    public bool OptionalFlag(string name)
    {
        var json = Take(name);
        if (json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
            Refuse(name, $"found {Describe(json)}, expected true or false");
        return json.ValueKind == JsonValueKind.True;
    }

    /// <summary>A list of texts that may be left out when <paramref name="min"/> is 0.</summary>
    public IReadOnlyList<string> Texts(string name, Func<string, bool> isValid, string expected, int min, int max)
    {
        var items = Items(name).ToList();
        if (items.Count < min || items.Count > max)
            Refuse(
                name,
                string.Create(CultureInfo.InvariantCulture, $"has {items.Count} elements, expected {min} to {max}"));
        return [.. items.Select(item => ReadText(item.Path, item.Json, isValid, expected, isRequired: true))
            .OfType<string>()];
    }

    /// <summary>The elements of a list that may be left out, each with its path.</summary>
    public IEnumerable<(string Path, JsonElement Json)> Items(string name)
    {
        var json = Take(name);
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray()
                .Select(
                    (item, index) => (string.Create(CultureInfo.InvariantCulture, $"{Path}.{name}[{index}]"), item));
        if (json.ValueKind != JsonValueKind.Undefined)
            Refuse(name, $"found {Describe(json)}, expected a list");
        return [];
    }

    /// <summary>An object that may be left out.</summary>
    public FileObject? OptionalObject(string name) =>
        Take(name) is { ValueKind: not JsonValueKind.Undefined } json
            ? new FileObject($"{Path}.{name}", json, _note, _secret)
            : null;

    /// <summary>Everything in the object as texts by name, for objects whose names are data.</summary>
    public Dictionary<string, string> AllTexts()
    {
        var texts = _unread
            .Select(
                property => (property.Key,
                Text: ReadText($"{Path}.{property.Key}", property.Value, _ => true, "a text", isRequired: true)))
            .Where(property => property.Text is not null)
            .ToDictionary(property => property.Key, property => property.Text!);
        _unread.Clear();
        return texts;
    }

    /// <summary>A value in words that give no secret away.</summary>
    public static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => json.GetRawText(),
    };

    private string? ReadSecret(string name, Func<string, bool> isValid, string expected, bool isRequired)
    {
        var json = Take(name);
        if (json.ValueKind != JsonValueKind.String || SecretReference.TryRead(json.GetString()!, out _))
            return ReadText($"{Path}.{name}", json, isValid, expected, isRequired);
        Refuse(name, "found a text, expected ${NAME}, the name of a secret in the configuration");
        return null;
    }

    private string? ReadText(
        string path, JsonElement json, Func<string, bool> isValid, string expected, bool isRequired)
    {
        if (json.ValueKind == JsonValueKind.Undefined && !isRequired)
            return null;
        if (json.ValueKind != JsonValueKind.String)
        {
            _note(new WorkspaceError(path, $"found {Describe(json)}, expected {expected}"));
            return null;
        }

        var text = json.GetString()!;
        var isSecret = SecretReference.TryRead(text, out var secretName);
        if (isSecret && _secret(secretName) is not { Length: > 0 })
        {
            (MissingSecret ?? _note)(new WorkspaceError(path, $"the secret {secretName} is not configured"));
            return null;
        }

        var value = isSecret ? _secret(secretName)! : text;
        if (isValid(value))
            return value;
        _note(new WorkspaceError(path, isSecret
            ? $"the value of the secret {secretName} is not {expected}"
            : $"found \"{Shorten(text)}\", expected {expected}"));
        return null;
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
