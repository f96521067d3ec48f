using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Tests.Faults;

/// <summary>
/// One Redis, one PostgreSQL, and as many gateways on them as a test wants; each gateway speaks to Redis through a
/// proxy of its own.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>Short, so that a takeover is seen within seconds.</summary>
    public const int LeaseMs = 2_000;

    // Who reads beside the gateways knows sessions by the same names.
    private static readonly (string Key, string Value) AddressKey =
        ("Sessions:AddressKey", Convert.ToBase64String(new byte[32]));

    private readonly List<GatewayProcess> _gateways = [];
    private readonly List<RedisProxy> _proxies = [];

    private Cluster(RedisServer redis, PostgresServer postgres) => (Redis, Postgres) = (redis, postgres);

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    public static async Task<Cluster> StartAsync()
    {
        var redis = RedisServer.StartAsync();
        var postgres = PostgresServer.StartAsync();
        var cluster = new Cluster(await redis, await postgres);
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE gateway", connection);
        await command.ExecuteNonQueryAsync();
        return cluster;
    }

    /// <summary>Starts one more gateway.</summary>
    /// <param name="paceMs">Pause between the words of an answer; 0 for none.</param>
    /// <param name="settings">Further settings.</param>
    public async Task<(GatewayProcess Gateway, RedisProxy Proxy)> AddGatewayAsync(
        int paceMs = 0, params (string Key, string Value)[] settings)
    {
        var proxy = RedisProxy.Start(Redis);
        _proxies.Add(proxy);
        var gateway = await GatewayProcess.StartAsync(
        [
            ("ConnectionStrings:Redis", proxy.ConnectionString),
            ("ConnectionStrings:Postgres", Postgres.ConnectionString("gateway")),
            ("Sessions:LeaseMs", LeaseMs.ToString(CultureInfo.InvariantCulture)),
            ("Sessions:SweepMs", "200"),
            ("House:PaceMs", paceMs.ToString(CultureInfo.InvariantCulture)),
            AddressKey,
            .. settings,
        ]);
        _gateways.Add(gateway);
        return (gateway, proxy);
    }

    /// <summary>A session's transcript, straight from Redis.</summary>
    public async Task<IReadOnlyList<Entry>> TranscriptAsync(SessionId session)
    {
        await using var services = await ReaderAsync();
        return (await services.GetRequiredService<SessionEngine>().ReadAsync(session, afterSeq: 0, 1_000))!.Entries;
    }

    /// <summary>An engine that only reads, straight from Redis.</summary>
    public Task<ServiceProvider> ReaderAsync() => ReaderAsync(Redis.ConnectionString);

    /// <summary>An engine that only reads and begins, through a proxy of its own.</summary>
    public Task<ServiceProvider> ReaderAsync(out RedisProxy proxy)
    {
        proxy = RedisProxy.Start(Redis);
        return ReaderAsync(proxy.ConnectionString);
    }

    private static async Task<ServiceProvider> ReaderAsync(string redis) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis))
        .AddSingleton<ITurnHandler, NoTurns>()
        .AddTestChannels()
        .AddSessions(new ConfigurationBuilder().AddInMemoryCollection([new(AddressKey.Key, AddressKey.Value)]).Build())
        .BuildServiceProvider();

    /// <summary>Gives a gateway up that was killed.</summary>
    public void Forget(GatewayProcess gateway) => _gateways.Remove(gateway);

    /// <summary>Tells the archive once more of all that a session's log has told it.</summary>
    public async Task RepeatCommitLogAsync(SessionId session, long toSeq)
    {
        var redis = await Redis.ConnectAsync();
        var key = $"{{p:{session.Shard:x2}}}:log";
        for (var turn = 1; turn <= toSeq / 2; turn++)
        {
            await redis.GetDatabase().ExecuteAsync(
                "XADD", (RedisKey)key, "*", "session", session.Value, "from", (turn * 2) - 1, "to", turn * 2, "turn",
                turn);
        }

        redis.Close();
    }

    /// <summary>Stops all gateways; the stores stay as they are.</summary>
    public async ValueTask StopGatewaysAsync()
    {
        await Task.WhenAll(_gateways.Select(gateway => gateway.DisposeAsync().AsTask()));
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync();
        _gateways.Clear();
        _proxies.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopGatewaysAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>This engine only reads; its worker is never started.</summary>
    private sealed class NoTurns : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("This engine only reads.");
    }
}

/// <summary>
/// A visitor as the widget is one: keeps its token, sends a message again under the same id until it is told that it is
/// kept, and asks for what it missed.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private VisitorClient? _hub;
    private string? _token;

    public SessionId Session { get; private set; }

    /// <summary>Starts, or goes on, on a gateway.</summary>
    public async Task<JsonNode> ConnectAsync(GatewayProcess gateway)
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
        _hub = await VisitorClient.ConnectAsync(gateway.Address);
        var started = (await _hub.CallAsync("Start", new { siteKey = "demo-shop", locale = "fr", token = _token }))!;
        _token = (string)started["token"]!;
        Session = SessionId.Parse((string)started["sessionId"]!);
        return started;
    }

    public Task<JsonNode?> SendAsync(string id, string text) =>
        _hub!.CallAsync("Send", new { clientMessageId = id, text });

    /// <summary>True once the gateway has closed the connection.</summary>
    public async Task<bool> ClosedAsync()
    {
        await _hub!.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        return true;
    }

    public Task<JsonNode?> CallAsync(string method, object argument) => _hub!.CallAsync(method, argument);

    public Task<JsonNode> FirstDeltaAsync() => _hub!.WaitForAsync("delta");

    /// <summary>
    /// The answer to what stands at that place, whether it came before the visitor was back or comes now.
    /// </summary>
    public async Task<string> AnswerAsync(long seq)
    {
        var missed = (await _hub!.CallAsync("Resume", new { afterSeq = seq }))!["entries"]!.AsArray();
        var answer = missed.FirstOrDefault(entry => (string?)entry!["role"] == "agent")
            ?? await _hub.WaitForAnswerAsync(seq);
        return (string)answer["text"]!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }
}
