using System.Collections.Concurrent;
using Gateway.Channels.Media;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Media;

/// <summary>
/// A node that registers, fetches and serves files, on a real Kestrel and a real Redis; the provider is the test's.
/// </summary>
internal sealed class MediaHost : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000b02";
    public const string AuthToken = "fake-token-for-tests";
    public const string Line = "+33700000001";

    private readonly WebApplication _app;

    private MediaHost(WebApplication app, string dataPath, ConcurrentQueue<string> logged)
    {
        (_app, DataPath, Logged) = (app, dataPath, logged);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public string DataPath { get; }

    public ConcurrentQueue<string> Logged { get; }

    public HttpClient Http { get; }

    public MediaSources Sources => _app.Services.GetRequiredService<MediaSources>();

    public MediaFetcher Fetcher => _app.Services.GetRequiredService<MediaFetcher>();

    public MediaPrefetch Prefetch => _app.Services.GetRequiredService<MediaPrefetch>();

    public MediaStore Store => _app.Services.GetRequiredService<MediaStore>();

    public IMediaLinks Links => _app.Services.GetRequiredService<IMediaLinks>();

    /// <param name="redis">What the nodes share.</param>
    /// <param name="provider">Where the provider's API is.</param>
    /// <param name="dataPath">The node's own folder.</param>
    /// <param name="protection">The key ring, which nodes share too.</param>
    /// <param name="clock">By default the system's.</param>
    /// <param name="deletes">Whether the workspace wants media deleted at the provider.</param>
    public static async Task<MediaHost> StartAsync(
        RedisFixture redis, Uri provider, string dataPath, IDataProtectionProvider protection,
        TimeProvider? clock = null, bool deletes = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logged = new ConcurrentQueue<string>();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Notebook(logged));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = AccountSid,
            ["Twilio:AuthToken"] = AuthToken,
            ["Twilio:ApiBaseUrl"] = provider.AbsoluteUri,
            ["Twilio:ReconcileSeconds"] = "0",
        });
        builder.Services.AddSingleton<IConnectionMultiplexer>(await redis.Server.ConnectAsync());
        builder.Services.AddSingleton<ITurnHandler>(Handler.Echo);
        builder.Services.AddSingleton<IWorkspaces>(
            new FixedWorkspaces(Shop("one", Line, deletes), Shop("two", "+33700000002", deletes)));
        builder.Services.AddSingleton<IConsents>(new TestConsents());
        builder.Services.AddSingleton(protection);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(new PublicAddress(null));
        builder.Services.AddProblemDetails();
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddMedia(builder.Configuration, dataPath);
        builder.Services.AddTwilio(builder.Configuration);
        builder.Services.AddWhatsApp(builder.Configuration);
        var app = builder.Build();
        app.UseStatusCodePages();
        app.MapMedia();
        await app.StartAsync();
        return new MediaHost(app, dataPath, logged);
    }

    /// <summary>The files of a message that nobody else has sent.</summary>
    public static IReadOnlyList<MediaSource> NewMessage(
        int files = 1, string? contentType = "image/jpeg", string? name = null)
    {
        var message = "MM" + Guid.NewGuid().ToString("n");
        return [.. Enumerable.Range(0, files).Select(index => new MediaSource
        {
            Workspace = "one",
            Channel = ChannelKind.WhatsApp,
            Line = Line,
            MessageId = message,
            Index = index,
            Location =
                $"https://api.twilio.com/2010-04-01/Accounts/{AccountSid}/Messages/{message}/Media/ME{Guid.NewGuid():n}",
            ContentType = contentType,
            Name = name,
        })];
    }

    public async Task<MediaId> RegisterAsync()
    {
        MediaId.TryFind((await Sources.RegisterAsync(NewMessage()))[0], out var id).ShouldBeTrue();
        return id;
    }

    /// <summary>What a browser gets that holds a signed address.</summary>
    public Task<HttpResponseMessage> GetAsync(MediaId id, string workspace = "one") =>
        Http.GetAsync(Links.Sign(workspace, new Attachment(id.Path, "")).Url);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Workspace Shop(string id, string line, bool deletes) => new()
    {
        Id = id,
        Name = id,
        Solution = "shop",
        Channels = [new WorkspaceChannel { Kind = ChannelKind.WhatsApp, Line = line,
            Settings = new WhatsAppSettings { DeleteMediaAtProvider = deletes } }],
    };

    private sealed class Notebook(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
