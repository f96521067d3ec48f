using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;
using Gateway.StandIns.Twilio;

namespace Gateway.Simulator.Twilio;

/// <summary>Tells the gateway, signed, how far a message got: sent, delivered, and on WhatsApp read.</summary>
internal sealed partial class StatusCallbacks(
    Simulation simulation, SimulatorOptions options, GatewayDoor door, TimeProvider time,
    ILogger<StatusCallbacks> logger) : BackgroundService
{
    private const int MaxWaiting = 1_000;

    private static readonly string[] Sms = ["sent", "delivered"];
    private static readonly string[] WhatsApp = ["sent", "delivered", "read"];

    private readonly TimeSpan _pace = TimeSpan.FromMilliseconds(options.PaceMs);

    // What is too much is dropped: as with Twilio, not every callback arrives.
    private readonly Channel<Step> _steps = Channel.CreateBounded<Step>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Follows a message that was taken on its way.</summary>
    /// <param name="message">The message; without an address to call back no one is told.</param>
    /// <param name="chat">Where it is shown.</param>
    public void Follow(KeptMessage message, SimulatedChat chat) =>
        _steps.Writer.TryWrite(new Step(message, chat, 0, time.GetUtcNow() + _pace));

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

    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "The loop's boundary: one message that cannot be followed must not keep all later ones from it.")]
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
        var states = step.Message.IsWhatsApp ? WhatsApp : Sms;
        var status = states[step.Index];
        step.Chat.Update(step.Message.Sid, bubble => bubble with { State = StateOf(status) });
        var fields = TwilioForms.Receipt(
            step.Message, simulation.Twilio!.Sid, status, errorCode: null, time.GetUtcNow());
        if (step.Message.StatusCallback is { } url && !await door.PostTwilioAsync(url, fields, cancellationToken))
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

    private sealed record Step(KeptMessage Message, SimulatedChat Chat, int Index, DateTimeOffset Due);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error, Message = "The simulated message {Message} could not be followed on its way.")]
        public static partial void Failed(ILogger logger, Exception error, string message);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "The simulated status callback {Status} of {Message} was not taken.")]
        public static partial void NotTaken(ILogger logger, string message, string status);
    }
}
