using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Between Telegram's wire and our words. Pure. The SDK's types promise more than the wire holds: anything in them may
/// be missing.
/// </summary>
internal static partial class TelegramMapping
{
    private const int MaxText = 16_000;
    private const int MaxName = 100;
    private const int MaxLabel = 300;
    private const int MaxPhone = 32;
    private const int MaxId = 128;
    private const int MaxFileId = 512;

    /// <summary>The updates that are asked for.</summary>
    public static IReadOnlyList<UpdateType> AllowedUpdates { get; } =
        [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember];

    /// <summary>What an update says.</summary>
    /// <param name="update">The update.</param>
    /// <param name="bot">The bot's user name.</param>
    /// <param name="botId">The bot's number.</param>
    /// <param name="locale">Language of the workspace.</param>
    public static TelegramEvent Read(Update update, string bot, long botId, string locale) => update switch
    {
        { Message: { } message } => Read(message, update.Id, isEdit: false, new Self(bot, botId), locale),
        { EditedMessage: { } message } => Read(message, update.Id, isEdit: true, new Self(bot, botId), locale),
        { CallbackQuery: { } query } => Read(query),
        { MyChatMember: { } change } => Read(change),
        // Asked for by no one here: posts, business accounts, reactions, payments. New kinds come only to who asks for
        // them.
        _ => new TelegramEvent.Unused($"kind.{JsonNamingPolicy.CamelCase.ConvertName(update.Type.ToString())}"),
    };

    private static TelegramEvent Read(Message message, int updateId, bool isEdit, Self self, string locale)
    {
        if (message is { Chat: { Type: ChatType.Group, Id: < 0 }, MigrateToChatId: { } to })
            return new TelegramEvent.Moved(message.Chat.Id, to);
        if (message.Chat is not { Id: not 0, Type: ChatType.Private or ChatType.Group or ChatType.Supergroup } chat
            || message.Id <= 0)
            return new TelegramEvent.Unused("chat");
        // Other bots are not talked with; who writes in a group's name comes as one.
        if (message.From is not { Id: > 0 } from || (from.IsBot && message.SenderChat is null))
            return new TelegramEvent.Unused("sender");
        if (TelegramThings.IsNotice(message))
            return new TelegramEvent.Unused($"notice.{TelegramThings.NameOf(message.Type)}");
        // A shared position that moves changes its message every few seconds.
        if (isEdit && message.Location is not null)
            return new TelegramEvent.Unused("liveLocation");

        var words = self.Read(message);
        if (chat.Type != ChatType.Private && !words.IsAddressed)
            return new TelegramEvent.Unused("notAddressed");
        var language = Locale(from);
        var content = ToContent(message, words, language ?? locale);
        var files = Files(message);
        var wasRead = content.Text.Length > 0 || content.Location is not null || content.Contacts is not null
            || files.Count > 0;
        if (TelegramThings.Of(message, wasRead) is { } thing)
            content = content with { Things = [thing] };

        var number = message.Id.ToString(CultureInfo.InvariantCulture);
        return new TelegramEvent.Message(
            new TelegramAddress(chat.Id, message.IsTopicMessage ? message.MessageThreadId : null),
            isEdit ? string.Create(CultureInfo.InvariantCulture, $"{number}e{updateId}") : number,
            content with { EditOf = isEdit ? number : null, Sender = SenderOf(from, message) },
            files, Time(isEdit ? message.EditDate : message.Date), language);
    }

    private static TelegramEvent Read(CallbackQuery query)
    {
        if (query.From is not { Id: > 0 } from || query.Id is not { Length: > 0 and <= MaxId } id
            || !id.All(char.IsAsciiLetterOrDigit))
            return new TelegramEvent.Unused("sender");
        var chat = query.Message is { Chat.Id: not 0 } message
            ? new TelegramAddress(message.Chat.Id, message.IsTopicMessage ? message.MessageThreadId : null)
            : null;
        return new TelegramEvent.Press(
            chat, id, query.Data, query.Message?.Id, SenderOf(from, message: null), Locale(from));
    }

    private static TelegramEvent Read(ChatMemberUpdated change)
    {
        if (change.Chat is not { Id: > 0, Type: ChatType.Private } chat)
            return new TelegramEvent.Unused("membership");
        ConsentKeyword? keyword = (change.OldChatMember?.Status, change.NewChatMember?.Status) switch
        {
            (_, ChatMemberStatus.Kicked) => ConsentKeyword.Stop,
            (ChatMemberStatus.Kicked, ChatMemberStatus.Member) => ConsentKeyword.Start,
            _ => null,
        };
        return keyword is { } said
            ? new TelegramEvent.Consent(new TelegramAddress(chat.Id), said, Time(change.Date))
            : new TelegramEvent.Unused("membership");
    }

    private static MessageContent ToContent(Message message, Said said, string locale)
    {
        var (text, payload) = Command().Match(said.Text) is { Success: true } command
            ? Read(command, locale)
            : (said.Text, null);
        if (text.Length == 0)
            text = WellFormed.Text(message.Sticker?.Emoji ?? message.Dice?.Emoji, MaxText);
        return new MessageContent(text.Length > 0 ? text : TelegramThings.WordsOf(message.RichMessage, MaxText))
        {
            Location = Place(message),
            Contacts = message.Contact is { } card
                ? [new SharedContact(
                    Name(card.FirstName, card.LastName) ?? "", WellFormed.Line(card.PhoneNumber, MaxPhone),
                    IsSender: IsOwn(message))]
                : null,
            QuotedId = message.ReplyToMessage is { Id: > 0 } quoted
                ? quoted.Id.ToString(CultureInfo.InvariantCulture)
                : null,
            // Anyone can follow a link with any payload: it is told like an advertisement, not like a button of ours.
            Referral = payload is null
                ? null
                : new Referral(payload, "start", SourceUrl: null, Headline: null, Body: null, ClickId: null),
            Keyword = ConsentKeywords.Find(said.Text, TelegramTraits.Words),
        };
    }

    /// <summary>
    /// Start is the first press in a bot's chat, not a word of the person's; the other commands are words with a stroke
    /// before them.
    /// </summary>
    private static (string Text, string? Payload) Read(Match command, string locale)
    {
        var (name, rest) = (command.Groups["name"].Value, command.Groups["rest"].Value.Trim());
        if (!name.Equals("start", StringComparison.OrdinalIgnoreCase))
            return ($"{name.Replace('_', ' ')} {rest}".Trim(), null);
        return (TelegramWords.In(locale).Greeting, StartPayload().IsMatch(rest) ? rest : null);
    }

    private static GeoLocation? Place(Message message)
    {
        var place = message.Venue?.Location ?? message.Location;
        return place is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }
            ? new GeoLocation(
                place.Latitude, place.Longitude, WellFormed.Line(message.Venue?.Title, MaxLabel),
                WellFormed.Line(message.Venue?.Address, MaxLabel))
            : null;
    }

    private static List<TelegramFile> Files(Message message)
    {
        TelegramFile?[] files =
        [
            (message.LivePhoto?.Photo ?? message.Photo) is { Length: > 0 } sizes
                && sizes.Where(size => size is not null).MaxBy(size => (long)size.Width * size.Height) is { } photo
                ? File(photo, "image/jpeg", null) : null,
            // An animation comes as a document as well.
            message.Document is { } document ? File(document, document.MimeType, document.FileName) : null,
            message is { Document: null, Animation: { } animation }
                ? File(animation, animation.MimeType ?? "video/mp4", animation.FileName)
                : null,
            message.LivePhoto is { Photo: null or [] } live ? File(live, live.MimeType ?? "video/mp4", null) : null,
            message.Voice is { } voice ? File(voice, voice.MimeType ?? "audio/ogg", null) : null,
            message.Audio is { } audio
                ? File(audio, audio.MimeType ?? "audio/mpeg", audio.FileName ?? audio.Title)
                : null,
            message.Video is { } video ? File(video, video.MimeType ?? "video/mp4", video.FileName) : null,
            message.VideoNote is { } note ? File(note, "video/mp4", null) : null,
        ];
        return [.. files.OfType<TelegramFile>()];
    }

    private static TelegramFile? File(FileBase file, string? type, string? name) =>
        file.FileId is { Length: > 0 and <= MaxFileId } id
        && id.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_')
            ? new TelegramFile(id, WellFormed.Line(type, MaxLabel), WellFormed.Line(name, MaxLabel), file.FileSize)
            : null;

    private static Sender SenderOf(User from, Message? message)
    {
        var identities = new List<ContactIdentity> { new(
            IdentityKind.TelegramUser, from.Id.ToString(CultureInfo.InvariantCulture)) };
        // Anyone can send anyone's card; Telegram says whose it is.
        if (message is { Contact.PhoneNumber: { } phone } && IsOwn(message) && E164.FromProvider(phone) is { } number)
            identities.Add(new ContactIdentity(IdentityKind.Phone, number));
        return new Sender(Name(from.FirstName, from.LastName), identities);
    }

    private static bool IsOwn(Message message) =>
        message is { From.Id: var sender, Contact.UserId: { } owner } && owner == sender;

    private static string? Name(string? first, string? last) => WellFormed.Line($"{first} {last}", MaxName);

    private static string? Locale(User from) => from.LanguageCode is { Length: >= 2 } code
        ? code.StartsWith("fr", StringComparison.OrdinalIgnoreCase)
            ? "fr"
            : code.StartsWith("en", StringComparison.OrdinalIgnoreCase)
            ? "en"
            : null
        : null;

    private static DateTimeOffset? Time(DateTime? time) =>
        time is { Year: > 2000 } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;

    [GeneratedRegex(
        @"\A/(?<name>[A-Za-z0-9_]{1,32})(?:\s(?<rest>.*))?\z",
        RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex StartPayload();

    /// <summary>What was said, and whether to the bot.</summary>
    private sealed record Said(string Text, bool IsAddressed);

    /// <summary>The bot, as messages of a group name it.</summary>
    private sealed record Self(string Name, long Id)
    {
        /// <summary>The words of a message without the bot's name in them.</summary>
        public Said Read(Message message)
        {
            var text = message.Text ?? message.Caption ?? "";
            var isAddressed = message.ReplyToMessage?.From is { } author && author.Id == Id;
            // From the end, so that what was cut out moves nothing that is still to be cut out.
            foreach (var entity in (message.Entities ?? message.CaptionEntities ?? [])
                .OfType<MessageEntity>()
                .OrderByDescending(entity => entity.Offset))
            {
                if (entity.Offset < 0 || entity.Length <= 0 || entity.Offset > text.Length - entity.Length)
                    continue;
                var said = text.AsSpan(entity.Offset, entity.Length);
                var named = entity.Type switch
                {
                    MessageEntityType.Mention when said.StartsWith("@")
                        && said[1..].Equals(Name, StringComparison.OrdinalIgnoreCase) => entity.Offset,
                    MessageEntityType.TextMention when entity.User?.Id == Id => entity.Offset,
                    MessageEntityType.BotCommand when said.IndexOf('@') is > 0 and var at
                        && said[(at + 1)..].Equals(Name, StringComparison.OrdinalIgnoreCase) => entity.Offset + at,
                    _ => -1,
                };
                if (named < 0)
                    continue;
                isAddressed = true;
                text = text.Remove(named, entity.Offset + entity.Length - named);
            }

            return new Said(WellFormed.Text(text, MaxText), isAddressed);
        }
    }
}
