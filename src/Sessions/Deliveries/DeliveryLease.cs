using System.Globalization;
using Gateway.Sessions.Redis;
using StackExchange.Redis;

namespace Gateway.Sessions.Deliveries;

/// <summary>The right to deliver one entry, and whatever its session's outbox holds behind it.</summary>
/// <param name="Delivery">What to deliver.</param>
/// <param name="Fence">Which lease this is; only the session's newest one is heard.</param>
/// <param name="Since">When the entry was put into the outbox, or sent again by an operator, by Redis's clock.</param>
public sealed record DeliveryLease(OutboundEntry Delivery, long Fence, DateTimeOffset Since)
{
    /// <summary>Reads one element of what outbox_claim.lua returns.</summary>
    internal static DeliveryLease Read(RedisResult[] values)
    {
        var session = SessionId.Parse((string)values[0]!);
        var entry = StoredEntry.Read(values[4]);
        var fields = ReadFields((RedisValue[])values[5]!);
        var id = new DeliveryId(session, (long)values[2]);
        var count = fields.TryGetValue("n", out var n) ? (int)n : 0;
        var delivery = new OutboundEntry(id, Lease.ReadSession(session, values[3]), entry, Time((long)values[7]))
        {
            Messages = [.. Enumerable.Range(0, count).Select(index => ReadMessage(id, index, fields))],
            Attempts = fields.TryGetValue("attempts", out var attempts) ? (int)attempts : 0,
            Preview = Previews.Note((string?)values[6], entry.TurnId),
        };
        return new DeliveryLease(
            delivery, (long)values[1], fields.TryGetValue("retried", out var retried) ? Time((long)retried) : entry.At);
    }

    private static OutboundMessage ReadMessage(DeliveryId delivery, int index, Dictionary<string, RedisValue> fields)
    {
        RedisValue Field(string name) => fields.GetValueOrDefault(name + index.ToString(CultureInfo.InvariantCulture));
        var handedAt = Field("at");
        return new OutboundMessage(
            new OutboundId(delivery, index), Field("w")!, Enum.Parse<OutboundState>(Field("s")!, ignoreCase: true))
        {
            ExternalId = Field("x"),
            HandedAt = handedAt.IsNull ? null : Time((long)handedAt),
            UnknownSends = (int)Field("u"),
            Looks = (int)Field("l"),
        };
    }

    private static Dictionary<string, RedisValue> ReadFields(RedisValue[] flat)
    {
        var fields = new Dictionary<string, RedisValue>(flat.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < flat.Length; i += 2)
            fields[flat[i]!] = flat[i + 1];
        return fields;
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
