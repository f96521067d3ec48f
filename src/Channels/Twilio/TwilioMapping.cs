using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Twilio;

/// <summary>Between Twilio's wire and our words. Pure.</summary>
internal static class TwilioMapping
{
    private const int MaxText = 8_000;
    private const int MaxPayload = 1_024;
    private const int MaxName = 100;
    private const int MaxLabel = 300;
    private const int MaxUrl = 2_000;
    private const int MaxId = 256;

    /// <summary>Whether a text can be the id of a message; nothing else comes into a key.</summary>
    public static bool IsMessageSid(string text) =>
        text.Length is >= 2 and <= 64 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>What a message says.</summary>
    /// <param name="inbound">The message.</param>
    /// <param name="channel">How words about consent are heard on its channel.</param>
    /// <param name="identities">By which the sender is known.</param>
    /// <param name="attachments">Its files, under addresses of ours.</param>
    public static MessageContent ToContent(
        TwilioInbound inbound, ConsentHearing channel, IReadOnlyList<ContactIdentity> identities,
        IReadOnlyList<Attachment> attachments)
    {
        var text = WellFormed.Text(inbound.Body, MaxText);
        var label = WellFormed.Text(inbound.ButtonText.Length > 0 ? inbound.ButtonText : inbound.ListTitle, MaxText);
        var (answers, form) = TwilioForm.Read(inbound.FormData);
        var place = inbound.Place is { } shared ? ToLocation(shared) : null;
        var payload = WellFormed.Line(
            inbound.ButtonPayload.Length > 0 ? inbound.ButtonPayload : inbound.ListId, MaxPayload)
            ?? WellFormed.Line(form, MaxPayload);
        // The words of a form's message are WhatsApp's own ("Sent").
        var words = answers.Length > 0 ? WellFormed.Text(answers, MaxText) : text.Length > 0 ? text : label;
        var wasRead = words.Length > 0 || attachments.Count > 0 || place is not null || payload is not null;
        var things = TwilioThings.Of(inbound, wasRead);
        return new MessageContent(things is [{ Kind: SentThing.Reaction }, ..] ? "" : words)
        {
            Things = things.Count > 0 ? things : null,
            Attachments = attachments.Count > 0 ? attachments : null,
            Location = place,
            Payload = payload,
            Sender = identities.Count > 0
                ? new Sender(WellFormed.Line(inbound.ProfileName, MaxName), identities)
                : null,
            QuotedId = IsMessageSid(inbound.OriginalRepliedMessageSid) ? inbound.OriginalRepliedMessageSid : null,
            Referral = inbound.Referral is { } referral ? ToReferral(referral) : null,
            Keyword = ToKeyword(inbound.OptOutType) ?? ConsentKeywords.Find(text, channel),
            IsKeywordAnswered = ToKeyword(inbound.OptOutType) is not null,
        };
    }

    /// <summary>
    /// Where a message stands by Twilio's word for it; null for a word that is not about an outbound message.
    /// </summary>
    public static OutboundState? ToState(string status) => status switch
    {
        "queued" or "accepted" or "scheduled" or "sending" or "sent" or "partially_delivered" => OutboundState.Sent,
        "delivered" => OutboundState.Delivered,
        "read" => OutboundState.Read,
        "failed" or "undelivered" or "canceled" => OutboundState.Failed,
        _ => null,
    };

    private static ConsentKeyword? ToKeyword(string optOutType) => optOutType.ToUpperInvariant() switch
    {
        "STOP" => ConsentKeyword.Stop,
        "START" => ConsentKeyword.Start,
        "HELP" => ConsentKeyword.Help,
        _ => null,
    };

    private static GeoLocation? ToLocation(TwilioPlace place) =>
        TryRead(place.Latitude, 90, out var latitude) && TryRead(place.Longitude, 180, out var longitude)
            ? new GeoLocation(
                latitude, longitude, WellFormed.Line(place.Label, MaxLabel), WellFormed.Line(place.Address, MaxLabel))
            : null;

    private static bool TryRead(string text, double most, out double degrees) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out degrees) &&
        Math.Abs(degrees) <= most;

    private static Referral ToReferral(TwilioReferral referral) => new(
        WellFormed.Line(referral.SourceId, MaxId) ?? "",
        WellFormed.Line(referral.SourceType, MaxId),
        WellFormed.Line(referral.SourceUrl, MaxUrl),
        WellFormed.Line(referral.Headline, MaxLabel),
        WellFormed.Line(referral.Body, MaxPayload),
        WellFormed.Line(referral.ClickId, MaxId));
}
