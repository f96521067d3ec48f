using System.Globalization;
using System.Text.Json;

namespace Gateway.Brain.Shop;

/// <summary>
/// A JSON object of a workspace file while it is being read: asks for properties by name and kind, notes what is wrong with its JSON path
/// and goes on, so that one look at the file shows all of its errors.
/// </summary>
internal sealed class SettingsObject
{
    private readonly string _path;
    private readonly List<SettingsError> _errors;
    private readonly Dictionary<string, JsonElement> _properties = [];
    private readonly HashSet<string> _asked = [];

    public SettingsObject(string path, JsonElement json, List<SettingsError> errors)
    {
        _path = path;
        _errors = errors;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new SettingsError(path, $"found {Kind(json)}, expected an object"));
            return;
        }

        foreach (var property in json.EnumerateObject())
            _properties[property.Name] = property.Value;
    }

    public void Refuse(string name, string reason) => _errors.Add(new SettingsError($"{_path}.{name}", reason));

    /// <summary>Notes every property that was never asked for: a misspelt setting must not be passed over in silence.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in _properties.Keys.Where(name => !_asked.Contains(name)))
            Refuse(name, $"is not a setting; there are {string.Join(", ", _asked)}");
    }

    public string? OptionalText(string name, int maxLength)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength)
        {
            return text;
        }

        Refuse(name, $"found {Kind(value)}, expected a text of 1 to {maxLength.ToString(CultureInfo.InvariantCulture)} letters");
        return null;
    }

    public SettingsObject? OptionalObject(string name) =>
        TryGet(name, out var value) ? new SettingsObject($"{_path}.{name}", value, _errors) : null;

    public bool? OptionalFlag(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse(name, $"found {Kind(value)}, expected true or false");
        return null;
    }

    public decimal Amount(string name, decimal max)
    {
        if (OptionalAmount(name, max) is { } amount)
            return amount;
        if (!TryGet(name, out _))
            Refuse(name, "is missing, expected an amount");
        return 0;
    }

    public decimal? OptionalAmount(string name, decimal max)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount)
            && amount >= 0 && amount <= max && decimal.Round(amount, 2) == amount)
        {
            return amount;
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"found {Kind(value)}, expected an amount of 0 to {max} with at most two decimals"));
        return null;
    }

    public int Integer(string name, int min, int max)
    {
        if (!TryGet(name, out var value))
            Refuse(name, "is missing, expected a whole number");
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        else
            Refuse(name, string.Create(CultureInfo.InvariantCulture, $"found {Kind(value)}, expected a whole number of {min} to {max}"));
        return min;
    }

    private bool TryGet(string name, out JsonElement value)
    {
        _asked.Add(name);
        return _properties.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "nothing",
    };
}
