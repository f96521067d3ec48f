using System.Text.Json;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>An entry as the transcript stream holds it: all but its place and time, which Redis gives it.</summary>
internal sealed record StoredEntry(EntryRole Role, string Text)
{
    public string? Author { get; init; }

    public IReadOnlyList<Part>? Parts { get; init; }

    public string? TurnId { get; init; }

    public IReadOnlyList<long>? Answers { get; init; }

    public string? ExternalId { get; init; }

    public MessageContent? Content { get; init; }

    public MessageClass? Class { get; init; }

    public bool? ConfirmsStop { get; init; }

    public bool? SaysPause { get; init; }

    public string? Heard { get; init; }

    public CutShort? CutShort { get; init; }

    public Expectation? Expects { get; init; }

    public string? Trace { get; init; }

    public static StoredEntry Of(InboundMessage message) => new(EntryRole.Contact, message.Content.Text)
    {
        ExternalId = message.ExternalId,
        Content = HasMoreThanText(message.Content) ? message.Content : null,
        Trace = SessionMetrics.Trace,
    };

    public static StoredEntry Of(NewEntry entry, string? turnId, string? externalId = null) =>
        new(entry.Role, entry.Text)
        {
            Author = entry.Author,
            Parts = entry.Parts.Count == 0 ? null : entry.Parts,
            TurnId = turnId,
            ExternalId = externalId,
            Class = entry.Class == MessageClass.Reply ? null : entry.Class,
            ConfirmsStop = entry.ConfirmsStop ? true : null,
            SaysPause = entry.SaysPause ? true : null,
            Heard = entry.Heard,
            CutShort = entry.CutShort,
            Trace = SessionMetrics.Trace,
        };

    /// <summary>
    /// What a turn says; it answers all of the turn's messages, and the last of it that is said waits for what the turn
    /// expects.
    /// </summary>
    public static StoredEntry[] Of(TurnResult result, Turn turn)
    {
        var last = result.Entries.Count - 1;
        while (last >= 0 && !result.Entries[last].IsOutgoing)
            last--;
        return [.. result.Entries.Select((entry, index) => Of(entry, turn.Id.ToString()) with
        {
            Answers = turn.Places.Count == 0 ? null : turn.Places,
            Expects = index == last && result.Expects != Expectation.Free ? result.Expects : null,
        })];
    }

    /// <summary>Reads one element of an XRANGE answer: <c>[seq-0, [at, ms, entry, json]]</c>.</summary>
    public static Entry Read(RedisResult element)
    {
        var pair = (RedisResult[])element!;
        var id = (string)pair[0]!;
        var fields = (RedisValue[])pair[1]!;
        var stored = JsonSerializer.Deserialize<StoredEntry>((byte[])fields[3]!, SessionJson.Options)!;
        return stored.At(
            long.Parse(
                id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)),
                System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds((long)fields[1]));
    }

    public Entry At(long seq, DateTimeOffset at) => new()
    {
        Seq = seq,
        Role = Role,
        Author = Author,
        Text = Text,
        Parts = Parts ?? [],
        TurnId = TurnId,
        Answers = Answers ?? [],
        At = at,
        ExternalId = ExternalId,
        Content = Content,
        Class = Class,
        ConfirmsStop = ConfirmsStop,
        SaysPause = SaysPause,
        Heard = Heard,
        CutShort = CutShort,
        Expects = Expects,
        Trace = Trace,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SessionJson.Options);

    private static bool HasMoreThanText(MessageContent content) =>
        content.Attachments is not null || content.Location is not null || content.Contacts is not null ||
        content.Payload is not null || content.Dtmf is not null || content.Sender is not null ||
        content.QuotedId is not null ||
        content.EditOf is not null || content.Referral is not null || content.Keyword is not null ||
        content.Things is not null ||
        content.NoAnswer is not null || content.IsGreeted;
}
