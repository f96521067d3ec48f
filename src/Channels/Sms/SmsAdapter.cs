using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Sms;

/// <summary>SMS through Twilio.</summary>
internal sealed class SmsAdapter(TwilioSender sender, IOptions<SmsOptions> options) : IChannelAdapter
{
    /// <inheritdoc/>
    public string Channel => ChannelKind.Sms;

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new(
        SmsRenderer.MaxLength, HasButtons: false, HasReceipts: true, CanFind: true);

    /// <inheritdoc/>
    public Rendering Render(OutboundContext context) => SmsRenderer.Render(context);

    /// <inheritdoc/>
    public Pace PaceOf(OutboundContext context, OutboundMessage message) => new(
        options.Value.SegmentsPerSecond, options.Value.Burst, RecipientPerSecond: 1, RecipientBurst: 3,
        Cost: Math.Max(1, SmsSegments.Measure(TwilioSender.FromWire(message.Wire).Body ?? "").Segments))
    {
        AnswersPerHour = options.Value.AnswersPerHour,
    };

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        sender.SendAsync(context, message, SmsIntake.AddressPrefix, cancellationToken);

    /// <inheritdoc/>
    public Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        sender.FindAsync(context, message, SmsIntake.AddressPrefix, cancellationToken);
}
