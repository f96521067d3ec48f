using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.Twilio;

/// <summary>
/// How SMS and WhatsApp hand a rendered message to Twilio: from the channel's number, with the account the channel
/// names.
/// </summary>
internal sealed class TwilioSender(TwilioClient client, TwilioAccounts accounts, PublicAddress address)
{
    // A chat's answer that comes much later answers nothing any more.
    private const int AnswerSeconds = 900;

    private const string StatusPath = "/webhooks/twilio/status/";
    private const string Overrides = "#rc=3&rp=ct,rt,5xx";

    /// <summary>A message as the outbox keeps it.</summary>
    public static string ToWire(TwilioContent content) => JsonSerializer.Serialize(content, SessionJson.Options);

    /// <summary>A message out of the outbox.</summary>
    public static TwilioContent FromWire(string wire) =>
        JsonSerializer.Deserialize<TwilioContent>(wire, SessionJson.Options)
        ?? throw new JsonException("Not a message.");

    /// <summary>Hands it over, once.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="message">The message.</param>
    /// <param name="prefix">What Twilio wants before addresses of the channel: <c>whatsapp:</c> or nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, string prefix, CancellationToken cancellationToken) =>
        accounts.TryFind(context.Channel, out var account, out var problem)
            ? await client.SendAsync(account, MessageOf(context, message, prefix, account), cancellationToken)
            : new SendOutcome.ChannelDown(new Refusal("notConfigured", $"{problem}."));

    /// <summary>Looks for it when the answer was lost.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="message">The message.</param>
    /// <param name="prefix">As for <see cref="SendAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, string prefix, CancellationToken cancellationToken)
    {
        if (!accounts.TryFind(context.Channel, out var account, out _))
            return new FindOutcome.NotAsked("notConfigured");
        var others = context.Delivery.Messages.Where(other => other.Id != message.Id)
            .Select(other => other.ExternalId)
            .OfType<string>()
            .Concat(context.OthersSent).ToHashSet();
        var times = new HandoverTimes(
            message.HandedAt ?? context.Delivery.Now, context.Delivery.Now, message.UnknownSends > 1);
        return await client.FindAsync(
            account, MessageOf(context, message, prefix, account), times, others, cancellationToken);
    }

    private TwilioMessage MessageOf(
        OutboundContext context, OutboundMessage message, string prefix, TwilioAccount account) => new(
        message.Id, prefix + context.Channel.Line, prefix + context.Delivery.Session.ReplyTo, FromWire(message.Wire))
        {
            MessagingServiceSid = context.Channel.SettingsOf<TwilioSettings>().MessagingServiceSid,
            StatusCallback = CallbackOf(message.Id, account),
            ValiditySeconds = context.Delivery.Entry.Class is null or MessageClass.Reply ? AnswerSeconds : null,
        };

    // Twilio takes no host with an underscore for a callback, and would refuse the message with it.
    private Uri? CallbackOf(OutboundId id, TwilioAccount account) =>
        address.Configured is { } start && !start.Host.Contains('_', StringComparison.Ordinal)
        ? new Uri(start.OriginalString.TrimEnd('/') + StatusPath + TwilioReference.Of(id, account) + Overrides)
        : null;
}
