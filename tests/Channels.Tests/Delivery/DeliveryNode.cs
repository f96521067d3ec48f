using System.Collections.Concurrent;
using Gateway.Channels.Consent;
using Gateway.Channels.Delivery;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>A node with engine and delivery on a Redis; two of them stand for two nodes.</summary>
internal sealed class DeliveryNode : IAsyncDisposable
{
    public const string Line = "+33900000002";

    /// <summary>A line on which the business would rather be read twice than not at all.</summary>
    public const string RepeatingLine = "+33900000004";

    private static readonly Workspace Shop = new()
    {
        Id = "shop",
        Name = "Shop",
        Solution = "shop",
        Channels =
        [
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = Line },
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = "+33900000003" },
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = RepeatingLine },
        ],
    };

    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IHostedService> _hosted;
    private bool _isStopped;

    private DeliveryNode(ServiceProvider services) =>
        (_services, _hosted) = (services, [.. services.GetServices<IHostedService>()]);

    public SessionEngine Engine => _services.GetRequiredService<SessionEngine>();

    public OptOuts OptOuts => _services.GetRequiredService<OptOuts>();

    public ProviderOptOuts ProviderOptOuts => _services.GetRequiredService<ProviderOptOuts>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public ChannelStates States => _services.GetRequiredService<ChannelStates>();

    public RecordedConsents Consents => (RecordedConsents)_services.GetRequiredService<IConsents>();

    public static async Task<DeliveryNode> StartAsync(
        string redis, ScriptedAdapter adapter, Action<DeliveryOptions>? configure = null, TimeProvider? clock = null,
        ITurnHandler? handler = null,
        Action<SessionOptions>? configureSessions = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        services.AddSingleton(handler ?? new Silent());
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(Shop));
        services.AddSingleton<IConsents, RecordedConsents>();
        services.AddSingleton<IChannelAdapter>(adapter);
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddTestChannels();
        services.AddSessions(new ConfigurationBuilder().Build());
        services.AddDelivery(new ConfigurationBuilder().Build());
        services.Configure<SessionOptions>(options =>
        {
            (options.SweepMs, options.GoneMs) = (60_000, 60_000);
            configureSessions?.Invoke(options);
        });
        services.Configure<DeliveryOptions>(options =>
        {
            (options.SweepMs, options.UnknownWaitMs, options.RetryMs) = (60_000, 10, 1);
            configure?.Invoke(options);
        });
        var node = new DeliveryNode(services.BuildServiceProvider());
        foreach (var service in node._hosted)
            await service.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>A conversation that an operator has; the contact has written once.</summary>
    public async Task<SessionId> OpenAsync(string line = Line)
    {
        var accepted = await Engine.AcceptAsync(new InboundMessage
        {
            Workspace = "shop",
            Channel = ChannelKind.Sms,
            Address = "+336" + Guid.NewGuid().ToString("n")[..8],
            Line = line,
            ExternalId = Guid.NewGuid().ToString("n"),
            Content = new MessageContent("bonjour"),
            Locale = "fr",
        });
        await Engine.ChangeStatusAsync(accepted.Session, SessionStatus.HandedOver);
        return accepted.Session;
    }

    /// <summary>The operator writes.</summary>
    /// <returns>Its place.</returns>
    public async Task<long> SayAsync(SessionId session, string text, MessageClass purpose = MessageClass.Reply) =>
        (await Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, text) { Class = purpose }))!.Value;

    /// <summary>The operator writes, as often as it takes while connections break.</summary>
    public async Task<long> SayAgainAsync(SessionId session, string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return (await Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, text), text))!.Value;
            }
            catch (SessionStoreUnavailableException) when (attempt < 300)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Waits until an entry got that far.</summary>
    public async Task WaitForReceiptAsync(SessionId session, long seq, ReceiptState state)
    {
        var watcher = new ReceiptWatcher(seq, state);
        using var watching = (await Engine.WatchAsync(session, watcher, 0))!.Value.Watching;
        if (await ReceiptAsync(session, seq) != state)
            await watcher.Found.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>
    /// Waits until an entry is there and sent. Asks Redis for nothing that is counted as a script's run of ours.
    /// </summary>
    public async Task WaitForTurnAsync(SessionId session, long seq)
    {
        var redis = _services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await redis.HashGetAsync(
            $"{{p:{session.Shard:x2}}}:delivery:{session.Value}:{seq}", "receipt") != "sent")
            await Task.Delay(5, deadline.Token);
    }

    public async Task<ReceiptState?> ReceiptAsync(SessionId session, long seq) =>
        (await Engine.ReadAsync(session, seq - 1, 1))!.Entries.Single().Receipt;

    public async Task<string> AddressAsync(SessionId session) =>
        (await Engine.ReadAsync(session, afterSeq: null, 0))!.Session.Address;

    /// <summary>Waits until the session's lane has been given back: what became of its call is written down.</summary>
    public async Task WaitForCallEndAsync(SessionId session)
    {
        var redis = _services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((long)await redis.HashGetAsync(
            $"{{p:{session.Shard:x2}}}:session:{session.Value}", "deliveryUntil") != 0)
            await Task.Delay(5, deadline.Token);
    }

    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        foreach (var service in _hosted.Reverse())
            await service.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }

    private sealed class Silent : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            Task.FromResult(new TurnResult());
    }

    private sealed class ReceiptWatcher(long seq, ReceiptState state) : ISessionWatcher
    {
        public TaskCompletionSource Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnEvent(LiveEvent live)
        {
            if (live is ReceiptEvent { Receipt: var receipt } && receipt == new Receipt(seq, state))
                Found.TrySetResult();
        }
    }
}

/// <summary>Keeps what it is told, and permits what a test says.</summary>
internal sealed class RecordedConsents : IConsents
{
    public ConcurrentQueue<ConsentEvent> Recorded { get; } = new();

    /// <summary>What was counted as an offer.</summary>
    public ConcurrentQueue<string> Counted { get; } = new();

    /// <summary>How many times it cannot be told anything.</summary>
    public int Failures { get; set; }

    public Func<SendingPermission> Permission { get; set; } = () => SendingPermission.Allowed;

    public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken)
    {
        if (Failures-- > 0)
            throw new TimeoutException("The records do not answer.");
        Recorded.Enqueue(consent);
        return Task.CompletedTask;
    }

    public Task NoteSentAsync(Session session, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Counted.Enqueue(source);
        return Failures-- > 0 ? throw new TimeoutException("The records do not answer.") : Task.CompletedTask;
    }

    public Task<SendingPermission> MaySendAsync(
        Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
        CancellationToken cancellationToken) => Task.FromResult(Permission());
}

/// <summary>A clock that is ahead of the others by that much.</summary>
internal sealed class SkewedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
