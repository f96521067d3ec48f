using System.Text.RegularExpressions;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Telegram;

/// <summary>What Telegram is.</summary>
internal sealed partial class TelegramTraits : ChannelTraits
{
    /// <summary>The pictures of an album are updates of their own, and people write in bursts.</summary>
    public static TimeSpan Debounce { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How words about consent are heard there.</summary>
    public static ConsentHearing Words { get; } = new TelegramTraits().Hearing;

    /// <inheritdoc/>
    public override string Kind => ChannelKind.Telegram;

    /// <inheritdoc/>
    public override string NameProperty => "bot";

    /// <summary>A bot can write to nobody who has not pressed Start (core.telegram.org/bots).</summary>
    public override ChannelBegin Begins => ChannelBegin.WhoWroteBefore;

    /// <inheritdoc/>
    public override bool HasCommands => true;

    /// <inheritdoc/>
    public override TimeSpan DefaultDebounce => Debounce;

    /// <inheritdoc/>
    public override (string State, string Detail) Unreported => ("unknown", "the bot has not been asked yet");

    /// <inheritdoc/>
    public override bool ShowsWords => true;

    /// <inheritdoc/>
    public override string NameIn(string locale) => "Telegram";

    /// <summary>
    /// The number of a private chat is that of the user. A forum topic is the chat's number and the topic's:
    /// 700000001/17.
    /// </summary>
    public override ContactIdentity IdentityOf(string address) => new(IdentityKind.TelegramUser, address.Split('/')[0]);

    /// <summary>Numbers of groups are below zero ("Dialog IDs", Bot API).</summary>
    public override bool IsGroup(string address) => address.StartsWith('-');

    /// <inheritdoc/>
    public override string? AddressOf(string text) =>
        TelegramAddress.TryParse(text, out var address) ? address.ToString() : null;

    /// <inheritdoc/>
    public override bool IsWrittenTo(IdentityKind kind) => kind == IdentityKind.TelegramUser;

    /// <inheritdoc/>
    public override WorkspaceChannel Read(FileObject json) => new()
    {
        Kind = Kind,
        Line = json.Text(NameProperty, Bot().IsMatch, "a bot's user name, which ends in bot"),
        Settings = new TelegramSettings
        {
            Token = json.Text("token", text => !string.IsNullOrWhiteSpace(text), "the bot's token"),
            NativeDrafts = json.OptionalFlag("nativeDrafts"),
            RepeatUnknown = json.OptionalFlag("repeatUnknown"),
        },
    };

    // A user name that ends in bot (core.telegram.org/bots/features#creating-a-new-bot).
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{1,28}[Bb][Oo][Tt]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Bot();
}
