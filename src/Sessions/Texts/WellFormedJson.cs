using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Sessions.Texts;

/// <summary>
/// Texts in JSON. Read: also half a surrogate pair (a browser that cuts an emoji writes one) and bytes that are no
/// UTF-8, which stand as U+FFFD then; all else comes as it was written, for whoever asks to mend or refuse. Written:
/// only what is well-formed, so that no store ever gets what it cannot keep.
/// </summary>
/// <param name="isMended">Whether what is read is mended as well: for those whose values are neither compared nor
/// refused.</param>
public sealed class WellFormedJson(bool isMended = false) : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        isMended ? WellFormed.Mend(Read(ref reader)) : Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WellFormed.Mend(value));

    /// <inheritdoc/>
    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(WellFormed.Mend(value));

    /// <summary>
    /// The text of an element as <see cref="Read(ref Utf8JsonReader, Type, JsonSerializerOptions)"/> takes it; null
    /// when it is no text.
    /// </summary>
    public static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            var raw = element.GetRawText();
            return Whole(Unescape(raw[1..^1]));
        }
    }

    /// <summary>The name of a member, read alike.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return WellFormed.Replacement.ToString();
        }
    }

    private static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return reader.GetString()!;
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var raw = Encoding.UTF8.GetString(
                reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            return Whole(reader.ValueIsEscaped ? Unescape(raw) : raw);
        }
    }

    // The reader has seen to it that each escape is one.
    private static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            text.Append(escaped[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' =>
                    (char)ushort.Parse(
                        escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var itself => itself,
            });
            if (escaped[i] == 'u')
                i += 4;
        }

        return text.ToString();
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
