using System.Text;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Webhooks;
using Gateway.Channels;
using Gateway.HubSpot;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.HubSpot;

/// <summary>A workspace with a HubSpot: records in a database of its own, the way out, and the way in.</summary>
internal sealed class HubSpotWorld : IAsyncDisposable
{
    public const string Workspace = "demo-sales";
    public const string Secret = "client-secret";

    private readonly WebApplication _app;
    private readonly WebhookDispatcher _dispatcher;
    private readonly HttpClient _client = new();

    private HubSpotWorld(WebApplication app, PostgresServer postgres, FakeHubSpot hubSpot, ManualClock clock)
    {
        (_app, Postgres, HubSpot, Clock) = (app, postgres, hubSpot, clock);
        _dispatcher = ActivatorUtilities.CreateInstance<WebhookDispatcher>(app.Services);
    }

    public PostgresServer Postgres { get; }

    public FakeHubSpot HubSpot { get; }

    public ManualClock Clock { get; }

    public ProspectBook Book => _app.Services.GetRequiredService<ProspectBook>();

    public ProspectList List => _app.Services.GetRequiredService<ProspectList>();

    public TaskRecorder Tasks => _app.Services.GetRequiredService<TaskRecorder>();

    public TaskList TaskList => _app.Services.GetRequiredService<TaskList>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDbContextFactory<RecordsDbContext> Records =>
        _app.Services.GetRequiredService<IDbContextFactory<RecordsDbContext>>();

    public static async Task<HubSpotWorld> BeginAsync()
    {
        var (clock, hubSpot, postgres) = (new ManualClock(), new FakeHubSpot(), await PostgresServer.StartAsync());
        await hubSpot.Server.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(NpgsqlDataSource.Create(postgres.ConnectionString()));
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(Described(hubSpot.Server.Address!)));
        var egress = new Egress(new SocketDialer(), [System.Net.IPNetwork.Parse("127.0.0.0/8")]);
        services.AddSingleton(egress);
        services.AddSingleton(new HubSpotClient(egress, clock, TimeSpan.FromSeconds(1)));
        services.AddSingleton(new PublicAddress(Configured: null));
        services.AddSingleton<WebhookGate>();
        services.AddWholeRecords();
        services.AddWebhooks(builder.Configuration);
        services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        services.AddHubSpot();
        var app = builder.Build();
        app.MapHubSpot();
        await app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(Cancellation);
        await app.StartAsync(Cancellation);
        return new HubSpotWorld(app, postgres, hubSpot, clock);
    }

    public Task<long> KnowAsync(string key, Func<ProspectDraft, ProspectDraft> said, string session = "s1") =>
        Book.RecordAsync(
            said(new ProspectDraft(Workspace, session, "sales", "web")), key, "sales-crm", Cancellation);

    /// <summary>Sends what is due.</summary>
    public Task<int> SendAsync() => _dispatcher.SendDueAsync(Cancellation);

    /// <summary>Sends until nothing waits any more, however long that takes.</summary>
    public async Task SendAllAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            await SendAsync();
            Clock.Advance(TimeSpan.FromHours(15));
        }
    }

    public Task ReplayAsync(long message) => _app.Services.GetRequiredService<WebhookList>()
        .ReplayAsync(message, Workspace, Cancellation);

    public async Task<IReadOnlyList<WebhookDelivery>> MessagesAsync()
    {
        await using var db = await Records.CreateDbContextAsync(Cancellation);
        return await db.WebhookDeliveries.AsNoTracking().OrderBy(one => one.Id).ToListAsync(Cancellation);
    }

    public async Task<Prospect> ProspectAsync(long id) =>
        (await List.FindAsync(id, Workspace, Cancellation)).ShouldNotBeNull();

    /// <summary>HubSpot tells of something, signed as it signs.</summary>
    /// <returns>The HTTP status of the answer.</returns>
    public async Task<int> TellAsync(
        string body, string workspace = Workspace, string secret = Secret, TimeSpan ago = default)
    {
        var url = $"{_app.Urls.Single()}/webhooks/hubspot/{workspace}";
        var sent = $"{(Clock.GetUtcNow() - ago).ToUnixTimeMilliseconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Headers.Add(HubSpotVerifier.TimeHeader, sent);
        request.Headers.Add(
            HubSpotVerifier.Header, HubSpotVerifier.Sign(secret, url, Encoding.UTF8.GetBytes(body), sent));
        using var answer = await _client.SendAsync(request, Cancellation);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _dispatcher.Dispose();
        await _app.DisposeAsync();
        await HubSpot.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private static Workspace Described(Uri hubSpot) => new()
    {
        Id = Workspace,
        Name = "Demo",
        Solution = "sales",
        Crm = new CrmSettings
        {
            Token = FakeHubSpot.Token,
            Secret = Secret,
            Url = hubSpot,
            Pipeline = "default",
            Stages = new Dictionary<string, string>
            {
                ["hot"] = "presentation",
                ["warm"] = "qualified",
                ["cold"] = "appointment",
                ["won"] = "closedwon",
                ["lost"] = "closedlost",
            },
            Owners = new Dictionary<string, string> { ["Claire Martin"] = "77" },
        },
    };
}
