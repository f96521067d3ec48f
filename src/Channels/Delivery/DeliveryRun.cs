using System.Diagnostics.CodeAnalysis;
using Gateway.Channels.Consent;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Delivery;

/// <summary>
/// Brings one delivery as far as it gets now: renders it once, hands its messages over one by one, and looks for those
/// whose fate is unknown before anything is sent twice.
/// </summary>
internal sealed partial class DeliveryRun(
    Outbox outbox, IEnumerable<IChannelAdapter> adapters, IWorkspaces workspaces, IConsents consents,
    ProviderOptOuts optOuts, Pacing pacing,
    LinePauses pauses, ChannelStates states, DeliveryMetrics metrics, TimeProvider clock,
    IOptions<DeliveryOptions> options, ILogger<DeliveryRun> logger)
{
    private static readonly TimeSpan SayAgainPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NotServedPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, IChannelAdapter> _adapters = adapters.ToDictionary(adapter => adapter.Channel);
    private readonly TimeSpan _lease = TimeSpan.FromMilliseconds(options.Value.LeaseMs);
    // What is left of the lease after the longest call is for writing down what became of it.
    private readonly TimeSpan _callLimit = TimeSpan.FromMilliseconds(options.Value.LeaseMs * 5 / 6);
    private readonly TimeSpan _channelDownPause = TimeSpan.FromMilliseconds(options.Value.ChannelDownMs);
    private readonly TimeSpan _unknownWait = TimeSpan.FromMilliseconds(options.Value.UnknownWaitMs);

    /// <summary>Runs the delivery.</summary>
    /// <param name="lease">The right to.</param>
    /// <param name="stopping">The node stops: the message that is being handed over is the last one.</param>
    /// <param name="cut">The node waits for that no longer.</param>
    /// <returns>When to look at its shard again: zero for what may stand behind it; null when the lease is
    /// lost.</returns>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer; the lease runs out by
    /// itself.</exception>
    public async Task<TimeSpan?> RunAsync(DeliveryLease lease, CancellationToken stopping, CancellationToken cut)
    {
        var session = lease.Delivery.Session;
        if (!_adapters.TryGetValue(session.Channel, out var adapter) ||
            !workspaces.TryGetByLine(session.Channel, session.Line, out var workspace, out var channel)
            || workspace.Id != session.Workspace)
        {
            Log.NotServed(logger, lease.Delivery.Id, session.Channel);
            return await HoldAsync(lease, 0, NotServedPause);
        }

        var step = new Step(lease, adapter, new OutboundContext(lease.Delivery, workspace, channel), cut);
        if (pauses.Left(session.Channel, session.Line!) is { Ticks: > 0 } left)
            return await HoldAsync(lease, step.Index, left);
        if (lease.Delivery.Messages.Count == 0 && await RenderAsync(step) is { } refused)
            return After(refused, TimeSpan.Zero);

        while (true)
        {
            // Begun now, it would be cut short and looked for, for nothing.
            if (stopping.IsCancellationRequested)
                return await HoldAsync(lease, step.Index, TimeSpan.Zero);
            var (progress, pause) = await StepAsync(step);
            if (progress != DeliveryProgress.Next)
                return After(progress, pause);
            if (++step.Index >= step.Messages.Count)
                return TimeSpan.Zero;
        }
    }

    private static TimeSpan? After(DeliveryProgress progress, TimeSpan pause) => progress switch
    {
        DeliveryProgress.Lost => null,
        DeliveryProgress.Paused => pause,
        _ => TimeSpan.Zero,
    };

    private Task<(DeliveryProgress Progress, TimeSpan Pause)> StepAsync(
        Step step) => step.Messages[step.Index].State switch
        {
            OutboundState.Waiting => SendAsync(step),
            OutboundState.Unknown => FindAsync(step),
            // The node that handed it over did not live to hear the answer.
            OutboundState.Sending => UnknownAsync(step, "nodeDied"),
            _ => PassAsync(step),
        };

    /// <summary>A receipt has told its fate meanwhile: on to what follows.</summary>
    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> PassAsync(Step step) =>
        (await outbox.SentAsync(step.Lease, step.Index, ""), default);

    /// <summary>Null when it was rendered; else how the refusal went down.</summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "An entry that an adapter cannot render must not block its session: it is parked with the error.")]
    private async Task<DeliveryProgress?> RenderAsync(Step step)
    {
        Rendering rendering;
        try
        {
            rendering = step.Adapter.Render(step.Context);
        }
        catch (Exception error)
        {
            Log.NotRendered(logger, error, step.Id);
            rendering = Rendering.Refused(
                "notRendered", $"This entry cannot be rendered for the channel ({error.GetType().Name}).");
        }

        if (rendering.Refusal is { } refusal)
            return await FailAsync(step, refusal, isParked: true);
        step.Wires = rendering.Messages;
        step.Messages = [.. rendering.Messages.Select(
            (wire, index) => new OutboundMessage(new OutboundId(step.Id, index), wire, OutboundState.Waiting))];
        step.Index = 0;
        return null;
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> SendAsync(Step step)
    {
        if (clock.GetUtcNow() - step.Lease.Since > TimeSpan.FromMinutes(options.Value.GiveUpMinutes))
            return (await FailAsync(
                step, new Refusal("expired", "It could not be sent in time and would come too late."), isParked: true),
                default);
        return await HoldBackAsync(step) ?? await HandOverAsync(step);
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> HandOverAsync(Step step)
    {
        BeginOutcome begun;
        try
        {
            begun = await outbox.BeginAsync(step.Lease, step.Index, _lease, step.Wires);
        }
        catch (SessionStoreUnavailableException)
        {
            // It may stand there as handed over, and nothing has left: without this it would be looked for, or left
            // open where that cannot be done.
            return await AgainAsync(step, TimeSpan.Zero);
        }

        switch (begun)
        {
            case BeginOutcome.Lost:
                Log.LeaseLost(logger, step.Id);
                return (DeliveryProgress.Lost, default);
            case BeginOutcome.Already:
                return (await outbox.SentAsync(step.Lease, step.Index, ""), default);
            case BeginOutcome.OptedOut:
                metrics.Ended(step.Channel, "optedOut");
                return (await outbox.FailAsync(
                    step.Lease, step.Index, "optedOut", "The contact has opted out of messages on this channel.",
                    isParked: false), default);
        }

        step.Wires = [];
        return await TakeDownAsync(step, await CallAsync(step));
    }

    /// <summary>Whether the message has to wait or must not go out; null when it may go now.</summary>
    private async Task<(DeliveryProgress Progress, TimeSpan Pause)?> HoldBackAsync(Step step)
    {
        var session = step.Context.Delivery.Session;
        if (step.Context.Delivery.Entry.Class is { } purpose and not MessageClass.Reply)
        {
            var permission = await consents.MaySendAsync(
                step.Context.Workspace, session, purpose, clock.GetUtcNow(), step.Cut);
            // What will have grown too old by then would only keep the answers behind it waiting.
            if (permission is { IsAllowed: false, NotBefore: { } late }
                && late - step.Lease.Since > TimeSpan.FromMinutes(options.Value.GiveUpMinutes))
                return (await FailAsync(
                    step,
                    new Refusal(
                    permission.Reason, $"It may not be sent now and would come too late ({permission.Reason})."),
                    isParked: true), default);
            if (permission is { IsAllowed: false, NotBefore: { } then })
                return await PauseAsync(step, Shorter(then - clock.GetUtcNow(), LongestHold));
            if (!permission.IsAllowed)
            {
                var words = $"It may not be sent unasked ({permission.Reason}).";
                return (await FailAsync(step, new Refusal(permission.Reason, words), isParked: false), default);
            }
        }

        var pace = step.Adapter.PaceOf(step.Context, step.Messages[step.Index]);
        if (await CapAsync(step, pace) is { } capped)
            return capped;
        return await pacing.TakeAsync(session, pace) is { } pause ? await PauseAsync(step, pause) : null;
    }

    /// <summary>
    /// What a contact may be answered by itself within an hour, where each message costs. What a person writes or sends
    /// again is not counted, nor what confirms an opt-out or says that answers pause.
    /// </summary>
    private async Task<(DeliveryProgress Progress, TimeSpan Pause)?> CapAsync(Step step, Pace pace)
    {
        var delivery = step.Context.Delivery;
        var entry = delivery.Entry;
        if (pace.AnswersPerHour is not { } most || entry.Role != EntryRole.Agent || entry.ConfirmsStop == true ||
            entry.SaysPause == true ||
            step.Lease.Since > entry.At)
        {
            return null;
        }

        var messages = step.Messages.Select(message => message.Id.ToString()).ToList();
        if (await pacing.CountAnswersAsync(delivery.Session, messages, most))
            return null;
        metrics.Ended(step.Channel, "capped");
        Log.Capped(logger, step.Id);
        return (await FailAsync(
            step,
            new Refusal(
            "answersPerHour",
            $"The contact has had {most} automatic messages within an hour; a machine may be answering. It can be sent by hand."), isParked: true), default);
    }

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "An adapter that throws has told nothing: the message may be out there, and is looked for.")]
    private async Task<SendOutcome> CallAsync(Step step)
    {
        using var activity = DeliveryMetrics.StartDelivery(step.Lease.Delivery.Entry.Trace);
        activity?.SetTag("channel", step.Channel).SetTag("delivery", step.Id.ToString());
        using var timeout = new CancellationTokenSource(_callLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, step.Cut);
        try
        {
            return await step.Adapter.SendAsync(step.Context, step.Messages[step.Index], either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return new SendOutcome.Unknown(step.Cut.IsCancellationRequested ? "nodeStops" : "timeout");
        }
        catch (Exception error)
        {
            Log.AdapterThrew(logger, error, step.Id);
            return new SendOutcome.Unknown(error.GetType().Name);
        }
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> TakeDownAsync(Step step, SendOutcome outcome)
    {
        var session = step.Context.Delivery.Session;
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                metrics.Sent(step.Channel, clock.GetUtcNow() - step.Lease.Since);
                if (pauses.IsUpAgain(session.Channel, session.Line!))
                    states.Report(
                        new ChannelState(session.Workspace, session.Channel, session.Line!, IsUp: true, "sends"));
                step.Attempts = 0;
                return (await TakenAsync(step, sent.ExternalId), default);

            case SendOutcome.NotTaken notTaken:
                Log.NotTaken(logger, step.Id, notTaken.Reason, step.Attempts + 1);
                var pause = PauseAfter(notTaken.RetryAfter, step.Attempts);
                if (notTaken.Everyone)
                    pauses.Pause(session.Channel, session.Line!, pause);
                // Else for this contact: what is shown of the next answer has to wait as well.
                return await AgainAsync(step, pause, notTaken.Everyone ? null : notTaken.RetryAfter);

            case SendOutcome.Unknown unknown:
                return await UnknownAsync(step, unknown.Reason);

            case SendOutcome.OptedOut optedOut:
                return await TakeOptOutAsync(step, optedOut.Why);

            case SendOutcome.ChannelDown down:
                if (states.Report(
                    new ChannelState(session.Workspace, session.Channel, session.Line!, IsUp: false, down.Why.Words)))
                    Log.ChannelDown(logger, session.Workspace, session.Channel, down.Why.Code);
                pauses.Close(session.Channel, session.Line!, _channelDownPause);
                return await AgainAsync(step, _channelDownPause);

            case SendOutcome.OutsideWindow outside when step.Index == 0 && !step.Context.WindowClosed:
                step.Context = step.Context with { WindowClosed = true };
                // At once: what was refused has cost no pace, and until it is written over, the message stands there as
                // handed over.
                return await RenderAsync(step) is { } refused ? (refused, default) : await HandOverAsync(step);

            case SendOutcome.OutsideWindow outside:
                return (await FailAsync(step, outside.Why, isParked: true), default);

            case SendOutcome.Refused refusal:
                return (await FailAsync(step, refusal.Why, isParked: true), default);

            default:
                throw new InvalidOperationException($"An adapter answered {outcome.GetType().Name}.");
        }
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> TakeOptOutAsync(Step step, Refusal why)
    {
        var session = step.Context.Delivery.Session;
        var word = new ProviderWord(
            session.Workspace, session.Channel, session.Line!, [session.Address], ConsentKeyword.Stop,
            $"provider:{why.Code}:{new OutboundId(step.Id, step.Index)}", clock.GetUtcNow());
        metrics.Ended(step.Channel, "optedOut");
        return (await SayAsync(step, async () =>
        {
            await optOuts.HearAsync(word, step.Cut);
            return await outbox.FailAsync(step.Lease, step.Index, why.Code, why.Words, isParked: false);
        }), default);
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> FindAsync(Step step)
    {
        var message = step.Messages[step.Index];
        if (!step.Adapter.Capabilities.CanFind)
        {
            if (await step.Adapter.MayRepeatAsync(step.Context, message))
                return await AgainAsync(step, TimeSpan.Zero);
            if (!step.Adapter.RepeatsUnknown(step.Context) || message.UnknownSends > 1)
                return (await LeaveOpenAsync(step), default);
            // The business would rather be read twice than not at all. A second lost answer is left open.
            metrics.Ended(step.Channel, "repeated");
            Log.Repeated(logger, step.Id);
            return (await outbox.ResendAsync(step.Lease, step.Index), TimeSpan.Zero);
        }

        step.Context = step.Context with { OthersSent = await outbox.FindSentAroundAsync(step.Id) };
        using var timeout = new CancellationTokenSource(_callLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, step.Cut);
        switch (await LookAsync(step, message, either.Token))
        {
            case FindOutcome.Found found:
                metrics.Ended(step.Channel, "found");
                Log.Found(logger, step.Id);
                return (await TakenAsync(step, found.ExternalId), default);
            case FindOutcome.NotFound when message.Looks == 0:
                return (await outbox.NotFoundAsync(step.Lease, step.Index, _unknownWait), _unknownWait);
            case FindOutcome.NotFound when message.UnknownSends <= 1:
                metrics.Ended(step.Channel, "resent");
                Log.Resent(logger, step.Id);
                return (await outbox.ResendAsync(step.Lease, step.Index), TimeSpan.Zero);
            case FindOutcome.NotAsked
                when clock.GetUtcNow() - step.Lease.Since <= TimeSpan.FromMinutes(options.Value.GiveUpMinutes):
                return await PauseAsync(step, _unknownWait);
            default:
                return (await LeaveOpenAsync(step), default);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A look that fails has told nothing and is tried again.")]
    private async Task<FindOutcome> LookAsync(Step step, OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await step.Adapter.FindAsync(step.Context, message, cancellationToken);
        }
        catch (Exception error)
        {
            Log.LookFailed(logger, error, step.Id);
            return new FindOutcome.NotAsked(error.GetType().Name);
        }
    }

    private Task<DeliveryProgress> LeaveOpenAsync(Step step)
    {
        metrics.Ended(step.Channel, "open");
        Log.LeftOpen(logger, step.Id);
        return outbox.LeaveOpenAsync(
            step.Lease, step.Index, "unknown",
            "The provider's answer was lost, and whether the message arrived cannot be found out.");
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> UnknownAsync(Step step, string reason)
    {
        metrics.Ended(step.Channel, "unknown");
        Log.Unknown(logger, step.Id, reason);
        return (await SayAsync(step, () => outbox.UnknownAsync(step.Lease, step.Index, _unknownWait)), _unknownWait);
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> AgainAsync(
        Step step, TimeSpan pause, TimeSpan? hold = null)
    {
        metrics.Ended(step.Channel, "again");
        return (await SayAsync(step, async () =>
        {
            if (hold is { } wait && wait > TimeSpan.Zero)
            {
                await pacing.HoldAsync(
                    step.Context.Delivery.Session, step.Adapter.PaceOf(step.Context, step.Messages[step.Index]), wait);
            }

            return await outbox.AgainAsync(step.Lease, step.Index, pause);
        }), pause);
    }

    private async Task<(DeliveryProgress Progress, TimeSpan Pause)> PauseAsync(Step step, TimeSpan pause)
    {
        metrics.Ended(step.Channel, "held");
        return (await outbox.HoldAsync(step.Lease, step.Index, pause), pause);
    }

    private async Task<TimeSpan?> HoldAsync(DeliveryLease lease, int index, TimeSpan pause)
    {
        metrics.Ended(lease.Delivery.Session.Channel, "held");
        return After(await outbox.HoldAsync(lease, index, pause), pause);
    }

    private Task<DeliveryProgress> FailAsync(Step step, Refusal why, bool isParked)
    {
        metrics.Ended(step.Channel, isParked ? "parked" : "failed");
        Log.Failed(logger, step.Id, why.Code);
        return SayAsync(step, () => outbox.FailAsync(step.Lease, step.Index, why.Code, why.Words, isParked));
    }

    /// <summary>The provider has it; an offer counts from now on against how many a contact may be sent.</summary>
    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever keeps the records from hearing of it, the message is out.")]
    private async Task<DeliveryProgress> TakenAsync(Step step, string externalId)
    {
        var progress = await SayAsync(step, () => outbox.SentAsync(step.Lease, step.Index, externalId));
        if (step.Context.Delivery.Entry.Class != MessageClass.Marketing)
            return progress;
        try
        {
            await consents.NoteSentAsync(
                step.Context.Delivery.Session, step.Id.ToString(), clock.GetUtcNow(), step.Cut);
        }
        catch (Exception error)
        {
            Log.OfferNotCounted(logger, error, step.Id);
        }

        return progress;
    }

    /// <summary>
    /// Says how a message ended, again and again while Redis is away and the lease lasts: it is harmless to say twice,
    /// and unsaid, what is known would be unknown.
    /// </summary>
    private async Task<DeliveryProgress> SayAsync(Step step, Func<Task<DeliveryProgress>> end)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await end();
            }
            catch (SessionStoreUnavailableException)
                when (clock.GetElapsedTime(started) < _lease && !step.Cut.IsCancellationRequested)
            {
                await Task.Delay(SayAgainPause, clock, step.Cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private TimeSpan PauseAfter(TimeSpan? retryAfter, int attempts)
    {
        var jitter = 0.5 + (Random.Shared.NextDouble() / 2);
        if (retryAfter is { } asked)
            return asked + (TimeSpan.FromMilliseconds(options.Value.RetryMs) * jitter);
        return Shorter(
            TimeSpan.FromMilliseconds(options.Value.RetryMs * Math.Pow(2, Math.Min(attempts, 16))),
            LongestPause) * jitter;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Where the run of a delivery stands.</summary>
    private sealed class Step(
        DeliveryLease lease, IChannelAdapter adapter, OutboundContext context, CancellationToken cut)
    {
        public DeliveryLease Lease { get; } = lease;

        public IChannelAdapter Adapter { get; } = adapter;

        /// <summary>Ends what takes longer than the node has.</summary>
        public CancellationToken Cut { get; } = cut;

        public OutboundContext Context { get; set; } = context;

        public IReadOnlyList<OutboundMessage> Messages { get; set; } = lease.Delivery.Messages;

        /// <summary>What was rendered and is not in Redis yet.</summary>
        public IReadOnlyList<string> Wires { get; set; } = [];

        /// <summary>How often in a row the message that is up was surely not taken.</summary>
        public int Attempts { get; set; } = lease.Delivery.Attempts;

        public int Index { get; set; } = FirstOpen(lease.Delivery.Messages);

        public DeliveryId Id => Lease.Delivery.Id;

        public string Channel => Context.Channel.Kind;

        private static int FirstOpen(IReadOnlyList<OutboundMessage> messages)
        {
            var index = 0;
            while (index < messages.Count - 1 && messages[index].State >= OutboundState.Sent)
                index++;
            return index;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "Delivery {Delivery} waits: its line is not served on {Channel} now")]
        public static partial void NotServed(ILogger logger, DeliveryId delivery, string channel);

        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} cannot be rendered")]
        public static partial void NotRendered(ILogger logger, Exception error, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "Delivery {Delivery} lost its lease; whoever has it now goes on")]
        public static partial void LeaseLost(ILogger logger, DeliveryId delivery);

        [LoggerMessage(Level = LogLevel.Error, Message = "The adapter threw at delivery {Delivery}")]
        public static partial void AdapterThrew(ILogger logger, Exception error, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Delivery {Delivery} was not taken ({Reason}) at attempt {Attempt}; it is tried again")]
        public static partial void NotTaken(ILogger logger, DeliveryId delivery, string reason, int attempt);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Whether the provider has a message of delivery {Delivery} is unknown ({Reason}); it is looked for")]
        public static partial void Unknown(ILogger logger, DeliveryId delivery, string reason);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The provider has the message of delivery {Delivery} whose answer was lost")]
        public static partial void Found(ILogger logger, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A message of delivery {Delivery} was looked for twice in vain and is sent again")]
        public static partial void Resent(ILogger logger, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "Whether a message of delivery {Delivery} arrived cannot be found out; it is sent once more, as its channel says")]
        public static partial void Repeated(ILogger logger, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Delivery {Delivery} is held back: its contact has had all the answers of an hour")]
        public static partial void Capped(ILogger logger, DeliveryId delivery);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Whether a message of delivery {Delivery} arrived cannot be found out; it is parked")]
        public static partial void LeftOpen(ILogger logger, DeliveryId delivery);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The provider could not be asked about delivery {Delivery}")]
        public static partial void LookFailed(ILogger logger, Exception error, DeliveryId delivery);

        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} was given up: {Code}")]
        public static partial void Failed(ILogger logger, DeliveryId delivery, string code);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message =
            "Workspace {Workspace}: the channel {Channel} is closed by its provider ({Code}); what it has to send waits")]
        public static partial void ChannelDown(ILogger logger, string workspace, string channel, string code);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Delivery {Delivery} was sent and could not be counted among the contact's offers")]
        public static partial void OfferNotCounted(ILogger logger, Exception error, DeliveryId delivery);
    }
}
