using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Voice;

/// <summary>
/// A call with everything real but the socket, the vendors and the clock: the engine on a real Redis, Twilio's messages
/// both ways, and a telephone at the other end that plays in real time by the same clock and hears what a caller would.
/// Time passes in beats of 20 ms, as fast as it can; while the brain thinks it stands, unless a test says otherwise.
/// </summary>
internal sealed class CallStage : ISessionWatcher, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static int _databases;

    private readonly IHost _host;
    private readonly StreamMessage _message = new();
    private readonly byte[] _wire = new byte[StreamOutbox.MaxMessageBytes];
    private readonly Queue<byte[]> _caller = new();
    private readonly List<byte> _line = [];
    private readonly ConcurrentQueue<LiveEvent> _live = new();
    private readonly long _beganAt;
    private IDisposable _watching = null!;
    private IDisposable _looking = null!;

    private CallStage(IHost host, ManualClock clock, ScriptedSpeech speech, CallOptions options)
    {
        (_host, Clock, Speech) = (host, clock, speech);
        _beganAt = clock.GetTimestamp();
        Options = options;
    }

    public ScriptedBrain? Brain { get; private init; }

    public ManualClock Clock { get; }

    public ScriptedSpeech Speech { get; }

    public CallOptions Options { get; }

    public required RecordedLogs Logs { get; init; }

    public TestBook Book { get; } = new();

    public TestGreetings Greetings { get; } = new();

    public CallStandIn Twilio { get; } = new("AC01", NewSid("CA"), NewSid("MZ"));

    public StreamedCall Call { get; private set; } = null!;

    public CallTicket Ticket { get; private set; } = null!;

    public ConcurrentQueue<CallEvent> Events { get; } = [];

    public SessionEngine Engine => _host.Services.GetRequiredService<SessionEngine>();

    /// <summary>Whether time passes although the brain has not answered.</summary>
    public bool IsBrainSlow { get; set; }

    /// <summary>Whether the caller's telephone sends nothing.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Whether the socket takes nothing of ours.</summary>
    public bool IsStuck { get; set; }

    /// <summary>Whether marks are lost on their way.</summary>
    public bool LosesMarks { get; set; }

    /// <summary>The most that Twilio ever had and had not played, in milliseconds.</summary>
    public double MostAheadMs { get; private set; }

    /// <summary>When sound of ours was last heard.</summary>
    public double LastHeardMs { get; private set; }

    /// <summary>All that the caller has heard, words as they were played.</summary>
    public string Heard
    {
        get
        {
            lock (_line)
                return CodedSpeech.Text(_line.ToArray());
        }
    }

    public double NowMs => Clock.GetElapsedTime(_beganAt).TotalMilliseconds;

    public IReadOnlyList<TurnTimings> Timings => [.. Events.OfType<CallEvent.Timed>().Select(timed => timed.Timings)];

    public static async Task<CallStage> StartAsync(
        RedisFixture redis, ITurnHandler? handler = null, Action<CallStage>? prepare = null,
        Func<CallTicket, CallTicket>? ticket = null, Workspace? workspace = null)
    {
        var logs = new RecordedLogs();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Sessions:SweepMs", "50")]);
        builder.Services.AddLogging(logging => logging.AddProvider(logs));
        builder.Services.AddSingleton<IConnectionMultiplexer>(
            await ConnectionMultiplexer.ConnectAsync(OwnDatabase(redis)));
        builder.Services.AddSingleton(handler ?? Handler.Echo);
        builder.Services.AddTestChannels();
        builder.Services.AddSessions(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        var clock = new ManualClock();
        var stage = new CallStage(host, clock, new ScriptedSpeech(clock), new CallOptions())
        {
            Logs = logs,
            Brain = handler as ScriptedBrain,
        };
        prepare?.Invoke(stage);
        await stage.BeginAsync(ticket ?? (same => same), workspace);
        return stage;
    }

    public void OnEvent(LiveEvent live) => _live.Enqueue(live);

    /// <summary>Lets some time pass, in beats.</summary>
    public async Task PassAsync(int ms)
    {
        for (var end = NowMs + ms; NowMs < end;)
            await BeatAsync();
    }

    /// <summary>The caller speaks, and time passes until they have.</summary>
    public async Task SayAsync(string text)
    {
        foreach (var frame in CodedSpeech.Frames(text))
            _caller.Enqueue(frame);
        while (_caller.Count > 0)
            await BeatAsync();
    }

    /// <summary>The caller's line carries some frames of sound.</summary>
    public async Task SoundAsync(byte[] frame, int ms)
    {
        for (var i = 0; i < ms / 20; i++)
            _caller.Enqueue(frame);
        while (_caller.Count > 0)
            await BeatAsync();
    }

    public void Press(char key) => Bring(Twilio.Dtmf(key));

    /// <summary>Time passes until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo, int mostMs = 60_000)
    {
        for (var end = NowMs + mostMs; !isSo();)
        {
            NowMs.ShouldBeLessThan(end, $"Heard: {Heard}; events: {string.Join(", ", Events)}");
            await BeatAsync();
        }
    }

    /// <summary>Time passes until the caller has heard something.</summary>
    public Task UntilHeardAsync(string text, int mostMs = 60_000) =>
        UntilAsync(() => Heard.Contains(text, StringComparison.Ordinal), mostMs);

    /// <summary>Time passes until nothing is being said, and a little more.</summary>
    public async Task UntilQuietAsync() => await UntilAsync(() => NowMs - LastHeardMs > 400);

    /// <summary>Waits, while time stands, until something is so.</summary>
    public static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        using var late = new CancellationTokenSource(Limit);
        while (!await isSo())
            await Task.Delay(5, late.Token);
    }

    public async Task<IReadOnlyList<Entry>> TranscriptAsync() =>
        (await Engine.ReadAsync(Ticket.Session, null, 1_000))!.Entries;

    public async Task<Session> SessionAsync() => (await Engine.ReadAsync(Ticket.Session, null, 0))!.Session;

    /// <summary>What the caller said, as the session has it.</summary>
    public async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await TranscriptAsync()).Where(entry => entry.Role == EntryRole.Contact).Select(entry => entry.Text)];

    public async Task BeatAsync(bool isMuted = false)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            if (!IsMuted && !isMuted)
                Bring(Twilio.Media(_caller.TryDequeue(out var frame) ? frame : CodedSpeech.Silence()));
            Clock.Advance(TimeSpan.FromMilliseconds(20));
            Call.Tick();
            Take();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        await Call.FlushAsync();
        Take();
        if (Call.IsOver)
            await Call.Ended.WaitAsync(Limit);
        else if (!IsBrainSlow)
            await AnsweredAsync();
    }

    /// <summary>Brings a message as Twilio sends it.</summary>
    public void Bring(byte[] message)
    {
        _message.Read(message).ShouldBeTrue();
        switch (_message.Kind)
        {
            case StreamEventKind.Media:
                Call.OnSound(_message.Sound, _message.Chunk);
                break;
            case StreamEventKind.Mark when !LosesMarks:
                Call.OnMark(_message.Mark);
                break;
            case StreamEventKind.Dtmf:
                Call.OnKey(_message.Digit);
                break;
            case StreamEventKind.Stop:
                Call.OnLost("hung-up");
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Twilio.Violations.ShouldBeEmpty();
        MostAheadMs.ShouldBeLessThanOrEqualTo(200);
        _watching.Dispose();
        _looking.Dispose();
        Call.OnLost("over");
        await Call.DisposeAsync();
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>A database that no other node looks into: it would take up turns that are no business of its.</summary>
    public static string OwnDatabase(RedisFixture redis) =>
        $"{redis.Server.ConnectionString},defaultDatabase={100 + Interlocked.Increment(ref _databases)}";

    public static string NewSid(string prefix) => prefix + Guid.NewGuid().ToString("n");

    private async Task BeginAsync(Func<CallTicket, CallTicket> change, Workspace? workspace)
    {
        var shop = workspace ?? new Workspace
        {
            Id = "centre",
            Name = "Centre",
            Solution = "shop",
            Escalation = new Escalation("+33100000099", null),
            Channels = [new WorkspaceChannel { Kind = ChannelKind.Voice, Line = "+33100000001" }],
        };
        var address = $"+336{Random.Shared.Next(100_000_000):00000000}";
        var session = await Engine.OpenAsync(shop.Id, ChannelKind.Voice, address, null, "fr");
        Ticket = change(new CallTicket(Twilio.CallSid, shop.Id, "+33100000001", address, "fr") { Session = session });
        var watch = new CallWatch();
        _looking = watch.Watch(Twilio.CallSid, Events.Enqueue);
        var parts = new CallParts(
            Engine, Book, Speech, Greetings, new SpokenCache(), watch,
            new CallMetrics(_host.Services.GetRequiredService<IMeterFactory>()),
            Microsoft.Extensions.Options.Options.Create(Options), Clock);
        Call = new StreamedCall(
            Ticket, shop, parts, _host.Services.GetRequiredService<ILogger<StreamedCall>>());
        await Call.BeginAsync(Twilio.StreamSid);
        _watching = (await Engine.WatchAsync(session, this, 1))!.Value.Watching;
        await Call.FlushAsync();
        Take();
    }

    /// <summary>Waits, while time stands, until what was said is answered.</summary>
    private async Task AnsweredAsync()
    {
        var said = Events.Count(happened => happened is CallEvent.Heard or CallEvent.Pressed);
        using var late = new CancellationTokenSource(Limit);
        while (_live.Select(TurnOf).Where(turn => turn is not null).Distinct().Count() < said)
            await Task.Delay(1, late.Token);
        await Call.FlushAsync();
        Take();
    }

    private string? TurnOf(LiveEvent live) => live switch
    {
        DeltaEvent { Delta: var delta } when Brain?.Waiting.ContainsKey(delta.TurnId) == true => delta.TurnId,
        EntryEvent { Entry: { Role: EntryRole.Agent } entry } => entry.TurnId,
        _ => null,
    };

    private void Take()
    {
        while (!IsStuck && Call.Outbox.TryTake(_wire, out var length))
            Twilio.Take(_wire.AsSpan(0, length), NowMs, Bring);
        MostAheadMs = Math.Max(MostAheadMs, Twilio.AheadAt(NowMs));
        Twilio.Play(NowMs, Hear, Bring);
    }

    private void Hear(byte[] sound, double atMs)
    {
        lock (_line)
            _line.AddRange(sound);
        if (CodedSpeech.Read(sound) is not null)
            LastHeardMs = atMs + 20;
    }
}
