using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Channels.Twilio;

/// <summary>
/// The fields of a webhook: every name in the letter case it came in and every repetition, because all of them are
/// signed. ASP.NET's form collection takes <c>Body</c> and <c>body</c> for one.
/// </summary>
internal sealed class TwilioFields
{
    /// <summary>The most fields a webhook may have. Twilio sends some forty.</summary>
    public const int Most = 500;

    private readonly KeyValuePair<string, string>[] _sorted;

    private TwilioFields(KeyValuePair<string, string>[] fields)
    {
        Array.Sort(fields, static (left, right) =>
            string.CompareOrdinal(left.Key, right.Key) is var order and not 0
                ? order
                : string.CompareOrdinal(left.Value, right.Value));
        _sorted = fields;
    }

    /// <summary>None.</summary>
    public static TwilioFields None { get; } = new([]);

    /// <summary>All of them, by name and then by value, in ordinal order.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> Sorted => _sorted;

    /// <summary>The value of a field; empty when it is not there.</summary>
    public string this[string name]
    {
        get
        {
            var (low, high) = (0, _sorted.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var order = string.CompareOrdinal(_sorted[middle].Key, name);
                if (order == 0)
                    return _sorted[middle].Value;
                if (order < 0)
                    low = middle + 1;
                else
                    high = middle - 1;
            }

            return "";
        }
    }

    /// <summary>Fields that are at hand as text.</summary>
    public static TwilioFields Of(IEnumerable<KeyValuePair<string, string>> fields) => new([.. fields]);

    /// <summary>
    /// Reads <c>application/x-www-form-urlencoded</c>, a body or a query. What is not UTF-8 becomes U+FFFD.
    /// </summary>
    /// <returns>Null when there are too many.</returns>
    public static TwilioFields? ReadForm(ReadOnlySpan<byte> form)
    {
        var fields = new List<KeyValuePair<string, string>>(48);
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? [] : form[(end + 1)..];
            if (pair.IsEmpty)
                continue;
            if (fields.Count == Most)
                return null;
            var equals = pair.IndexOf((byte)'=');
            fields.Add(equals < 0 ? new(Decode(pair), "") : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }

        return new([.. fields]);
    }

    /// <summary>Reads the texts, numbers and flags at the top of a JSON object.</summary>
    /// <returns>Null when it is no object or there are too many.</returns>
    public static TwilioFields? ReadJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || document.RootElement.GetPropertyCount() > Most)
                return null;
            return Of(document.RootElement.EnumerateObject()
                .Where(
                    property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    or JsonValueKind.True or JsonValueKind.False)
                .Select(property => new KeyValuePair<string, string>(property.Name, property.Value.ToString())));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A text with a lone surrogate is well-formed JSON and cannot be read as a string.
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IndexOfAny((byte)'%', (byte)'+') < 0)
            return Encoding.UTF8.GetString(encoded);
        var rented = encoded.Length > 512 ? ArrayPool<byte>.Shared.Rent(encoded.Length) : null;
        var decoded = rented ?? stackalloc byte[512];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var unit = encoded[i];
            if (unit == '+')
                unit = (byte)' ';
            else if (unit == '%' && i + 2 < encoded.Length
                && byte.TryParse(
                encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
                (unit, i) = (escaped, i + 2);
            decoded[length++] = unit;
        }

        var text = Encoding.UTF8.GetString(decoded[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return text;
    }
}
