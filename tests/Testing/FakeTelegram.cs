using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.StandIns.Telegram;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing;

/// <summary>
/// The stand-in for Telegram with wrong turns before it, as a server for one bot: it checks every request against the
/// published description of the Bot API, and keeps a ledger of all it has taken.
/// </summary>
public sealed class FakeTelegram : TelegramStandIn, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<(string Method, JsonElement Body)> _requests = new();
    private readonly Channel<(string Method, JsonElement Body)> _attempts =
        Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly ConcurrentDictionary<long, DateTimeOffset> _waits = new();
    private readonly ConcurrentDictionary<long, (double Tokens, DateTimeOffset At)> _buckets = new();
    private readonly LoopbackServer _server;

    private FakeTelegram(TimeProvider clock, string bot, string token) : base(token, clock)
    {
        Bot = bot;
        _server = new LoopbackServer(app =>
        {
            app.MapPost(
                "/bot{token}/{method}",
                (HttpContext http, string token, string method) => HandleAsync(http, token, method));
            app.MapGet("/file/bot{token}/photos/{id}", (string token, string id) => Serve(token, id));
        });
        Updates = new FakeTelegramUpdates(clock);
    }

    /// <summary>The bot's user name.</summary>
    public override string Bot { get; }

    /// <summary>Where the API is.</summary>
    public Uri Address => _server.Address!;

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
        TimeProvider? clock = null, string bot = "test_shop_bot",
        string token = "700000099:fake-telegram-token-for-tests")
    {
        var telegram = new FakeTelegram(clock ?? TimeProvider.System, bot, token);
        await telegram._server.StartAsync();
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
    public Task GoDownAsync() => _server.GoDownAsync();

    /// <summary>It is there again, at the same address.</summary>
    public Task ComeBackAsync() => _server.StartAsync();

    public ValueTask DisposeAsync()
    {
        Updates.Dispose();
        return _server.DisposeAsync();
    }

    protected override ChatBook Book => Ledger;

    protected override BotUpdates Queue => Updates;

    protected override CancellationToken Stopping => _server.Stopping;

    protected override bool IsKnown(string token) => !IsRevoked && base.IsKnown(token);

    protected override (string? ContentType, byte[] Content)? FindFile(string id) =>
        Files.TryGetValue(id, out var file) ? (null, file) : null;

    protected override void Show(BotMessage message)
    {
        // It stands in the ledger.
    }

    protected override void ShowChange(BotMessage message) =>
        Ledger.Note("editMessageText", message.Chat, message.Text);

    protected override void ShowDraft(long chat, BotText draft) => Ledger.Note("sendMessageDraft", chat, draft.Words);

    protected override void ShowAction(long chat, string action) => Ledger.Note("sendChatAction", chat, action);

    protected override async Task RespondAsync(HttpContext http, string token, string method, BotCall call)
    {
        Check(method, call.Parameters);
        _requests.Enqueue((method, call.Parameters));
        _attempts.Writer.TryWrite((method, call.Parameters));
        var now = Clock.GetUtcNow();
        if (FakeTelegramFaults.Shows(method) && _waits.TryGetValue(call.Chat, out var until) && now < until)
            TooSoon++;
        var fault = IsKnown(token) ? Faults.Draw(method) : null;
        if (fault == FakeTelegramFault.TooMany)
            _waits[call.Chat] = now + TimeSpan.FromSeconds(Faults.RetryAfterSeconds);
        var answer = fault switch
        {
            FakeTelegramFault.ErrorBefore or FakeTelegramFault.HangBefore or FakeTelegramFault.CloseBefore =>
                ServerError,
            FakeTelegramFault.TooMany => TooMany(Faults.RetryAfterSeconds),
            FakeTelegramFault.NotParsed => BotAnswer.Refused(400, "Bad Request: can't parse entities: said the test"),
            FakeTelegramFault.Refused => BotAnswer.Refused(400, "Bad Request: chat not found"),
            _ => await AnswerAsync(http, token, method, call),
        };
        if (method == "answerCallbackQuery" && answer.ErrorCode == 0)
            Ledger.Note(method, chat: 0, call.Text("callback_query_id") + " " + call.Text("text"));
        switch (fault)
        {
            case FakeTelegramFault.HangBefore or FakeTelegramFault.HangAfter:
                await _server.HangAsync(http);
                break;
            case FakeTelegramFault.CloseBefore or FakeTelegramFault.CloseAfter:
                http.Abort();
                break;
            case FakeTelegramFault.WrongJson:
                await http.Response.WriteAsync("<html>");
                break;
            default:
                await SayAsync(http, fault == FakeTelegramFault.ErrorAfter ? ServerError : answer);
                break;
        }
    }

    private void Check(string method, JsonElement body)
    {
        foreach (var wrong in FakeTelegramSpec.Instance.Check(method, body))
            _violations.Enqueue(wrong);
        if (body.TryGetProperty("parse_mode", out var mode) && !mode.ValueEquals("Html") && !mode.ValueEquals("HTML"))
            _violations.Enqueue($"{method}: parse_mode");
    }

    protected override BotAnswer? Refuse(string method, BotCall call)
    {
        if (Moved.TryGetValue(call.Chat, out var to))
        {
            return BotAnswer.Refused(
                400, "Bad Request: group chat was upgraded to a supergroup chat",
                new() { ["migrate_to_chat_id"] = to });
        }

        if (Blocked.ContainsKey(call.Chat))
            return BotAnswer.Refused(403, "Forbidden: bot was blocked by the user");
        return FakeTelegramFaults.Shows(method) && Flood(call.Chat) is { } wait ? TooMany(wait) : null;
    }

    private static BotAnswer ServerError => BotAnswer.Refused(500, "Internal Server Error");

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
}
