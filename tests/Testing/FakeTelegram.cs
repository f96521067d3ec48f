using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>
/// A server that behaves like Telegram's Bot API for one bot, wrong turns included, and checks every request against its published description. It keeps a
/// ledger of all it has taken.
/// </summary>
public sealed class FakeTelegram : IAsyncDisposable
{
    private const int MaxText = 4_096;
    private const int MaxCaption = 1_024;

    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<(string Method, JsonElement Body)> _requests = new();
    private readonly Channel<(string Method, JsonElement Body)> _attempts = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly ConcurrentDictionary<long, DateTimeOffset> _waits = new();
    private readonly ConcurrentDictionary<long, (double Tokens, DateTimeOffset At)> _buckets = new();
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    private FakeTelegram(TimeProvider clock, string bot, string token)
    {
        (_clock, Bot, Token) = (clock, bot, token);
        Updates = new FakeTelegramUpdates(clock);
    }

    /// <summary>The bot's user name.</summary>
    public string Bot { get; }

    /// <summary>The bot's token; plainly not a real one.</summary>
    public string Token { get; }

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
        app.MapGet("/file/bot{token}/files/{id}", (string token, string id) =>
            token == Token && Files.TryGetValue(id, out var file) ? Results.Bytes(file) : Results.NotFound());
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        _app = app;
    }

    private async Task CallAsync(HttpContext http, string token, string method)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var body = JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
        _requests.Enqueue((method, body));
        foreach (var wrong in FakeTelegramSpec.Instance.Check(method, body))
            _violations.Enqueue(wrong);
        if (body.TryGetProperty("parse_mode", out var mode) && !mode.ValueEquals("Html") && !mode.ValueEquals("HTML"))
            _violations.Enqueue($"{method}: parse_mode");
        _attempts.Writer.TryWrite((method, body));
        if (token != Token || IsRevoked)
        {
            await SayAsync(http, 401, "Unauthorized");
            return;
        }

        var fault = Faults.Draw(method);
        if (FakeTelegramFaults.Shows(method) && _waits.TryGetValue(Number(body, "chat_id") ?? 0, out var until) && _clock.GetUtcNow() < until)
            TooSoon++;
        switch (fault)
        {
            case FakeTelegramFault.ErrorBefore:
                await SayAsync(http, 500, "Internal Server Error");
                return;
            case FakeTelegramFault.HangBefore:
                await HangAsync(http);
                return;
            case FakeTelegramFault.CloseBefore:
                http.Abort();
                return;
            case FakeTelegramFault.TooMany:
                _waits[Number(body, "chat_id") ?? 0] = _clock.GetUtcNow() + TimeSpan.FromSeconds(Faults.RetryAfterSeconds);
                await SayAsync(http, 429, $"Too Many Requests: retry after {Faults.RetryAfterSeconds}", Faults.RetryAfterSeconds);
                return;
            case FakeTelegramFault.NotParsed:
                await SayAsync(http, 400, "Bad Request: can't parse entities: said the test");
                return;
            case FakeTelegramFault.Refused:
                await SayAsync(http, 400, "Bad Request: chat not found");
                return;
        }

        var (status, answer, parameters) = method == "getUpdates" ? await PollAsync(http, body) : Answer(method, body);
        switch (fault)
        {
            case FakeTelegramFault.ErrorAfter:
                await SayAsync(http, 500, "Internal Server Error");
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
                await SayAsync(http, status, answer, parameters: parameters);
                break;
        }
    }

    private async Task<(int, JsonNode?, JsonObject?)> PollAsync(HttpContext http, JsonElement body)
    {
        if (body.TryGetProperty("allowed_updates", out var allowed))
            Updates.Allowed = [.. allowed.EnumerateArray().Select(kind => kind.GetString()!)];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stop.Token);
        try
        {
            var (status, answer) = await Updates.PollAsync(
                Number(body, "offset"), (int)(Number(body, "limit") ?? 100), TimeSpan.FromSeconds(Number(body, "timeout") ?? 0), either.Token);
            return (status, answer, null);
        }
        catch (OperationCanceledException)
        {
            return (200, new JsonArray(), null);
        }
    }

    private (int Status, JsonNode? Answer, JsonObject? Parameters) Answer(string method, JsonElement body)
    {
        var chat = Number(body, "chat_id") ?? 0;
        if (Moved.TryGetValue(chat, out var to))
            return (400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = to });
        if (Blocked.ContainsKey(chat))
            return (403, "Forbidden: bot was blocked by the user", null);
        if (FakeTelegramFaults.Shows(method) && Flood(chat) is { } wait)
            return (429, $"Too Many Requests: retry after {wait}", new JsonObject { ["retry_after"] = wait });
        try
        {
            return method switch
            {
                "getMe" => (200, new JsonObject { ["id"] = long.Parse(Token.Split(':')[0]), ["is_bot"] = true, ["first_name"] = "Shop", ["username"] = Bot }, null),
                "sendMessage" => (200, Json(Ledger.Add(id => Read(body, chat, id, "text", MaxText))), null),
                "sendPhoto" => (200, Json(Ledger.Add(id => Read(body, chat, id, "caption", MaxCaption) with { Photo = body.GetProperty("photo").GetString() })), null),
                "sendMediaGroup" => (200, Album(body, chat), null),
                "editMessageText" => Edit(body, chat),
                "sendMessageDraft" or "sendChatAction" => Note(method, chat, Text(body, "text") ?? Text(body, "action")),
                "answerCallbackQuery" => Note(method, chat: 0, Text(body, "callback_query_id") + " " + Text(body, "text")),
                "getFile" when Files.TryGetValue(Text(body, "file_id")!, out var file) =>
                    (200, new JsonObject { ["file_id"] = Text(body, "file_id"), ["file_unique_id"] = "u", ["file_size"] = file.Length, ["file_path"] = $"files/{Text(body, "file_id")}" }, null),
                "getFile" => (400, "Bad Request: file is too big", null),
                "setWebhook" => SetWebhook(Text(body, "url")!, Text(body, "secret_token"), body),
                "deleteWebhook" => SetWebhook("", secret: null, body),
                "getWebhookInfo" => (200, WebhookInfo(), null),
                _ => (404, "Not Found", null),
            };
        }
        catch (FormatException error)
        {
            return (400, error.Message, null);
        }
    }

    private JsonArray Album(JsonElement body, long chat)
    {
        int? first = null;
        return new JsonArray([.. body.GetProperty("media").EnumerateArray().Select(media => Json(Ledger.Add(id =>
            Read(media, chat, id, "caption", MaxCaption) with { Photo = media.GetProperty("media").GetString(), Album = first ??= id })))]);
    }

    private int? Flood(long chat)
    {
        if (!KeepsPace)
            return null;
        var now = _clock.GetUtcNow();
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

    private FakeTelegramMessage Read(JsonElement body, long chat, int id, string field, int most)
    {
        var said = Text(body, field) ?? "";
        IReadOnlyList<FakeTelegramEntity> entities = [];
        var text = Text(body, "parse_mode") is null ? said : FakeTelegramHtml.Read(said, out entities);
        if (field == "text" && text.Trim().Length == 0)
            throw new FormatException("Bad Request: message text is empty");
        if (text.Length > most || Encoding.UTF8.GetByteCount(said) > 32_768)
            throw new FormatException("Bad Request: message is too long");
        return new FakeTelegramMessage(chat, id, text, _clock.GetUtcNow()) { Thread = Number(body, "message_thread_id"), Entities = entities, Buttons = Buttons(body) };
    }

    private static List<(string Text, string? Data, string? Url)> Buttons(JsonElement body)
    {
        if (!body.TryGetProperty("reply_markup", out var markup))
            return [];
        var buttons = markup.GetProperty("inline_keyboard").EnumerateArray().SelectMany(row => row.EnumerateArray())
            .Select(button => (Text(button, "text")!, Text(button, "callback_data"), Text(button, "url"))).ToList();
        foreach (var (_, data, url) in buttons)
        {
            if (data is not null && Encoding.UTF8.GetByteCount(data) is < 1 or > 64)
                throw new FormatException("Bad Request: BUTTON_DATA_INVALID");
            if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme is "http" or "https" && !address.Host.Contains('.'))))
                throw new FormatException("Bad Request: BUTTON_URL_INVALID");
        }

        return buttons.Count > 100 ? throw new FormatException("Bad Request: inline keyboard has too many buttons") : buttons;
    }

    private (int, JsonNode?, JsonObject?) Edit(JsonElement body, long chat)
    {
        var id = (int)Number(body, "message_id")!;
        var now = Read(body, chat, id, "text", MaxText);
        var isSame = false;
        var changed = Ledger.Change(chat, id, old =>
        {
            isSame = old.Text == now.Text && old.Buttons.SequenceEqual(now.Buttons) && old.Entities.SequenceEqual(now.Entities);
            return isSame ? old : now with { At = old.At, Edits = old.Edits + 1 };
        });
        if (changed is null)
            return (400, "Bad Request: message to edit not found", null);
        if (isSame)
            return (400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same", null);
        Ledger.Note("editMessageText", chat, now.Text);
        return (200, Json(changed), null);
    }

    private (int, JsonNode?, JsonObject?) Note(string method, long chat, string? text)
    {
        Ledger.Note(method, chat, text);
        return (200, JsonValue.Create(true), null);
    }

    private (int, JsonNode?, JsonObject?) SetWebhook(string url, string? secret, JsonElement body)
    {
        if (url.Length > 0 && !url.StartsWith("https://", StringComparison.Ordinal))
            return (400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook", null);
        Updates.MaxConnections = (int)(Number(body, "max_connections") ?? 40);
        if (body.TryGetProperty("allowed_updates", out var allowed))
            Updates.Allowed = [.. allowed.EnumerateArray().Select(kind => kind.GetString()!)];
        if (body.TryGetProperty("drop_pending_updates", out var drop) && drop.GetBoolean())
            Updates.Clear();
        Updates.SetWebhook(url, secret);
        return (200, JsonValue.Create(true), null);
    }

    private JsonObject WebhookInfo()
    {
        var info = new JsonObject
        {
            ["url"] = Updates.Url,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = Updates.Waiting,
            ["max_connections"] = Updates.MaxConnections,
        };
        if (Updates.Allowed is { } allowed)
            info["allowed_updates"] = new JsonArray([.. allowed.Select(kind => JsonValue.Create(kind))]);
        if (Updates.LastError is { } error)
            (info["last_error_message"], info["last_error_date"]) = (error, Updates.LastErrorAt!.Value.ToUnixTimeSeconds());
        return info;
    }

    private static JsonObject Json(FakeTelegramMessage message) => new JsonObject
    {
        ["message_id"] = message.Id,
        ["date"] = message.At.ToUnixTimeSeconds(),
        ["chat"] = new JsonObject { ["id"] = message.Chat, ["type"] = message.Chat > 0 ? "private" : "supergroup" },
        ["text"] = message.Text,
    };

    private static long? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stop.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    private static Task SayAsync(HttpContext http, int status, JsonNode? answer, int? retryAfter = null, JsonObject? parameters = null)
    {
        http.Response.StatusCode = status;
        var wait = retryAfter ?? (int?)parameters?["retry_after"];
        if (wait is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (retryAfter is { } asked)
            parameters = new JsonObject { ["retry_after"] = asked };
        var body = status == 200
            ? new JsonObject { ["ok"] = true, ["result"] = answer }
            : new JsonObject { ["ok"] = false, ["error_code"] = status, ["description"] = answer };
        if (status != 200 && parameters is not null)
            body["parameters"] = parameters;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString());
    }
}
