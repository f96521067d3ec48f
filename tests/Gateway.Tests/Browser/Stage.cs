using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Operators;
using Gateway.Testing;
using Microsoft.Playwright;
using Npgsql;

namespace Gateway.Tests.Browser;

/// <summary>The stories in the browser share one stage, and play one after the other.</summary>
[CollectionDefinition(nameof(Stage))]
public sealed class StageCollection : ICollectionFixture<Stage>;

/// <summary>
/// All of it: Redis, PostgreSQL, the gateway as a process of its own, a Chromium, and two other sites that bear the
/// widget, of which one is on the demo shop's list.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    // Between two words: slow enough to be seen to grow, fast enough for a whole order.
    private const int PaceMs = 25;

    // An answer takes seconds: what is done in its middle is done there on a busy machine too.
    private const int SlowPaceMs = 200;

    // Short, so that a turn whose gateway was killed is taken up within seconds.
    private const int LeaseMs = 2_000;

    private readonly string _workspaces = Directory.CreateTempSubdirectory("gateway-workspaces-").FullName;
    private readonly string _key = ApiKeys.Create();
    private readonly HttpClient _http = new();
    private RedisServer? _redis;
    private PostgresServer? _postgres;
    private GatewayProcess? _gateway;
    private IPlaywright? _playwright;

    /// <summary>What stands between the browsers and the gateway.</summary>
    public NetworkLine Line { get; } = NetworkLine.Start();

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>A site on the demo shop's list of origins.</summary>
    internal OtherSite Partner { get; private set; } = null!;

    /// <summary>A site on no list.</summary>
    internal OtherSite Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var redis = RedisServer.StartAsync();
        var postgres = PostgresServer.StartAsync();
        Partner = await OtherSite.StartAsync(Line.Address);
        Stranger = await OtherSite.StartAsync(Line.Address);
        WriteWorkspaces(Partner.Address);
        (_redis, _postgres) = (await redis, await postgres);
        await ExecuteAsync("postgres", "CREATE DATABASE gateway");
        await StartGatewayAsync();
        await ExecuteAsync(
            "gateway",
            "INSERT INTO api_keys (workspace, name, key_hash, created_at) VALUES ('demo-shop', 'browser tests', $1, now())",
            SHA256.HashData(Encoding.UTF8.GetBytes(_key)));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ??
                Array.Find(Browsers, File.Exists) ?? throw new FileNotFoundException("Chromium is not installed."),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>kill -9 of the gateway.</summary>
    public Task KillGatewayAsync() => _gateway!.KillAsync();

    /// <summary>A gateway on what the one before left behind, at the same address.</summary>
    public Task StartGatewayAsync() => StartGatewayAsync(PaceMs);

    /// <summary>
    /// A story that breaks something in the middle of an answer: it is worded slowly while <paramref name="told"/>
    /// runs, and however that ends there is a gateway as before for who comes next.
    /// </summary>
    public async Task WhileAnswersAreSlowAsync(Func<Task> told)
    {
        try
        {
            await StartGatewayAsync(SlowPaceMs);
            await told();
        }
        finally
        {
            Line.Mend();
            await StartGatewayAsync();
        }
    }

    private async Task StartGatewayAsync(int paceMs)
    {
        if (_gateway is { } former)
        {
            _gateway = null;
            await former.DisposeAsync();
        }

        _gateway = await GatewayProcess.StartAsync(
            ("ConnectionStrings:Redis", _redis!.ConnectionString),
            ("ConnectionStrings:Postgres", _postgres!.ConnectionString("gateway")),
            ("Gateway:WorkspacesPath", _workspaces),
            ("Sessions:LeaseMs", LeaseMs.ToString(CultureInfo.InvariantCulture)),
            ("Sessions:SweepMs", "200"),
            ("House:PaceMs", paceMs.ToString(CultureInfo.InvariantCulture)));
        Line.LeadTo(_gateway);
    }

    /// <summary>Asks the HTTP API with the demo shop's key.</summary>
    /// <param name="path">Below <c>/api/</c>.</param>
    public async Task<IReadOnlyList<JsonNode>> AskApiAsync(string path)
    {
        var page = await _http.GetFromJsonAsync<JsonNode>(new Uri(Line.Address, $"/api/{path}"));
        return [.. page!["items"]!.AsArray().Select(item => item!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        await Line.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await Partner.DisposeAsync();
        await Stranger.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_workspaces, recursive: true);
    }

    /// <summary>The demo shop with one more origin on its list.</summary>
    private void WriteWorkspaces(string allowedOrigin)
    {
        var source = Path.Combine(GatewayProcess.Root, "workspaces");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_workspaces, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var shopFile = Path.Combine(_workspaces, "demo-shop.json");
        var shop = JsonNode.Parse(File.ReadAllText(shopFile))!;
        shop["channels"]![0]!["allowedOrigins"] = new JsonArray(allowedOrigin);
        File.WriteAllText(shopFile, shop.ToJsonString());
    }

    private async Task ExecuteAsync(string database, string sql, byte[]? argument = null)
    {
        await using var connection = new NpgsqlConnection(_postgres!.ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (argument is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await command.ExecuteNonQueryAsync();
    }
}
