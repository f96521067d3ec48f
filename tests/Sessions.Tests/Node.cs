using System.Collections.Concurrent;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Gateway.Sessions.Tests;

/// <summary>One engine with its worker on a Redis; two of them stand for two nodes.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IHostedService> _hosted;
    private volatile bool _isDead;

    private Node(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public SessionEngine Engine => _services.GetRequiredService<SessionEngine>();

    public SessionReader Reader => _services.GetRequiredService<SessionReader>();

    public OptOuts OptOuts => _services.GetRequiredService<OptOuts>();

    public IConnectionMultiplexer Redis => _services.GetRequiredService<IConnectionMultiplexer>();

    /// <summary>Whether it would run a turn now; not any more once its worker stops.</summary>
    public bool TakesTurns
    {
        get
        {
            var worker = _services.GetRequiredService<TurnWorker>();
            if (!worker.TryReserve())
                return false;
            worker.Unreserve();
            return true;
        }
    }

    /// <summary>Whether a turn runs here.</summary>
    public bool RunsTurns => _services.GetRequiredService<TurnWorker>().RunsTurns;

    public NodeId Id => _services.GetRequiredService<NodeId>();

    public WorkspaceFeed Feed => _services.GetRequiredService<WorkspaceFeed>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public SessionStore Store => _services.GetRequiredService<SessionStore>();

    public Limits Limits => _services.GetRequiredService<Limits>();

    public Pacing Pacing => _services.GetRequiredService<Pacing>();

    public AddressNames Names => _services.GetRequiredService<AddressNames>();

    public Previews Previews => _services.GetRequiredService<Previews>();

    /// <summary>Takes a message in, and opens its session under a given id when one is to be opened.</summary>
    public async Task<SessionId> AcceptAsAsync(InboundMessage message, SessionId candidate) =>
        (await _services.GetRequiredService<SessionStore>()
        .AcceptAsync(message, candidate, StoredEntry.Of(message).ToJson(), canRun: false)).Session;

    public LiveSessions Live => _services.GetRequiredService<LiveSessions>();

    public static Task<Node> StartAsync(
        RedisServer redis, ITurnHandler handler, Action<SessionOptions>? configure = null) =>
        StartAsync(redis.ConnectionString, handler, configure);

    public static Task<Node> StartAsync(
        RedisProxy proxy, ITurnHandler handler, Action<SessionOptions>? configure = null) =>
        StartAsync(proxy.ConnectionString, handler, configure);

    private static async Task<Node> StartAsync(
        string connectionString, ITurnHandler handler, Action<SessionOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(connectionString));
        services.AddSingleton(handler);
        if (handler is IParkedWords words)
            services.AddSingleton(words);
        if (handler is ITurnAudience audience)
            services.AddSingleton(audience);
        services.AddTestChannels();
        services.AddSessions(new ConfigurationBuilder().Build());
        services.Configure<SessionOptions>(options =>
        {
            options.LeaseMs = 1_500;
            options.SweepMs = 50;
            options.RetryMs = 10;
            configure?.Invoke(options);
        });
        var node = new Node(services.BuildServiceProvider());
        foreach (var service in node._hosted)
            await service.StartAsync(CancellationToken.None);
        return node;
    }

    public async Task StopAsync()
    {
        foreach (var service in _hosted.Reverse())
            await service.StopAsync(CancellationToken.None);
    }

    /// <summary>
    /// Cuts the node off from Redis for good: to the other nodes it is dead, whatever it still computes.
    /// </summary>
    public void Die()
    {
        _isDead = true;
        Redis.Close(allowCommandsToComplete: false);
    }

    public async ValueTask DisposeAsync()
    {
        // A dead node has nothing to wait for and no one to tell: its worker is ended at once.
        if (_isDead)
            await _services.GetRequiredService<TurnWorker>().StopAsync(new CancellationToken(canceled: true));
        else
            await StopAsync();
        await _services.DisposeAsync();
    }
}

/// <summary>Answers with what a test says.</summary>
internal sealed class Handler(Func<Turn, IReplyStream, CancellationToken, Task<TurnResult>> run) : ITurnHandler
{
    /// <summary>Answers "re: " and the words of every message of the turn.</summary>
    public static Handler Echo { get; } = new((turn, reply, _) =>
    {
        var text = "re: " + string.Join(" + ", turn.Messages.Select(message => message.Text));
        reply.Write(text);
        return Task.FromResult(Says(text));
    });

    public static TurnResult Says(string text, string? state = null) =>
        new() { Entries = [new NewEntry(EntryRole.Agent, text)], State = new SessionState(state) };

    public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
        run(turn, reply, cancellationToken);
}

/// <summary>Keeps all that a session showed, and lets a test wait for something.</summary>
internal sealed class Watcher : ISessionWatcher
{
    private readonly ConcurrentQueue<LiveEvent> _events = new();
    private readonly List<(Func<LiveEvent, bool> Wanted, TaskCompletionSource<LiveEvent> Found)> _waiting = [];

    public IReadOnlyList<LiveEvent> Events => [.. _events];

    public IReadOnlyList<Entry> Entries => [.. _events.OfType<EntryEvent>().Select(live => live.Entry)];

    public void OnEvent(LiveEvent live)
    {
        lock (_waiting)
        {
            _events.Enqueue(live);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted(live))
                    found.TrySetResult(live);
            }
        }
    }

    public async Task<T> WaitForAsync<T>(Func<T, bool> wanted)
        where T : LiveEvent
    {
        TaskCompletionSource<LiveEvent> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (_events.OfType<T>().FirstOrDefault(wanted) is { } already)
                return already;
            _waiting.Add((live => live is T typed && wanted(typed), found));
        }

        return (T)await found.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task<Entry> WaitForEntryAsync(Func<Entry, bool> wanted) =>
        (await WaitForAsync<EntryEvent>(live => wanted(live.Entry))).Entry;
}
