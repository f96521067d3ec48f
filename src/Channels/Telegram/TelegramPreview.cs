using System.Globalization;
using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.Telegram;

/// <summary>How far a reply that is still being worded has got on the contact's screen.</summary>
internal enum TelegramPreviewState
{
    /// <summary>Nothing is there, or nothing that can be continued.</summary>
    None,

    /// <summary>A draft is on its way; it leaves nothing behind.</summary>
    Drafting,

    /// <summary>A first message is on its way. After a crash its beginning may stand there, as no one's.</summary>
    Sending,

    /// <summary>The message stands there, and a change of it is on its way.</summary>
    Editing,

    /// <summary>The message stands there.</summary>
    Shown,

    /// <summary>
    /// Telegram has asked to wait, and nothing more is shown before the answer; what stood there stands.
    /// </summary>
    Held,
}

/// <summary>
/// What is noted about a turn in <see cref="Previews"/>. Whoever shows words notes that it will, and then looks whether
/// the turn is committed: so a look at the note after the commit tells whether something may still be on its way.
/// </summary>
/// <param name="State">How far it has got.</param>
/// <param name="MessageId">The message; 0 when there is none.</param>
internal sealed record TelegramPreview(TelegramPreviewState State, int MessageId = 0)
{
    private const string DraftingWord = "drafting";
    private const string SendingWord = "sending";
    private const string EditingWord = "editing ";
    private const string HeldWord = "held ";

    /// <summary>Whether a call that shows something may not have ended yet.</summary>
    public bool IsUnderWay => State is TelegramPreviewState.Drafting or TelegramPreviewState.Sending
        or TelegramPreviewState.Editing;

    /// <summary>Reads a note; what cannot be read is no preview.</summary>
    public static TelegramPreview Parse(string? note) => note switch
    {
        DraftingWord => new TelegramPreview(TelegramPreviewState.Drafting),
        SendingWord => new TelegramPreview(TelegramPreviewState.Sending),
        _ when note?.StartsWith(EditingWord, StringComparison.Ordinal) == true
        && Id(note[EditingWord.Length..]) is { } edited =>
            new TelegramPreview(TelegramPreviewState.Editing, edited),
        _ when note?.StartsWith(HeldWord, StringComparison.Ordinal) == true =>
            new TelegramPreview(TelegramPreviewState.Held, Id(note[HeldWord.Length..]) ?? 0),
        _ when Id(note) is { } shown => new TelegramPreview(TelegramPreviewState.Shown, shown),
        _ => new TelegramPreview(TelegramPreviewState.None),
    };

    /// <summary>The note.</summary>
    public override string ToString() => State switch
    {
        TelegramPreviewState.Drafting => DraftingWord,
        TelegramPreviewState.Sending => SendingWord,
        TelegramPreviewState.Editing => EditingWord + MessageId.ToString(CultureInfo.InvariantCulture),
        TelegramPreviewState.Held => HeldWord + MessageId.ToString(CultureInfo.InvariantCulture),
        TelegramPreviewState.Shown => MessageId.ToString(CultureInfo.InvariantCulture),
        _ => "none",
    };

    private static int? Id(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
}
