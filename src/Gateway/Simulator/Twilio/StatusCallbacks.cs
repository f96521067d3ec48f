using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Channels;
using Gateway.Sessions;

namespace Gateway.Simulator.Twilio;

/// <summary>Tells the gateway, signed, how far a message got: sent, delivered, and on WhatsApp read.</summary>
internal sealed partial class StatusCallbacks(
    Simulation simulation, SimulatorOptions options, GatewayDoor door, TimeProvider time, ILogger<StatusCallbacks> logger) : BackgroundService
{
    private const int MaxWaiting = 1_000;

    private static readonly string[] Sms = ["sent", "delivered"];
    private static readonly string[] WhatsApp = ["sent", "delivered", "read"];

    private readonly TimeSpan _pace = TimeSpan.FromMilliseconds(options.PaceMs);

    // What is too much is dropped: as with Twilio, not every callback arrives.
    private readonly Channel<Step> _steps = Channel.CreateBounded<Step>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Follows a message that was taken on its way.</summary>
    /// <param name="message">The message.</param>
    /// <param name="chat">Where it is shown.</param>
    /// <param name="channel">sms or whatsapp.</param>
    /// <param name="url">Where to tell, or null: no one is told.</param>
    public void Follow(TwilioMessage message, SimulatedChat chat, string channel, string? url) =>
        _steps.Writer.TryWrite(new Step(message, chat, channel, url, 0, time.GetUtcNow() + _pace));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // All wait equally long, so the one that was put in first is due first.
            await foreach (var step in _steps.Reader.ReadAllAsync(stoppingToken))
            {
                if (step.Due - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, stoppingToken);
                await TakeSafelyAsync(step, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops; what is on its way stays as it is.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The loop's boundary: one message that cannot be followed must not keep all later ones from it.")]
    private async Task TakeSafelyAsync(Step step, CancellationToken stoppingToken)
    {
        try
        {
            await TakeAsync(step, stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, error, step.Message.Sid);
        }
    }

    private async Task TakeAsync(Step step, CancellationToken cancellationToken)
    {
        var states = step.Channel == ChannelKind.WhatsApp ? WhatsApp : Sms;
        var status = states[step.Index];
        step.Chat.Update(step.Message.Sid, bubble => bubble with { State = StateOf(status) });
        if (step.Url is not null && !await door.PostTwilioAsync(step.Url, Fields(step, status), cancellationToken))
            Log.NotTaken(logger, step.Message.Sid, status);
        if (step.Index + 1 < states.Length)
            _steps.Writer.TryWrite(step with { Index = step.Index + 1, Due = time.GetUtcNow() + _pace });
    }

    private static BubbleState StateOf(string status) => status switch
    {
        "sent" => BubbleState.Sent,
        "delivered" => BubbleState.Delivered,
        _ => BubbleState.Read,
    };

    private List<KeyValuePair<string, string>> Fields(Step step, string status)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("MessageSid", step.Message.Sid),
            new("MessageStatus", status),
            new("SmsSid", step.Message.Sid),
            new("SmsStatus", status),
            new("AccountSid", simulation.Twilio!.Sid),
            new("From", step.Message.From),
            new("To", step.Message.To),
            new("ApiVersion", step.Message.ApiVersion),
        };
        if (step.Message.MessagingServiceSid is { } service)
            fields.Add(new("MessagingServiceSid", service));
        if (step.Channel == ChannelKind.WhatsApp)
        {
            fields.Add(new("ChannelPrefix", "whatsapp"));
            fields.Add(new("ChannelToAddress", step.Message.To));
            fields.Add(new("EventType", status.ToUpperInvariant()));
        }
        else if (status == "delivered")
            fields.Add(new("RawDlrDoneDate", time.GetUtcNow().ToString("yyMMddHHmm", CultureInfo.InvariantCulture)));

        return fields;
    }

    private sealed record Step(TwilioMessage Message, SimulatedChat Chat, string Channel, string? Url, int Index, DateTimeOffset Due);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The simulated message {Message} could not be followed on its way.")]
        public static partial void Failed(ILogger logger, Exception error, string message);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The simulated status callback {Status} of {Message} was not taken.")]
        public static partial void NotTaken(ILogger logger, string message, string status);
    }
}
