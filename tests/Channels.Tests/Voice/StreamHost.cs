using System.Net.WebSockets;
using System.Text;
using Gateway.Channels.Speech;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Streams;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Channels.Tests.Voice;

/// <summary>The socket of calls on a real Kestrel and a real Redis, in real time.</summary>
internal sealed class StreamHost : IAsyncDisposable
{
    public const string PublicUrl = "https://gw.example.test";
    public const string SocketUrl = "wss://gw.example.test/media/twilio";
    public const string Token = "fake-voice-token-for-tests";
    public const string Line = "+33100000001";

    private readonly WebApplication _app;

    private StreamHost(WebApplication app, RecordedLogs logs, ScriptedSpeech speech) =>
        (_app, Logs, Speech) = (app, logs, speech);

    public RecordedLogs Logs { get; }

    public ScriptedSpeech Speech { get; }

    public required TestTickets Tickets { get; init; }

    public SessionEngine Engine => Get<SessionEngine>();

    public TestBook Book => (TestBook)Get<ICallBook>();

    public static async Task<StreamHost> StartAsync(
        RedisFixture redis, ITurnHandler? handler = null, TimeProvider? clock = null,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        (string Key, string Value)[] defaults =
        [
            ("Sessions:SweepMs", "50"), ("Twilio:AccountSid", "AC00000000000000000000000000000c01"),
            ("Twilio:AuthToken", Token), ("Twilio:ReconcileSeconds", "0"), ("Twilio:ApiBaseUrl", "http://127.0.0.1:9"),
        ];
        builder.Configuration.AddInMemoryCollection(defaults.Concat(settings)
            .Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        var speech = new ScriptedSpeech(clock ?? TimeProvider.System);
        var tickets = new TestTickets();
        var services = builder.Services;
        services.AddSingleton<IConnectionMultiplexer>(
            await ConnectionMultiplexer.ConnectAsync(CallStage.OwnDatabase(redis)));
        services.AddSingleton(handler ?? Handler.Echo);
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(new Workspace
        {
            Id = "centre",
            Name = "Centre",
            Solution = "shop",
            Channels = [new WorkspaceChannel { Kind = ChannelKind.Voice, Line = Line }],
        }));
        services.AddSingleton(new PublicAddress(new Uri(PublicUrl)));
        services.AddSingleton<ICallTickets>(tickets);
        services.AddSingleton<ICallBook>(new TestBook());
        services.AddSingleton<IGreetings>(new TestGreetings());
        services.AddSingleton<ISpeechBackEnds>(speech);
        services.AddSingleton<TwilioAccounts>();
        services.AddSingleton<WebhookGate>();
        services.AddSingleton<ChannelStates>();
        services.AddSingleton<TwilioDoor>();
        services.AddSingleton<TwilioLines>();
        services.AddHostedService(provider => provider.GetRequiredService<TwilioLines>());
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddVoice(builder.Configuration);
        services.AddSessions(builder.Configuration);
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet(StreamEndpoint.Path, app.Services.GetRequiredService<StreamEndpoint>().HoldAsync);
        await app.StartAsync();
        return new StreamHost(app, logs, speech) { Tickets = tickets };
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Opens the socket as Twilio does.</summary>
    /// <param name="signature">What the upgrade is signed with; null: nothing.</param>
    public async Task<ClientWebSocket> OpenAsync(string? signature)
    {
        var socket = new ClientWebSocket();
        if (signature is not null)
            socket.Options.SetRequestHeader(TwilioVerifier.Header, signature);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(
                new Uri(_app.Urls.Single().Replace("http://", "ws://") + StreamEndpoint.Path), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        return socket;
    }

    public Task<ClientWebSocket> OpenAsync() => OpenAsync(TwilioVerifier.Sign(SocketUrl, [], Token));

    /// <summary>A call that a webhook has answered.</summary>
    public async Task<(CallStandIn Twilio, string Word, CallTicket Ticket)> AnswerAsync()
    {
        var twilio = new CallStandIn("AC01", CallStage.NewSid("CA"), CallStage.NewSid("MZ"));
        var address = $"+336{Random.Shared.Next(100_000_000):00000000}";
        var session = await Engine.OpenAsync("centre", ChannelKind.Voice, address, null, "fr");
        var ticket = new CallTicket(twilio.CallSid, "centre", Line, address, "fr") { Session = session };
        return (twilio, await Tickets.IssueAsync(ticket, CancellationToken.None), ticket);
    }

    /// <summary>Waits until the gateway closes the socket.</summary>
    public static async Task<WebSocketCloseStatus?> ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (true)
            {
                if ((await socket.ReceiveAsync(buffer, late.Token)).MessageType != WebSocketMessageType.Close)
                    continue;
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
                return socket.CloseStatus;
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public static Task SendAsync(ClientWebSocket socket, string message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
