using System.Collections.Frozen;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Twilio;

/// <summary>
/// What of a message is named because it cannot be read here. What WhatsApp calls by a name that is new to us is named,
/// not passed over.
/// </summary>
internal static class TwilioThings
{
    private const int MaxName = 40;
    private const int MaxWords = 300;

    private static readonly FrozenSet<string> Readable = FrozenSet.ToFrozenSet(
        ["", "text", "interactive", "button", "image", "audio", "voice", "video", "document", "sticker", "location",
        "contacts", "flow", "edit"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Deletions = FrozenSet.ToFrozenSet(
        ["revoke", "revoked", "delete", "deleted"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names it.</summary>
    /// <param name="inbound">The message.</param>
    /// <param name="wasRead">Whether words, a file, a place or a choice were found in it.</param>
    public static IReadOnlyList<SentThing> Of(TwilioInbound inbound, bool wasRead)
    {
        List<SentThing> things = [];
        if (inbound.MessageType.Equals(SentThing.Reaction, StringComparison.OrdinalIgnoreCase))
            return [new SentThing(SentThing.Reaction, WellFormed.Line(inbound.Body, MaxWords))];
        if (Deletions.Contains(inbound.MessageType))
            things.Add(new SentThing(SentThing.Deletion));
        else if (!Readable.Contains(inbound.MessageType) || (!wasRead && inbound.MediaCount == 0))
            things.Add(new SentThing(NameOf(inbound.MessageType)));
        if (inbound.MediaCount > inbound.Media.Count)
            things.Add(new SentThing("media"));
        return things;
    }

    private static string NameOf(string type) =>
        type.Length is > 0 and <= MaxName && type.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_')
            ? type.ToLowerInvariant()
            : SentThing.Unknown;
}
