using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.StandIns.Telegram;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>
/// The stand-in for Telegram with wrong turns before it, as a server for one bot: it checks every request against the published description of the Bot API,
/// and keeps a ledger of all it has taken.
/// </summary>
public sealed class FakeTelegram : TelegramStandIn, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<(string Method, JsonElement Body)> _requests = new();
    private readonly Channel<(string Method, JsonElement Body)> _attempts = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly ConcurrentDictionary<long, DateTimeOffset> _waits = new();
    private readonly ConcurrentDictionary<long, (double Tokens, DateTimeOffset At)> _buckets = new();
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    private FakeTelegram(TimeProvider clock, string bot, string token) : base(token, clock)
    {
        Bot = bot;
        Updates = new FakeTelegramUpdates(clock);
    }

    /// <summary>The bot's user name.</summary>
    public override string Bot { get; }

    /// <summary>Where the API is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it has taken.</summary>
    public FakeTelegramLedger Ledger { get; } = new();

    /// <summary>What goes wrong.</summary>
    public FakeTelegramFaults Faults { get; } = new();

    /// <summary>What it has to tell.</summary>
    public FakeTelegramUpdates Updates { get; }

    /// <summary>Chats of people who have blocked the bot.</summary>
    public ConcurrentDictionary<long, bool> Blocked { get; } = new();

    /// <summary>Groups that became supergroups.</summary>
    public ConcurrentDictionary<long, long> Moved { get; } = new();

    /// <summary>Files by their id.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Whether more than one message a second and chat (three at once) is refused. Default: yes.</summary>
    public bool KeepsPace { get; set; } = true;

    /// <summary>True: the token is not known any more.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>How many calls were refused for their pace, unscripted.</summary>
    public int Floods { get; private set; }

    /// <summary>How many calls came to a chat within the time that a scripted 429 had asked to wait.</summary>
    public int TooSoon { get; private set; }

    /// <summary>For a gateway that shall speak with it.</summary>
    public (string Key, string Value)[] Settings => [("Telegram:ApiBaseUrl", Address.AbsoluteUri)];

    /// <summary>What was wrong with requests, all of it. Tests say that it is empty.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>All requests, in order.</summary>
    public IReadOnlyList<(string Method, JsonElement Body)> Requests => [.. _requests];

    /// <summary>Starts it on a free port.</summary>
    /// <param name="clock">Its clock; null: the real one.</param>
    /// <param name="bot">The bot's user name.</param>
    /// <param name="token">The bot's token.</param>
    public static async Task<FakeTelegram> StartAsync(
        TimeProvider? clock = null, string bot = "test_shop_bot", string token = "700000099:fake-telegram-token-for-tests")
    {
        var telegram = new FakeTelegram(clock ?? TimeProvider.System, bot, token);
        await telegram.ListenAsync(0);
        return telegram;
    }

    /// <summary>What happens to the next calls of a method, in this order.</summary>
    public void Next(string method, params IEnumerable<FakeTelegramFault> faults) => Faults.Next(method, faults);

    /// <summary>The next call, once it was read and before it is answered; each is told once.</summary>
    public async Task<(string Method, JsonElement Body)> NextAttemptAsync(params string[] methods)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var attempt = await _attempts.Reader.ReadAsync(deadline.Token);
            if (methods.Length == 0 || methods.Contains(attempt.Method))
                return attempt;
        }
    }

    /// <summary>Connections are refused from now on; what it has stays.</summary>
    public async Task GoDownAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>It is there again, at the same address.</summary>
    public Task ComeBackAsync() => ListenAsync(Address.Port);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Updates.Dispose();
        await GoDownAsync();
        _stop.Dispose();
    }

    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        app.MapPost("/bot{token}/{method}", CallAsync);
        app.MapGet("/file/bot{token}/photos/{id}", (string token, string id) => Serve(token, id));
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        _app = app;
    }

    private async Task CallAsync(HttpContext http, string token, string method)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        http.Request.Body.Position = 0;
        var body = JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
        _requests.Enqueue((method, body));
        foreach (var wrong in FakeTelegramSpec.Instance.Check(method, body))
            _violations.Enqueue(wrong);
        if (body.TryGetProperty("parse_mode", out var mode) && !mode.ValueEquals("Html") && !mode.ValueEquals("HTML"))
            _violations.Enqueue($"{method}: parse_mode");
        _attempts.Writer.TryWrite((method, body));
        await HandleAsync(http, token, method);
    }

    protected override ChatBook Book => Ledger;

    protected override BotUpdates Queue => Updates;

    protected override CancellationToken Stopping => _stop.Token;

    protected override bool IsKnown(string token) => !IsRevoked && base.IsKnown(token);

    protected override (string? ContentType, byte[] Content)? FindFile(string id) => Files.TryGetValue(id, out var file) ? (null, file) : null;

    protected override void ShowChange(BotMessage message) => Ledger.Note("editMessageText", message.Chat, message.Text);

    protected override void ShowDraft(long chat, BotText draft) => Ledger.Note("sendMessageDraft", chat, draft.Words);

    protected override void ShowAction(long chat, string action) => Ledger.Note("sendChatAction", chat, action);

    protected override void AnswerPress(string id, string? text) => Ledger.Note("answerCallbackQuery", chat: 0, id + " " + text);

    protected override async Task RespondAsync(HttpContext http, string method, BotCall call)
    {
        var fault = Faults.Draw(method);
        if (FakeTelegramFaults.Shows(method) && _waits.TryGetValue(call.Chat, out var until) && Clock.GetUtcNow() < until)
            TooSoon++;
        switch (fault)
        {
            case FakeTelegramFault.ErrorBefore:
                await SayAsync(http, BotAnswer.Refused(500, "Internal Server Error"));
                return;
            case FakeTelegramFault.HangBefore:
                await HangAsync(http);
                return;
            case FakeTelegramFault.CloseBefore:
                http.Abort();
                return;
            case FakeTelegramFault.TooMany:
                _waits[call.Chat] = Clock.GetUtcNow() + TimeSpan.FromSeconds(Faults.RetryAfterSeconds);
                await SayAsync(http, TooMany(Faults.RetryAfterSeconds));
                return;
            case FakeTelegramFault.NotParsed:
                await SayAsync(http, BotAnswer.Refused(400, "Bad Request: can't parse entities: said the test"));
                return;
            case FakeTelegramFault.Refused:
                await SayAsync(http, BotAnswer.Refused(400, "Bad Request: chat not found"));
                return;
        }

        var answer = await AnswerAsync(http, method, call);
        switch (fault)
        {
            case FakeTelegramFault.ErrorAfter:
                await SayAsync(http, BotAnswer.Refused(500, "Internal Server Error"));
                break;
            case FakeTelegramFault.HangAfter:
                await HangAsync(http);
                break;
            case FakeTelegramFault.CloseAfter:
                http.Abort();
                break;
            case FakeTelegramFault.WrongJson:
                await http.Response.WriteAsync("<html>");
                break;
            default:
                await SayAsync(http, answer);
                break;
        }
    }

    protected override BotAnswer? Refuse(string method, BotCall call)
    {
        if (Moved.TryGetValue(call.Chat, out var to))
            return BotAnswer.Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", new() { ["migrate_to_chat_id"] = to });
        if (Blocked.ContainsKey(call.Chat))
            return BotAnswer.Refused(403, "Forbidden: bot was blocked by the user");
        return FakeTelegramFaults.Shows(method) && Flood(call.Chat) is { } wait ? TooMany(wait) : null;
    }

    private static BotAnswer TooMany(int seconds) =>
        BotAnswer.Refused(429, $"Too Many Requests: retry after {seconds}", new() { ["retry_after"] = seconds });

    private int? Flood(long chat)
    {
        if (!KeepsPace)
            return null;
        var now = Clock.GetUtcNow();
        int? wait = null;
        _buckets.AddOrUpdate(chat, _ => (2, now), (_, bucket) =>
        {
            var tokens = Math.Min(3, bucket.Tokens + (now - bucket.At).TotalSeconds);
            wait = tokens < 1 ? (int)Math.Ceiling(1 - tokens) : null;
            return (tokens < 1 ? tokens : tokens - 1, now);
        });
        Floods += wait is null ? 0 : 1;
        return wait;
    }

    private async Task HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stop.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }
}
