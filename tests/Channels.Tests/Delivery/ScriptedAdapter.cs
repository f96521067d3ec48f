using System.Collections.Concurrent;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>One message as it was handed to the provider.</summary>
internal sealed record Call(OutboundContext Context, OutboundMessage Message, DateTimeOffset At)
{
    public SessionId Session => Message.Id.Delivery.Session;

    public string Text => Message.Wire;
}

/// <summary>A channel whose provider does what a test says, and writes down all that it is handed.</summary>
internal sealed class ScriptedAdapter : IChannelAdapter
{
    private readonly List<(Func<IReadOnlyList<Call>, bool> Wanted, TaskCompletionSource Found)> _waiting = [];
    private readonly List<Call> _calls = [];
    private readonly List<Call> _looks = [];
    private int _ids;

    public string Channel => ChannelKind.Sms;

    public ChannelCapabilities Capabilities { get; init; } = new(
        1_600, HasButtons: false, HasReceipts: true, CanFind: true);

    /// <summary>Bars in a text part its messages.</summary>
    public Func<OutboundContext, Rendering> Rendered { get; set; } = context =>
        new Rendering(
            context.WindowClosed
            ? ["template: " + context.Delivery.Entry.Text]
            : context.Delivery.Entry.Text.Split('|'));

    public Func<OutboundContext, OutboundMessage, Pace> Paced { get; set; } = (_, _) =>
        new Pace(100_000, 100_000, 100_000, 100_000);

    /// <summary>What becomes of a call; null: the provider takes the message.</summary>
    public Func<Call, CancellationToken, Task<SendOutcome?>> Sends { get; set; } = (_, _) =>
        Task.FromResult<SendOutcome?>(null);

    public Func<Call, Task<FindOutcome>> Finds { get; set; } = _ =>
        Task.FromResult<FindOutcome>(new FindOutcome.NotFound());

    /// <summary>What the provider has.</summary>
    public ConcurrentQueue<Call> Accepted { get; } = new();

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_waiting)
                return [.. _calls];
        }
    }

    public IReadOnlyList<Call> Looks
    {
        get
        {
            lock (_waiting)
                return [.. _looks];
        }
    }

    public Rendering Render(OutboundContext context) => Rendered(context);

    public bool RepeatsUnknown(OutboundContext context) => context.Channel.Line == DeliveryNode.RepeatingLine;

    public Pace PaceOf(OutboundContext context, OutboundMessage message) => Paced(context, message);

    public async Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken)
    {
        var call = new Call(context, message, TimeProvider.System.GetUtcNow());
        Note(_calls, call);
        return await Sends(call, cancellationToken) ?? Take(call);
    }

    public async Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken)
    {
        var call = new Call(context, message, TimeProvider.System.GetUtcNow());
        Note(_looks, call);
        return await Finds(call);
    }

    /// <summary>The provider takes a message.</summary>
    public SendOutcome.Sent Take(Call call)
    {
        Accepted.Enqueue(call);
        return new SendOutcome.Sent($"SM{Interlocked.Increment(ref _ids)}");
    }

    /// <summary>Lets the calls end one after the other as said; the provider takes those that come after.</summary>
    public void Script(params SendOutcome?[] outcomes)
    {
        var left = new ConcurrentQueue<SendOutcome?>(outcomes);
        Sends = (_, _) => Task.FromResult(left.TryDequeue(out var outcome) ? outcome : null);
    }

    /// <summary>Lets the looks end one after the other as said; those that come after find nothing.</summary>
    public void ScriptLooks(params FindOutcome[] outcomes)
    {
        var left = new ConcurrentQueue<FindOutcome>(outcomes);
        Finds = _ => Task.FromResult(left.TryDequeue(out var outcome) ? outcome : new FindOutcome.NotFound());
    }

    public Task WaitForCallsAsync(int count) => WaitAsync(calls => calls.Count >= count);

    public async Task WaitAsync(Func<IReadOnlyList<Call>, bool> wanted)
    {
        TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (wanted(_calls))
                return;
            _waiting.Add((wanted, found));
        }

        await found.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private void Note(List<Call> list, Call call)
    {
        lock (_waiting)
        {
            list.Add(call);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted(_calls))
                    found.TrySetResult();
            }
        }
    }
}
