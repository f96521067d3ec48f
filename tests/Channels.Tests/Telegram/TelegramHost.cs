using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Channels.Delivery;
using Gateway.Channels.Media;
using Gateway.Channels.Telegram;
using Gateway.Channels.Tests.Web;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Gateway.StandIns.Telegram;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Telegram;

/// <summary>
/// The Telegram channel on a real Kestrel and a real Redis, with a fake Telegram at the other end, answered by a
/// handler of the test's.
/// </summary>
internal sealed class TelegramHost : IAsyncDisposable
{
    public static readonly Uri PublicUrl = new("https://gateway.example.test/");

    private static readonly ConditionalWeakTable<FakeTelegram, Database> Databases = [];

    private static int _lastDatabase;
    private static long _lastChat = 700_000_000 + Random.Shared.Next(1_000_000) * 1_000L;

    private readonly WebApplication _app;
    private readonly IConnectionMultiplexer _redis;

    private TelegramHost(
        WebApplication app, FakeTelegram telegram, IConnectionMultiplexer redis, Workspaces workspaces,
        Consents consents, ConcurrentQueue<string> logged)
    {
        (_app, Telegram, _redis, Shops, Recorded, Logged) = (app, telegram, redis, workspaces, consents, logged);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        telegram.Updates.Route(Http.BaseAddress);
    }

    public FakeTelegram Telegram { get; }

    public HttpClient Http { get; }

    public Workspaces Shops { get; }

    public Consents Recorded { get; }

    public ConcurrentQueue<string> Logged { get; }

    public SessionEngine Engine => Get<SessionEngine>();

    public OptOuts OptOuts => Get<OptOuts>();

    public ChannelStates States => Get<ChannelStates>();

    public static long NewChat() => Interlocked.Increment(ref _lastChat);

    /// <summary>Starts one. Hosts that share a fake and a workspace stand for nodes.</summary>
    public static async Task<TelegramHost> StartAsync(
        string redis, FakeTelegram telegram, ITurnHandler? handler = null, Uri? publicUrl = null,
        WorkspaceChannel? channel = null, string workspace = "shop", TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logged = new ConcurrentQueue<string>();
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Collector(logged));
        builder.Configuration["Sessions:SweepMs"] = "50";
        builder.Configuration["Telegram:ApiBaseUrl"] = telegram.Address.AbsoluteUri;
        builder.Configuration["Telegram:PollSeconds"] = "5";
        var workspaces = new Workspaces(ShopOf(workspace, channel ?? ChannelOf(telegram)));
        var consents = new Consents();
        var connection = await ConnectAsync(redis, telegram);
        builder.Services.AddSingleton<IConnectionMultiplexer>(connection);
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(handler ?? Handler.Echo);
        builder.Services.AddSingleton<IWorkspaces>(workspaces);
        builder.Services.AddSingleton<IConsents>(consents);
        builder.Services.AddSingleton(new PublicAddress(publicUrl));
        builder.Services.AddOptions<MediaOptions>();
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddDelivery(builder.Configuration);
        builder.Services.AddTelegram(builder.Configuration);
        var app = builder.Build();
        app.MapTelegram();
        await app.StartAsync();
        return new TelegramHost(app, telegram, connection, workspaces, consents, logged);
    }

    public static WorkspaceChannel ChannelOf(FakeTelegram telegram) =>
        new()
        {
            Kind = ChannelKind.Telegram,
            Line = telegram.Bot,
            Settings = new TelegramSettings { Token = telegram.Token },
            DebounceMs = 0
        };

    public static Workspace ShopOf(string id, params WorkspaceChannel[] channels) =>
        new()
        {
            Id = id,
            Name = "Boutique",
            Solution = "shop",
            Channels = channels,
            Settings = JsonSerializer.SerializeToElement(new { })
        };

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A message of someone's, as Telegram writes it.</summary>
    public static JsonObject Message(long chat, int id, string? text = "Bonjour")
    {
        var message = new BotPerson(Math.Abs(chat), "Zoé", "fr-FR").Write(chat, id, DateTimeOffset.UtcNow, text);
        message["from"]!["last_name"] = "Petit";
        return message;
    }

    // Nodes on the same data take over each other's work: each fake has a database of its own.
    private static async Task<IConnectionMultiplexer> ConnectAsync(string redis, FakeTelegram telegram)
    {
        var database = Databases.GetValue(telegram, _ => new Database(Interlocked.Increment(ref _lastDatabase)));
        return await ConnectionMultiplexer.ConnectAsync(
            string.Create(CultureInfo.InvariantCulture, $"{redis},defaultDatabase={database.Number}"));
    }

    /// <summary>Waits until the webhook is registered.</summary>
    public Task RegisteredAsync() =>
        UntilAsync(() => Task.FromResult(Telegram.Updates.Url.Length > 0 && States.All.Any(state => state.IsUp)));

    /// <summary>Brings an update by webhook, as the fake would.</summary>
    public Task<HttpResponseMessage> PostAsync(JsonNode update, string? secret = null) =>
        Telegram.Updates.PostAsync(Http, update, secret);

    /// <summary>Something happens in Telegram, and comes by webhook.</summary>
    public async Task BringAsync(string kind, JsonObject content)
    {
        Telegram.Updates.Add(kind, content);
        await Telegram.Updates.DeliverAsync(Http);
    }

    /// <summary>The entries of a chat's session once there are that many.</summary>
    public async Task<IReadOnlyList<Entry>> EntriesAsync(long chat, int atLeast, string? address = null)
    {
        IReadOnlyList<Entry> entries = [];
        await UntilAsync(async () =>
        {
            var session = await Engine.FindAsync(
                Shops.All.First().Id, ChannelKind.Telegram, address ?? chat.ToString(CultureInfo.InvariantCulture),
                Telegram.Bot);
            entries = session is { } id ? (await Engine.ReadAsync(id, 0, 100))!.Entries : [];
            return entries.Count >= atLeast;
        });
        return entries;
    }

    /// <summary>The fake's messages to a chat once there are that many.</summary>
    public async Task<IReadOnlyList<BotMessage>> SentAsync(long chat, int atLeast)
    {
        IReadOnlyList<BotMessage> sent = [];
        await UntilAsync(
            () =>
            Task.FromResult(
                (sent = [.. Telegram.Ledger.Messages.Where(message => message.Chat == chat)]).Count >= atLeast));
        return sent;
    }

    /// <summary>Looks until it is so; a test that waits in vain ends here.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(10, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _redis.CloseAsync();
        Telegram.Violations.ShouldBeEmpty();
        Logged.ShouldNotContain(line => line.Contains(Telegram.Token, StringComparison.Ordinal));
    }

    private sealed record Database(int Number);

    public sealed class Workspaces(params Workspace[] all) : IWorkspaces
    {
        private Workspace[] _all = all;

        public event Action<IReadOnlyCollection<Workspace>>? Changed;

        public IReadOnlyCollection<Workspace> All => _all;

        public void Become(params Workspace[] all)
        {
            _all = all;
            Changed?.Invoke(all);
        }

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = _all.FirstOrDefault(one => one.Id == id)) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel) =>
            new WorkspaceIndex(_all).TryGetByLine(kind, line, out workspace, out channel);
    }

    public sealed class Consents : IConsents
    {
        public ConcurrentQueue<ConsentEvent> Events { get; } = new();

        public bool IsDown { get; set; }

        public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken)
        {
            if (IsDown)
                throw new InvalidOperationException("The records are away.");
            Events.Enqueue(consent);
            return Task.CompletedTask;
        }

        public Task<SendingPermission> MaySendAsync(
            Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
            CancellationToken cancellationToken) =>
            Task.FromResult(SendingPermission.Allowed);

        public Task NoteSentAsync(
            Session session, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class Collector(ConcurrentQueue<string> logged) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Lines(categoryName, logged);

        public void Dispose()
        {
        }

        private sealed class Lines(string category, ConcurrentQueue<string> logged) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                // What comes in over HTTP is not ours to word, and floods the queue.
                if (!category.StartsWith("Microsoft", StringComparison.Ordinal))
                    logged.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
