using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Inspection.Centres.Fields;

/// <summary>
/// The values of a form's fields, however they came: JSON, form-encoded, a line of CSV, a row of a table.
/// </summary>
internal sealed class FieldValues(JsonObject fields, FieldErrors errors)
{
    private static readonly string[] Yes = ["true", "1", "yes", "y", "on", "oui", "o", "vrai", "x"];
    private static readonly string[] No = ["false", "0", "no", "n", "off", "non", "faux", ""];

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the field is there at all, with null or with a value.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return fields.ContainsKey(name);
    }

    /// <summary>The value; null when it is left out, null or blank.</summary>
    public JsonNode? Value(string name)
    {
        _known.Add(name);
        var value = fields[name];
        return value is JsonValue text && text.TryGetValue(out string? said) && string.IsNullOrWhiteSpace(said)
            ? null
            : value;
    }

    /// <summary>The value as text, without spaces around it; null when there is none.</summary>
    public string? Text(string name, int most)
    {
        if (Value(name) is not { } value)
            return null;
        var text = value is JsonValue ? TextOf(value) : null;
        if (text is null)
            errors.Add(name, "un texte est attendu", "expected a text");
        else if (text.Length > most)
            errors.Add(name, $"{most} lettres au plus", $"at most {most} letters");
        else
            return text;
        return null;
    }

    /// <summary>The value as a whole number; null when there is none, or after an error.</summary>
    public int? Integer(string name, int min, int max) =>
        Value(name) is { } value ? Integer(name, value, min, max) : null;

    /// <summary>A value as a whole number; null after an error of that field.</summary>
    public int? Integer(string name, JsonNode? value, int min, int max)
    {
        // "30.0" comes from columns of type numeric, "30 min" from people.
        var text = (TextOf(value) ?? "").Replace("minutes", "", StringComparison.OrdinalIgnoreCase)
            .Replace("min", "", StringComparison.OrdinalIgnoreCase).Trim();
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max && decimal.Truncate(number) == number)
            return (int)number;
        errors.Add(
            name, $"un nombre entier de {min} à {max} est attendu", $"expected a whole number of {min} to {max}");
        return null;
    }

    /// <summary>The value as yes or no; null after an error. Blank is no.</summary>
    public bool? Flag(string name)
    {
        var text = (TextOf(Value(name)) ?? "").ToLowerInvariant();
        if (Yes.Contains(text))
            return true;
        if (No.Contains(text))
            return false;
        errors.Add(name, "oui ou non est attendu", "expected true or false");
        return null;
    }

    /// <summary>The value as texts: a list, or one text with commas or semicolons between.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        switch (Parsed(Value(name)))
        {
            case null:
                return [];
            case JsonArray list when list.All(item => item is JsonValue):
                return [.. list.Select(TextOf).OfType<string>().Where(text => text.Length > 0)];
            case JsonValue one when TextOf(one) is { } text:
                return text.Trim('{', '}').Split(
                    [',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    is var parts ? [.. parts.Select(part => part.Trim('"'))] : [];
            default:
                errors.Add(name, "une liste est attendue", "expected a list");
                return [];
        }
    }

    /// <summary>A text that holds JSON as what it holds; anything else as it is.</summary>
    public static JsonNode? Parsed(JsonNode? value)
    {
        if (value is not JsonValue || TextOf(value) is not (['{', ..] or ['[', ..]) || TextOf(value) is not { } text)
            return value;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>A value as text: numbers and truth as JSON has them; null for what has parts.</summary>
    public static string? TextOf(JsonNode? value) => value switch
    {
        JsonValue single when single.TryGetValue(out string? text) => text.Trim(),
        JsonValue single => single.ToJsonString(),
        _ => null,
    };

    /// <summary>Notes each field that nobody asked for.</summary>
    public void RefuseRest()
    {
        foreach (var name in fields.Select(field => field.Key).Where(name => !_known.Contains(name)))
            errors.Add(name, "ce champ n’existe pas", "there is no such field");
    }
}
