using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Gateway.Channels.Telegram;

/// <summary>
/// What becomes of each kind of message that Telegram has: read (words, files, places, cards), named as something that
/// cannot be read here, or a notice of Telegram's that no person wrote. A kind that is on neither list, today's or
/// tomorrow's, is named: silence is decided, never what is left over.
/// </summary>
internal static class TelegramThings
{
    private const int MaxWords = 300;

    private static readonly FrozenSet<MessageType> Readable = FrozenSet.ToFrozenSet(
    [
        MessageType.Text, MessageType.Photo, MessageType.Audio, MessageType.Video, MessageType.Voice,
        MessageType.Document, MessageType.VideoNote, MessageType.Animation,
        MessageType.LivePhoto, MessageType.Location, MessageType.Venue, MessageType.Contact, MessageType.RichMessage,
        MessageType.Sticker, MessageType.Dice,
    ]);

    // They tell what was done with the chat, not what someone says: an answer would be one to nobody.
    private static readonly FrozenSet<MessageType> Notices = FrozenSet.ToFrozenSet(
    [
        MessageType.NewChatMembers, MessageType.LeftChatMember, MessageType.ChatOwnerLeft, MessageType.ChatOwnerChanged,
        MessageType.NewChatTitle, MessageType.NewChatPhoto,
        MessageType.DeleteChatPhoto, MessageType.GroupChatCreated, MessageType.SupergroupChatCreated,
        MessageType.ChannelChatCreated,
        MessageType.MessageAutoDeleteTimerChanged, MessageType.MigrateToChatId, MessageType.MigrateFromChatId,
        MessageType.PinnedMessage,
        MessageType.GiftUpgradeSent, MessageType.ConnectedWebsite, MessageType.WriteAccessAllowed,
        MessageType.ProximityAlertTriggered, MessageType.BoostAdded,
        MessageType.ChatBackgroundSet, MessageType.ChecklistTasksDone, MessageType.ChecklistTasksAdded,
        MessageType.DirectMessagePriceChanged,
        MessageType.ForumTopicCreated, MessageType.ForumTopicEdited, MessageType.ForumTopicClosed,
        MessageType.ForumTopicReopened,
        MessageType.GeneralForumTopicHidden, MessageType.GeneralForumTopicUnhidden, MessageType.GiveawayCreated,
        MessageType.GiveawayCompleted,
        MessageType.ManagedBotCreated, MessageType.PaidMessagePriceChanged, MessageType.PollOptionAdded,
        MessageType.PollOptionDeleted,
        MessageType.SuggestedPostApproved, MessageType.SuggestedPostApprovalFailed, MessageType.SuggestedPostDeclined,
        MessageType.SuggestedPostPaid,
        MessageType.SuggestedPostRefunded, MessageType.VideoChatScheduled, MessageType.VideoChatStarted,
        MessageType.VideoChatEnded,
        MessageType.VideoChatParticipantsInvited, MessageType.CommunityChatAdded, MessageType.CommunityChatJoined,
        MessageType.CommunityChatRemoved,
    ]);

    /// <summary>Whether it is a notice of Telegram's.</summary>
    public static bool IsNotice(Message message) => Notices.Contains(message.Type);

    /// <summary>The word for a message's kind, as counters and transcripts have it: <c>pinnedMessage</c>.</summary>
    public static string NameOf(MessageType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    /// <summary>What of a message is named because it cannot be read; null when all of it was.</summary>
    /// <param name="message">The message.</param>
    /// <param name="wasRead">Whether words, a file, a place or a card were found in it.</param>
    public static SentThing? Of(Message message, bool wasRead)
    {
        // An emoji on a sticker says what the sticker says.
        if (wasRead && (Readable.Contains(message.Type) || message.Type == MessageType.Unknown)
            && message.Sticker is not { Emoji: null or "" })
            return null;
        var words = message.Type switch
        {
            MessageType.Poll => message.Poll?.Question,
            MessageType.Game => message.Game?.Title,
            MessageType.Checklist => message.Checklist?.Title,
            MessageType.Invoice => message.Invoice?.Title,
            MessageType.WebAppData => message.WebAppData?.ButtonText,
            _ => null,
        };
        return new SentThing(NameOf(message.Type), WellFormed.Line(words, MaxWords));
    }

    /// <summary>The words of a message that is made of blocks, a line for each piece; empty when it is none.</summary>
    public static string WordsOf(RichMessage? rich, int most)
    {
        if (rich is null)
            return "";
        var lines = new List<string>();
        Collect(JsonSerializer.SerializeToNode(rich, JsonBotAPI.Options), lines);
        return WellFormed.Text(string.Join('\n', lines), most);
    }

    private static void Collect(JsonNode? node, List<string> lines)
    {
        switch (node)
        {
            case JsonObject block:
                foreach (var (name, value) in block)
                {
                    if (name == "text" && value is JsonValue words && words.TryGetValue(out string? said))
                        lines.Add(said);
                    else
                        Collect(value, lines);
                }

                break;
            case JsonArray blocks:
                foreach (var block in blocks)
                    Collect(block, lines);
                break;
        }
    }
}
