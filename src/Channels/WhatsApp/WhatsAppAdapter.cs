using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.WhatsApp;

/// <summary>WhatsApp through Twilio.</summary>
internal sealed class WhatsAppAdapter(TwilioSender sender, PublicAddress address, IOptions<WhatsAppOptions> options)
    : IChannelAdapter
{
    /// <inheritdoc/>
    public string Channel => ChannelKind.WhatsApp;

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new(
        WhatsAppRenderer.MaxLength, HasButtons: true, HasReceipts: true, CanFind: true);

    /// <inheritdoc/>
    public Rendering Render(OutboundContext context) => WhatsAppRenderer.Render(context, address.Configured);

    /// <inheritdoc/>
    public Pace PaceOf(OutboundContext context, OutboundMessage message) => new(
        options.Value.MessagesPerSecond, Math.Max(1, options.Value.MessagesPerSecond), RecipientPerSecond: 1,
        RecipientBurst: 3)
    {
        AnswersPerHour = options.Value.AnswersPerHour,
    };

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        sender.SendAsync(context, message, WhatsAppIntake.AddressPrefix, cancellationToken);

    /// <inheritdoc/>
    public Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        sender.FindAsync(context, message, WhatsAppIntake.AddressPrefix, cancellationToken);
}
