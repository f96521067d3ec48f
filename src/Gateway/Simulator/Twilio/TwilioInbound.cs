using System.Globalization;
using Gateway.Channels.Sms;
using Gateway.Sessions;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;
using Gateway.StandIns.Twilio;

namespace Gateway.Simulator.Twilio;

/// <summary>Carries what a simulated phone sends by SMS or WhatsApp into the gateway.</summary>
internal sealed class TwilioInbound(
    Simulation simulation, SimulatedTwilio twilio, SimulatedFiles files, GatewayDoor door, TimeProvider time)
{
    private const string Webhook = "/webhooks/twilio/messages";

    /// <summary>Sends what was written.</summary>
    /// <param name="key">Whose phone, and to which number.</param>
    /// <param name="message">What.</param>
    /// <param name="sid">The message's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the gateway took it.</returns>
    public async Task<bool> SendAsync(
        ChatKey key, PhoneMessage message, string sid, CancellationToken cancellationToken)
    {
        var prefix = key.Kind == ChannelKind.WhatsApp ? TwilioForms.WhatsAppPrefix : "";
        var text = message.Text ?? "";
        var optOut = key.Kind == ChannelKind.Sms ? twilio.Messages.Obey(key.Line, key.Person, text) : null;
        var received = new KeptMessage
        {
            Sid = sid,
            IsInbound = true,
            From = prefix + key.Person,
            To = prefix + key.Line,
            Body = text,
            Segments = Math.Max(1, SmsSegments.Measure(text).Segments),
            Media = message.PhotoId is { } id && files.Find(id) is { } picture
                ? [new KeptMedia("ME" + picture.Id, picture.ContentType, () => files.Find(picture.Id)?.Content)]
                : [],
            CreatedAt = time.GetUtcNow(),
            SentAt = time.GetUtcNow(),
            Status = "received",
        };
        // Before its webhook is sent: whoever misses that finds it in the list.
        twilio.Messages.Add(received);
        var fields = TwilioForms.Inbound(received, twilio.AccountSid, simulation.TwilioUrl);
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
