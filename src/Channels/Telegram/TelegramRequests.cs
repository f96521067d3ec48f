using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Gateway.Channels.Telegram;

/// <summary>Makes the requests that show something to a contact.</summary>
internal static class TelegramRequests
{
    // Addresses in a reply are mostly the shop's own, and their previews would push the words off the screen.
    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    public static SendMessageRequest Text(TelegramAddress to, TelegramWire wire, bool asHtml = true) => new()
    {
        ChatId = to.Chat,
        MessageThreadId = to.Thread,
        Text = asHtml ? wire.Html : wire.Plain,
        ParseMode = asHtml ? ParseMode.Html : ParseMode.None,
        LinkPreviewOptions = NoPreview,
        ReplyMarkup = Buttons(wire),
    };

    public static EditMessageTextRequest Edit(
        TelegramAddress to, int message, TelegramWire wire, bool asHtml = true) => new()
        {
            ChatId = to.Chat,
            MessageId = message,
            Text = asHtml ? wire.Html : wire.Plain,
            ParseMode = asHtml ? ParseMode.Html : ParseMode.None,
            LinkPreviewOptions = NoPreview,
            ReplyMarkup = Buttons(wire),
        };

    public static SendPhotoRequest Photo(TelegramAddress to, TelegramWire wire, bool asHtml = true) => new()
    {
        ChatId = to.Chat,
        MessageThreadId = to.Thread,
        Photo = InputFile.FromUri(wire.Photos![0]),
        Caption = asHtml ? wire.Html : wire.Plain,
        ParseMode = asHtml ? ParseMode.Html : ParseMode.None,
        ReplyMarkup = Buttons(wire),
    };

    public static SendMediaGroupRequest Album(TelegramAddress to, TelegramWire wire) => new()
    {
        ChatId = to.Chat,
        MessageThreadId = to.Thread,
        Media =
        [
            .. wire.Photos!.Select((photo, index) => new InputMediaPhoto(InputFile.FromUri(photo))
            {
                Caption = wire.Captions is { } captions && index < captions.Count ? captions[index] : null,
                ParseMode = ParseMode.Html,
            }),
        ],
    };

    public static SendMessageDraftRequest Draft(TelegramAddress to, long draft, TelegramWire wire) => new()
    {
        ChatId = to.Chat,
        MessageThreadId = to.Thread,
        DraftId = draft,
        Text = wire.Html,
        ParseMode = ParseMode.Html,
    };

    public static SendChatActionRequest Typing(TelegramAddress to) =>
        new() { ChatId = to.Chat, MessageThreadId = to.Thread, Action = ChatAction.Typing };

    private static InlineKeyboardMarkup? Buttons(TelegramWire wire) => wire.Buttons is not { } rows
        ? null
        : new InlineKeyboardMarkup(rows.Select(row => row.Select(button => button.Url is { } url
            ? InlineKeyboardButton.WithUrl(button.Text, url)
            : InlineKeyboardButton.WithCallbackData(button.Text, button.Data!))));
}
