using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.Channels.Media;
using Gateway.Channels.Sms;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Relay;
using Gateway.Channels.Voice.Webhooks;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>
/// Twilio's webhooks on a real Kestrel and a real Redis. Its public address is not where it listens, as behind a proxy.
/// </summary>
internal sealed class TwilioHost : IAsyncDisposable
{
    public const string PublicUrl = "https://gw.example.test";
    public const string Messages = PublicUrl + "/webhooks/twilio/messages";
    public const string Status = PublicUrl + "/webhooks/twilio/status";
    public const string Sms = "+33700000001";
    public const string WhatsApp = "whatsapp:+33700000001";
    public const string SecondSms = "+33700000002";
    public const string ClosedSms = "+33700000003";
    public const string AccountSid = "AC00000000000000000000000000000b02";
    public const string Token = "fake-twilio-token-for-tests";
    public const string NextToken = "fake-next-twilio-token-for-tests";
    public const string SecondAccountSid = "AC00000000000000000000000000000b03";
    public const string SecondToken = "fake-second-twilio-token-for-tests";

    private readonly WebApplication _app;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    private TwilioHost(WebApplication app, LogLines logs, TestConsents consents)
    {
        (_app, Logs, Consents) = (app, logs, consents);
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
        var meters = Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var reason = "";
            foreach (var tag in tags)
            {
                if (tag.Key is "reason" or "outcome" or "channel")
                    reason = $" {tag.Value}";
            }

            _counts.AddOrUpdate(instrument.Name + reason, value, (_, before) => before + value);
        });
        _listener.Start();
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public LogLines Logs { get; }

    public TestConsents Consents { get; }

    public SessionEngine Engine => Get<SessionEngine>();

    /// <summary>What a counter stands at: its name, and its reason or outcome behind a space.</summary>
    public long Count(string counter) => _counts.GetValueOrDefault(counter);

    public static Workspace[] Shops { get; } =
    [
        Shop(
            "one", new WorkspaceChannel { Kind = ChannelKind.Sms, Line = Sms },
            new WorkspaceChannel { Kind = ChannelKind.WhatsApp, Line = Sms }),
        Shop("two",
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = SecondSms,
                Settings = new SmsSettings { Account = "second" } },
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = ClosedSms,
                Settings = new SmsSettings { Account = "missing" } }),
    ];

    public static async Task<TwilioHost> StartAsync(
        string redis, ITurnHandler? handler = null, FakeTwilio? twilio = null, TimeProvider? clock = null,
        IWorkspaces? workspaces = null,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new LogLines();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        (string, string)[] defaults =
        [
            ("Sessions:SweepMs", "50"), ("Twilio:DebounceMs", "0"), ("Twilio:ReconcileSeconds", "0"),
            ("Twilio:AccountSid", AccountSid), ("Twilio:AuthToken", Token), ("Twilio:NextAuthToken", NextToken),
            ("Twilio:ApiBaseUrl", "http://127.0.0.1:9"),
            ("Twilio:Accounts:second:AccountSid", SecondAccountSid), ("Twilio:Accounts:second:AuthToken", SecondToken),
        ];
        builder.Configuration.AddInMemoryCollection(defaults.Concat(twilio?.Settings ?? []).Concat(settings)
            .GroupBy(setting => setting.Item1).ToDictionary(same => same.Key, same => (string?)same.Last().Item2));
        var consents = new TestConsents();
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddSingleton(handler ?? Handler.Echo);
        builder.Services.AddSingleton(workspaces ?? new FixedWorkspaces(Shops));
        builder.Services.AddSingleton<IConsents>(consents);
        builder.Services.AddSingleton(new PublicAddress(new Uri(PublicUrl)));
        builder.Services.AddSingleton<MediaPrefetch>();
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddProblemDetails();
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddTwilio(builder.Configuration);
        builder.Services.AddSms(builder.Configuration);
        builder.Services.AddWhatsApp(builder.Configuration);
        builder.Services.AddSingleton<IGreetings, Voice.CallGreetings>();
        builder.Services.AddVoiceWebhooks(builder.Configuration).AddRelay();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapTwilio();
        app.MapVoiceWebhooks();
        app.MapRelay();
        await app.StartAsync();
        return new TwilioHost(app, logs, consents);
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The fields of a message of a contact.</summary>
    public static List<KeyValuePair<string, string>> Message(
        string from, string to, string body, params (string Name, string Value)[] more) =>
    [
        new("MessageSid", NewSid()),
        new("AccountSid", to == SecondSms ? SecondAccountSid : AccountSid),
        new("From", from),
        new("To", to),
        new("Body", body),
        new("NumMedia", "0"),
        .. more.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
    ];

    public static string NewSid() => "SM" + Guid.NewGuid().ToString("n");

    /// <summary>A number that no other test uses.</summary>
    public static string NewNumber() => $"+336{Random.Shared.Next(100_000_000):00000000}";

    /// <summary>Posts a form as Twilio does.</summary>
    /// <param name="url">The public address.</param>
    /// <param name="form">The fields.</param>
    /// <param name="token">Signs.</param>
    public Task<HttpResponseMessage> PostAsync(
        string url, IEnumerable<KeyValuePair<string, string>> form, string token = Token)
    {
        var fields = form.ToList();
        return SendAsync(
            HttpMethod.Post, url, new FormUrlEncodedContent(fields), TwilioVerifier.Sign(url, fields, token));
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, HttpContent? content, string? signature)
    {
        using var request = new HttpRequestMessage(method, url[PublicUrl.Length..]) { Content = content };
        if (signature is not null)
            request.Headers.Add(TwilioVerifier.Header, signature);
        return await Http.SendAsync(request);
    }

    /// <summary>Reads Twilio's list of messages once.</summary>
    public Task ReadListAsync() => Get<TwilioReconciliation>().ReadAllAsync(CancellationToken.None);

    /// <summary>The running session of someone who wrote.</summary>
    public async Task<Session> SessionAsync(
        string channel, string address, string workspace = "one", string line = Sms) =>
        (await ReadAsync(channel, address, workspace, line)).Session;

    /// <summary>What someone wrote.</summary>
    public async Task<IReadOnlyList<Entry>> WrittenAsync(
        string channel, string address, string workspace = "one", string line = Sms) =>
        [.. (await ReadAsync(channel, address, workspace, line)).Entries.Where(
            entry => entry.Role == EntryRole.Contact)];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<SessionSnapshot> ReadAsync(string channel, string address, string workspace, string line)
    {
        var id = await Engine.FindAsync(workspace, channel, address, line);
        return (await Engine.ReadAsync(id ?? throw new InvalidOperationException("There is no session."), null, 1000))!;
    }

    private static Workspace Shop(string id, params WorkspaceChannel[] channels) =>
        new() { Id = id, Name = id, Solution = "shop", Channels = channels };
}

/// <summary>Consents that are only written down.</summary>
internal sealed class TestConsents : IConsents
{
    public ConcurrentQueue<ConsentEvent> Events { get; } = new();

    /// <summary>Whether the records are away.</summary>
    public bool IsDown { get; set; }

    /// <summary>What is answered to who asks whether they may send.</summary>
    public SendingPermission Permission { get; set; } = SendingPermission.Allowed;

    /// <summary>What was counted as sent.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

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
        Task.FromResult(Permission);

    public Task NoteSentAsync(Session session, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Sent.Enqueue(source);
        return Task.CompletedTask;
    }
}

/// <summary>What is logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Of(string category) =>
        [.. _lines.Where(line => line.StartsWith(category + ": ", StringComparison.Ordinal))];

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName.Split('.')[^1]);

    public void Dispose()
    {
    }

    private sealed class Lines(LogLines all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            all._lines.Enqueue($"{category}: {formatter(state, exception)}{exception}");
    }
}
