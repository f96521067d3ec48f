using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Texts;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(Gateway.Channels.Tests.Web.RedisFixture))]

namespace Gateway.Channels.Tests.Web;

/// <summary>One Redis for all tests of the web channel.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>The web channel on a real Kestrel and a real Redis, answered by a handler of the test's.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    public const string ApiKey = "fake-key-for-tests";
    public const string ApiKeyOfOne = "fake-key-for-tests-of-one";
    public const string ApiKeyOfTwo = "fake-key-for-tests-of-two";
    public const string IdentityKey = "fake-identity-key-for-tests-0123456789";
    public const string NextIdentityKey = "fake-next-identity-key-for-tests-01234";

    private readonly WebApplication _app;

    private WebHost(WebApplication app, RedisServer redis)
    {
        (_app, Redis) = (app, redis);
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public RedisServer Redis { get; }

    public SessionEngine Engine => _app.Services.GetRequiredService<SessionEngine>();

    public StoreRoom Room => _app.Services.GetRequiredService<StoreRoom>();

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public static Task<WebHost> StartAsync(
        RedisFixture redis, ITurnHandler handler, IDataProtectionProvider? protection = null,
        params (string Key, string Value)[] settings) =>
        StartAsync(redis, handler, clock: null, protection, settings);

    public static Task<WebHost> StartAsync(
        RedisFixture redis, ITurnHandler handler, TimeProvider? clock, IDataProtectionProvider? protection = null,
        params (string Key, string Value)[] settings) =>
        StartAsync(redis, handler, clock, logs: null, protection, settings);

    public static async Task<WebHost> StartAsync(
        RedisFixture redis, ITurnHandler handler, TimeProvider? clock, ILoggerProvider? logs,
        IDataProtectionProvider? protection,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (logs is not null)
            builder.Logging.AddProvider(logs)
                .SetMinimumLevel(LogLevel.Information)
                .AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Configuration["Sessions:SweepMs"] = "50";
        builder.Configuration["Web:SessionsPerMinute"] ??= "1000";
        builder.Services.AddSingleton<IConnectionMultiplexer>(await redis.Server.ConnectAsync());
        builder.Services.AddSingleton(handler);
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IWorkspaces>(new TestWorkspaces());
        builder.Services.AddSingleton<IGreetings, TestGreetings>();
        builder.Services.AddSingleton<ICallers, TestCallers>();
        builder.Services.AddSingleton(protection ?? new EphemeralDataProtectionProvider());
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new WellFormedJson()));
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddWebChannel(builder.Configuration);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebOrigins();
        app.UseCors();
        app.MapWebChannel();
        await app.StartAsync();
        return new WebHost(app, redis.Server);
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A visitor who chats.</summary>
    public Task<VisitorClient> ConnectAsync(string? origin = null) => VisitorClient.ConnectAsync(Address, origin);

    /// <summary>A connection that may send what a proper client never does.</summary>
    public Task<HubClient> ConnectRawAsync(string? origin = null) => HubClient.ConnectAsync(Address, origin);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class TestWorkspaces : IWorkspaces
    {
        private static readonly Workspace[] Shops =
        [
            Shop("one", "https://one.example.test") with { Name = "Boutique Une" },
            Shop("two", "https://two.example.test"),
        ];

        public event Action<IReadOnlyCollection<Workspace>>? Changed
        {
            add { }
            remove { }
        }

        public IReadOnlyCollection<Workspace> All => Shops;

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = Shops.FirstOrDefault(shop => shop.Id == id)) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel) =>
            new WorkspaceIndex(Shops).TryGetByLine(kind, line, out workspace, out channel);

        private static Workspace Shop(string id, string origin) => new()
        {
            Id = id,
            Name = id,
            Solution = "shop",
            Channels =
            [
                new WorkspaceChannel
                {
                    Kind = ChannelKind.Web,
                    Settings = new WebSettings
                    {
                        SiteKey = $"site-{id}",
                        AllowedOrigins = [origin],
                        IdentityKeys = [IdentityKey, NextIdentityKey],
                    },
                },
            ],
            Settings = JsonSerializer.SerializeToElement(new { }),
        };
    }

    private sealed class TestGreetings : IGreetings
    {
        public Greeting For(Workspace workspace, string locale) =>
            new("Léa", locale == "fr" ? "Bonjour !" : "Hello!", [new QuickReply("Catalogue")]);
    }

    private sealed class TestCallers : ICallers
    {
        public Task<bool> MayActForAsync(HttpContext http, string workspace) =>
            Task.FromResult(
                http.Request.Headers.Authorization == $"Bearer {ApiKey}" ||
                http.Request.Headers.Authorization == $"Bearer {(workspace == "one" ? ApiKeyOfOne : ApiKeyOfTwo)}");
    }
}

/// <summary>Answers with what a test says.</summary>
internal sealed class Handler(Func<Turn, IReplyStream, CancellationToken, Task<TurnResult>> run) : ITurnHandler
{
    /// <summary>Answers "re: " and the words, in two pieces.</summary>
    public static Handler Echo { get; } = new((turn, reply, _) =>
    {
        var words = string.Join(" + ", turn.Messages.Select(message => message.Text));
        reply.Write("re: ");
        reply.Write(words);
        return Task.FromResult(Says("re: " + words));
    });

    public static TurnResult Says(string text) =>
        new() { Entries = [new NewEntry(EntryRole.Agent, text) { Author = "Léa" }] };

    public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
        run(turn, reply, cancellationToken);
}
