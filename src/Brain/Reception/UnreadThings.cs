using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Reception;

/// <summary>
/// What a turn brought that no model here can read: it is said by code, so that nothing is answered as if it had been
/// read.
/// </summary>
internal static class UnreadThings
{
    private static readonly string[] Named = ["sticker", "poll"];

    /// <summary>The kinds in a message that cannot be read, as the phrasebook names them.</summary>
    public static IEnumerable<string> KindsIn(MessageContent? content, Sight sight)
    {
        if (content is null)
            return [];
        return
        [
            .. (content.Attachments ?? [])
                .Select(file => KindOf(file.ContentType))
                .Where(kind => kind != "image" || !sight.Pictures),
            .. content.Location is not null && !sight.Descriptions ? ["place"] : Array.Empty<string>(),
            .. (content.Contacts ?? []).Any(card => !card.IsSender) && !sight.Descriptions
                ? ["card"]
                : Array.Empty<string>(),
            .. (content.Things ?? [])
                .Where(thing => !thing.AsksForNothing)
                .Select(thing => Named.Contains(thing.Kind) ? thing.Kind : "other"),
        ];
    }

    /// <summary>Whether something of a message is left to be answered.</summary>
    public static bool HasMore(Entry message, Sight sight) =>
        message.Text.Length > 0 || message.Content?.Payload is not null
        || (message.Content is { } content
            && ((sight.Pictures && (content.Attachments ?? []).Any(file => KindOf(file.ContentType) == "image"))
            || (sight.Descriptions && (content.Location is not null || content.Contacts is not null))));

    /// <summary>
    /// Says that these cannot be read here, each kind once; and, when nothing else is answered, what to do instead.
    /// </summary>
    public static AgentText Say(IEnumerable<string> kinds, bool isAll, TurnContext context)
    {
        var said = kinds.Distinct().Select(kind => ReceptionWords.Say(context, kind)).ToList();
        if (isAll)
        {
            said.Add(ReceptionWords.ContactOf(context) is { } contact
                ? ReceptionWords.Say(context, "insteadWithContact", ("contact", contact))
                : ReceptionWords.Say(context, "instead"));
        }

        return AgentText.Join(" ", said);
    }

    private static string KindOf(string contentType) => contentType.Split('/')[0] switch
    {
        "image" => "image",
        "audio" => "sound",
        "video" => "video",
        _ when contentType.Contains("vcard", StringComparison.OrdinalIgnoreCase) => "card",
        _ => "file",
    };
}
