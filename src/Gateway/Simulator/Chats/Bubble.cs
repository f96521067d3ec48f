using System.Text.Json.Serialization;

namespace Gateway.Simulator.Chats;

/// <summary>One message on the simulated phone.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="IsMine">True when the person with the phone has written it.</param>
/// <param name="At">When.</param>
internal sealed record Bubble(string Id, bool IsMine, DateTimeOffset At)
{
    /// <summary>The words in order, with how they are shown.</summary>
    public IReadOnlyList<TextRun> Text { get; init; } = [];

    /// <summary>Addresses of pictures.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    /// <summary>Inline buttons, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<BubbleButton>> Buttons { get; init; } = [];

    /// <summary>How far it got.</summary>
    public BubbleState State { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>sms: how many segments it takes; else null.</summary>
    public int? Segments { get; init; }

    /// <summary>sms: <c>GSM-7</c> or <c>UCS-2</c>; else null.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether it was changed after it had been sent.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Whether it is a preview that a message will replace.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>Words that are shown alike.</summary>
/// <param name="Text">The words.</param>
/// <param name="Styles">Of <c>bold</c>, <c>italic</c>, <c>underline</c>, <c>strike</c>, <c>code</c>, <c>quote</c>,
/// <c>spoiler</c>.</param>
/// <param name="Href">Where they lead, or null.</param>
internal sealed record TextRun(string Text, IReadOnlyList<string> Styles, string? Href = null)
{
    /// <summary>Plain words.</summary>
    public static IReadOnlyList<TextRun> Plain(string text) => text.Length == 0 ? [] : [new TextRun(text, [])];
}

/// <summary>A button under a message.</summary>
/// <param name="Title">What it says.</param>
/// <param name="Data">What it sends, or null.</param>
/// <param name="Url">What it opens, or null.</param>
internal sealed record BubbleButton(string Title, string? Data, string? Url);

/// <summary>How far a message got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BubbleState>))]
internal enum BubbleState
{
    /// <summary>On its way.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>Handed on.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>Arrived.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>Seen.</summary>
    [JsonStringEnumMemberName("read")] Read,

    /// <summary>It did not arrive.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
