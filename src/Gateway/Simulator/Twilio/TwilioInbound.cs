using System.Globalization;
using Gateway.Channels.Sms;
using Gateway.Sessions;

namespace Gateway.Simulator.Twilio;

/// <summary>Carries what a simulated phone sends by SMS or WhatsApp into the gateway.</summary>
internal sealed class TwilioInbound(Simulation simulation, SimulatedTwilio twilio, SimulatedFiles files, GatewayDoor door, TimeProvider time)
{
    private const string Webhook = "/webhooks/twilio/messages";

    /// <summary>Sends what was written.</summary>
    /// <param name="key">Whose phone, and to which number.</param>
    /// <param name="message">What.</param>
    /// <param name="sid">The message's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the gateway took it.</returns>
    public async Task<bool> SendAsync(ChatKey key, PhoneMessage message, string sid, CancellationToken cancellationToken)
    {
        var prefix = key.Kind == ChannelKind.WhatsApp ? "whatsapp:" : "";
        var text = message.Text ?? "";
        var optOut = key.Kind == ChannelKind.Sms ? twilio.ObeyKeyword(key.Line, key.Person, text) : null;
        var picture = message.PhotoId is { } id ? files.Find(id) : null;
        var media = picture is null ? "0" : "1";
        twilio.Keep(new TwilioMessage
        {
            Sid = sid,
            AccountSid = simulation.Twilio!.Sid,
            From = prefix + key.Person,
            To = prefix + key.Line,
            Body = text,
            Direction = "inbound",
            Status = "received",
            NumSegments = Math.Max(1, SmsSegments.Measure(text).Segments).ToString(CultureInfo.InvariantCulture),
            NumMedia = media,
            PictureId = picture?.Id,
            At = time.GetUtcNow(),
        });
        List<KeyValuePair<string, string>> fields =
        [
            new("MessageSid", sid),
            new("SmsSid", sid),
            new("SmsMessageSid", sid),
            new("AccountSid", simulation.Twilio.Sid),
            new("From", prefix + key.Person),
            new("To", prefix + key.Line),
            new("Body", text),
            new("NumMedia", media),
            new("NumSegments", Math.Max(1, SmsSegments.Measure(text).Segments).ToString(CultureInfo.InvariantCulture)),
            new("SmsStatus", "received"),
            new("ApiVersion", "2010-04-01"),
        ];
        if (picture is not null)
        {
            fields.Add(new("MediaUrl0", simulation.TwilioUrl.AbsoluteUri + SimulatedTwilio.MediaPath(simulation.Twilio.Sid, sid, picture.Id)));
            fields.Add(new("MediaContentType0", picture.ContentType));
        }

        if (optOut is not null)
            fields.Add(new("OptOutType", optOut));
        if (key.Kind == ChannelKind.WhatsApp)
            fields.AddRange(WhatsAppFields(key, message));
        return await door.PostTwilioAsync(door.AddressOf(Webhook), fields, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> WhatsAppFields(ChatKey key, PhoneMessage message)
    {
        var digits = key.Person.TrimStart('+');
        yield return new("ProfileName", message.Name ?? "");
        yield return new("WaId", digits);
        yield return new("ExternalUserId", $"whatsapp:FR.SIMULATED{digits}");
        if (message.Data is { } payload)
        {
            yield return new("MessageType", "interactive");
            yield return new("ButtonText", message.Text ?? "");
            yield return new("ButtonPayload", payload);
        }

        if (message.Location is { } place)
        {
            yield return new("Latitude", place.Latitude.ToString(CultureInfo.InvariantCulture));
            yield return new("Longitude", place.Longitude.ToString(CultureInfo.InvariantCulture));
            yield return new("Label", place.Label ?? "");
        }
    }
}
