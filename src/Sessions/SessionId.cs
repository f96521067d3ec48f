using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>
/// Names one session. 38 lower-case characters: 10 of time (milliseconds since 1970, Crockford base 32, so that ids
/// sort by creation), 2 of shard (hexadecimal), 26 of chance (128 bits). A name and no key: it stands in logs, events
/// and lists, and opens nothing.
/// </summary>
[JsonConverter(typeof(SessionIdJsonConverter))]
public readonly record struct SessionId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeLength = 10;
    private const int ShardLength = 2;
    private const int ChanceLength = 26;

    /// <summary>Number of characters in every id.</summary>
    public const int Length = TimeLength + ShardLength + ChanceLength;

    private readonly string? _value;

    private SessionId(string value) => _value = value;

    /// <summary>0 to 255: which of the shards in Redis holds the session.</summary>
    public int Shard => int.Parse(
        Value.AsSpan(TimeLength, ShardLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id that no one can guess, in the given shard.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="now">The time the id sorts by.</param>
    public static SessionId New(int shard, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shard, 255);
        Span<byte> chance = stackalloc byte[16];
        RandomNumberGenerator.Fill(chance);
        return new SessionId(
            string.Create(Length, (Shard: shard, Time: now.ToUnixTimeMilliseconds(), Chance: new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(chance),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(chance[8..]))), static (text, parts) =>
        {
            Write(text[..TimeLength], (UInt128)parts.Time);
            parts.Shard.TryFormat(text.Slice(TimeLength, ShardLength), out _, "x2", CultureInfo.InvariantCulture);
            Write(text[(TimeLength + ShardLength)..], parts.Chance);
        }));
    }

    /// <summary>Reads an id that came from outside; false for anything that is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        id = default;
        if (text is not { Length: Length })
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var isShard = i is >= TimeLength and < TimeLength + ShardLength;
            if (isShard ? !char.IsAsciiHexDigitLower(text[i]) : !Alphabet.Contains(text[i], StringComparison.Ordinal))
                return false;
        }

        id = new SessionId(text);
        return true;
    }

    /// <summary>Reads an id from our own stores.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static SessionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a session id.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static void Write(Span<char> text, UInt128 number)
    {
        for (var i = text.Length - 1; i >= 0; i--, number >>= 5)
            text[i] = Alphabet[(int)(number & 31)];
    }

    private sealed class SessionIdJsonConverter : JsonConverter<SessionId>
    {
        public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a session id.");

        public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
