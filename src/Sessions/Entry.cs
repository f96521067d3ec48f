using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>Who speaks in a transcript entry.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryRole>))]
public enum EntryRole
{
    /// <summary>The person the workspace talks with.</summary>
    [JsonStringEnumMemberName("contact")] Contact,

    /// <summary>The brain.</summary>
    [JsonStringEnumMemberName("agent")] Agent,

    /// <summary>A person of the workspace.</summary>
    [JsonStringEnumMemberName("operator")] Operator,

    /// <summary>The gateway itself: status changes and notices.</summary>
    [JsonStringEnumMemberName("system")] System,
}

/// <summary>One committed line of a transcript.</summary>
public sealed record Entry
{
    /// <summary>Place in the transcript: 1, 2, 3, … without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>Who speaks.</summary>
    public required EntryRole Role { get; init; }

    /// <summary>Name to show, or null.</summary>
    public string? Author { get; init; }

    /// <summary>
    /// The words; may be empty when there are parts or content. An agent's are Markdown, all others plain text: see
    /// <see cref="AgentMarkdown"/>.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Cards, quick replies, slots, links and forms; empty for most entries.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>The turn that wrote it, or null for what contacts and operators wrote.</summary>
    public string? TurnId { get; init; }

    /// <summary>
    /// Places of the contact's messages that the turn which wrote it answers, oldest first; empty for what no turn
    /// wrote.
    /// </summary>
    public IReadOnlyList<long> Answers { get; init; } = [];

    /// <summary>When it was committed, by Redis's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// For a contact's entry the channel's id of the message (the widget's <c>clientMessageId</c>), else null.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>For a contact's entry all that was sent besides the words; null when there was nothing else.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>For an entry that a provider delivers, how far it got; null for all others.</summary>
    public ReceiptState? Receipt { get; init; }

    /// <summary>Why the entry is allowed to be sent; null for what is not sent, and for answers.</summary>
    public MessageClass? Class { get; init; }

    /// <summary>True for what confirms an opt-out, which no budget holds back; else null.</summary>
    public bool? ConfirmsStop { get; init; }

    /// <summary>
    /// True for what tells a contact that answers pause, which the budget of answers does not hold back; else null.
    /// </summary>
    public bool? SaysPause { get; init; }

    /// <summary>What kind of answer it waits for; null for anything.</summary>
    public Expectation? Expects { get; init; }

    /// <summary>The trace that it belongs to (W3C <c>traceparent</c>), where that is recorded; else null.</summary>
    public string? Trace { get; init; }

    /// <summary>
    /// What the contact got of <see cref="Text"/> before the turn was interrupted: its beginning; null when all.
    /// </summary>
    public string? Heard { get; init; }

    /// <summary>
    /// An earlier entry of which the contact got no more than its beginning, as was found when this one was written:
    /// the earlier one's <see cref="Heard"/>. Null for most entries.
    /// </summary>
    public CutShort? CutShort { get; init; }
}

/// <summary>A committed entry that was not heard to its end.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="Heard">The beginning of its text that was; may be empty.</param>
public sealed record CutShort(long Seq, string Heard)
{
    /// <summary>
    /// The entries, each with what was heard of it: what is written stays as it is, so a later entry says so.
    /// </summary>
    internal static IReadOnlyList<Entry> Applied(IReadOnlyList<Entry> entries)
    {
        if (!entries.Any(entry => entry.CutShort is not null))
            return entries;
        var heard = new Dictionary<long, string>();
        foreach (var cut in entries.Select(entry => entry.CutShort).OfType<CutShort>())
            heard[cut.Seq] = cut.Heard;
        return [.. entries.Select(
            entry => heard.TryGetValue(entry.Seq, out var words) ? entry with { Heard = words } : entry)];
    }
}

/// <summary>An entry before it has its place and time.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The words: an agent's in Markdown, all others plain text.</param>
public sealed record NewEntry(EntryRole Role, string Text)
{
    /// <summary>Name to show, or null.</summary>
    public string? Author { get; init; }

    /// <summary>Cards, quick replies, slots, links and forms.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Why it is allowed to be sent. Set by the flow that writes it, never by a model.</summary>
    public MessageClass Class { get; init; } = MessageClass.Reply;

    /// <summary>Whether it confirms an opt-out.</summary>
    public bool ConfirmsStop { get; init; }

    /// <summary>Whether it tells the contact that answers pause.</summary>
    public bool SaysPause { get; init; }

    /// <summary>What the contact got of it before the turn was interrupted; null when all.</summary>
    internal string? Heard { get; init; }

    /// <summary>An earlier entry that was not heard to its end, as this one says.</summary>
    internal CutShort? CutShort { get; init; }

    /// <summary>
    /// Whether it is said to the contact: what the gateway itself notes is not, nor is an entry without words and
    /// parts.
    /// </summary>
    internal bool IsOutgoing => Role is EntryRole.Agent or EntryRole.Operator && (Text.Length > 0 || Parts.Count > 0);
}
