using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Sessions;

namespace Gateway.Channels.Web;

/// <summary>Argument of <c>Start</c>.</summary>
internal sealed record StartRequest
{
    public string? SiteKey { get; init; }

    public string? Token { get; init; }

    public string? Locale { get; init; }

    public string? Page { get; init; }

    /// <summary>Undefined or null: not given. Anything else has to be a token that verifies.</summary>
    public JsonElement Identity { get; init; }
}

/// <summary>Answer of <c>Start</c>.</summary>
internal sealed record StartAnswer(
    string SessionId, string Token, string Locale, string Status, IReadOnlyList<WireEntry> Entries,
    RunningText? Running, SiteSettings Settings);

/// <summary>What a widget shows around the conversation.</summary>
internal sealed record SiteSettings(
    string Name, string Locale, string AgentName, string Greeting, IReadOnlyList<QuickReply> QuickReplies,
    int MaxTextLength);

/// <summary>Argument of <c>Send</c>.</summary>
internal sealed record SendRequest
{
    public string? ClientMessageId { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public string? Payload { get; init; }
}

/// <summary>Answer of <c>Send</c>.</summary>
internal sealed record SendAnswer(long Seq);

/// <summary>Argument of <c>Resume</c>.</summary>
internal sealed record ResumeRequest
{
    public long AfterSeq { get; init; }
}

/// <summary>Answer of <c>Resume</c>.</summary>
internal sealed record ResumeAnswer(IReadOnlyList<WireEntry> Entries, RunningText? Running, string Status, bool More);

/// <summary>Argument of <c>Typing</c>.</summary>
internal sealed record TypingRequest
{
    public bool On { get; init; }
}

/// <summary>Argument of <c>Read</c>.</summary>
internal sealed record ReadRequest
{
    public long Seq { get; init; }
}

/// <summary>Argument of <c>Stop</c>.</summary>
internal sealed record StopRequest
{
    public string? TurnId { get; init; }
}

/// <summary>Argument of <c>Rate</c>.</summary>
internal sealed record RateRequest
{
    public int Score { get; init; }

    public string? Comment { get; init; }
}

/// <summary>An entry as visitors see it.</summary>
internal sealed record WireEntry(
    long Seq,
    EntryRole Role,
    string? Author,
    string Text,
    IReadOnlyList<Part> Parts,
    string? TurnId,
    DateTimeOffset At,
    string? ClientMessageId,
    string? Payload,
    ReceiptState? Receipt)
{
    /// <summary>True where the turn was ended before it had said all; else null.</summary>
    public bool? Stopped { get; init; }

    /// <summary>What kind of answer it waits for; null for anything.</summary>
    public Expectation? Expects { get; init; }
}

/// <summary>The turn that is being worded and its text so far.</summary>
internal sealed record RunningText(string TurnId, string Text);

/// <summary>Event <c>typing</c>.</summary>
internal sealed record TypingNotice(string Who, bool On);

/// <summary>Event <c>status</c>.</summary>
internal sealed record StatusNotice(string Status, [property: JsonPropertyName("operator")] string? OperatorName);
