using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing;

/// <summary>
/// A server that behaves like Twilio, wrong turns included, and checks every request against Twilio's published description. It keeps a ledger of all it has
/// taken. One account; any number of senders.
/// </summary>
public sealed class FakeTwilio : IAsyncDisposable
{
    private const string Json = "application/json";

    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<FakeTwilioRequest> _requests = new();
    private readonly Channel<FakeTwilioRequest> _attempts = Channel.CreateUnbounded<FakeTwilioRequest>();
    private readonly ConcurrentDictionary<string, Dictionary<string, string?>> _numbers = new();
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    private FakeTwilio(TimeProvider clock, string accountSid, string authToken)
    {
        Clock = clock;
        AccountSid = accountSid;
        AuthToken = authToken;
        Messages = new FakeTwilioLedger(clock);
        Webhooks = new FakeTwilioWebhooks(this);
    }

    /// <summary>The account; plainly not a real one.</summary>
    public string AccountSid { get; }

    /// <summary>Signs webhooks and opens the API.</summary>
    public string AuthToken { get; }

    /// <summary>Where the API is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The fake's own clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What it has.</summary>
    public FakeTwilioLedger Messages { get; }

    /// <summary>What goes wrong.</summary>
    public FakeTwilioFaults Faults { get; } = new();

    /// <summary>Its calls to the gateway.</summary>
    public FakeTwilioWebhooks Webhooks { get; }

    /// <summary>False: what is outside the 24 hours of WhatsApp is taken and fails later, by callback; default: refused at once.</summary>
    public bool RefusesOutsideWindow { get; set; } = true;

    /// <summary>The configuration of a gateway that takes this for Twilio.</summary>
    public (string Key, string Value)[] Settings =>
        [("Twilio:AccountSid", AccountSid), ("Twilio:AuthToken", AuthToken), ("Twilio:ApiBaseUrl", Address.AbsoluteUri.TrimEnd('/'))];

    /// <summary>What was wrong with requests, all of it. Tests say that it is empty.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>All requests, in order.</summary>
    public IReadOnlyList<FakeTwilioRequest> Requests => [.. _requests];

    /// <summary>Starts it on a free port.</summary>
    /// <param name="clock">Its clock; null: the real one.</param>
    /// <param name="accountSid">AC and 32 hexadecimal digits.</param>
    /// <param name="authToken">Token of the account.</param>
    public static async Task<FakeTwilio> StartAsync(
        TimeProvider? clock = null, string accountSid = "AC00000000000000000000000000000b02", string authToken = "fake-twilio-token-for-tests")
    {
        var twilio = new FakeTwilio(clock ?? TimeProvider.System, accountSid, authToken);
        await twilio.ListenAsync(0);
        return twilio;
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

    /// <summary>The next attempt to send, once it was read and before it is answered; each is told once.</summary>
    public async Task<FakeTwilioRequest> NextAttemptAsync() => await _attempts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Gives the account a telephone number.</summary>
    /// <returns>Its id: PN and 32 hexadecimal digits.</returns>
    public string AddNumber(string number)
    {
        var sid = Messages.NewSid("PN");
        _numbers[sid] = new()
        {
            ["sid"] = sid,
            ["account_sid"] = AccountSid,
            ["phone_number"] = number,
            ["friendly_name"] = number,
            ["sms_url"] = "",
            ["sms_method"] = "POST",
            ["sms_fallback_url"] = "",
            ["sms_fallback_method"] = "POST",
            ["status_callback"] = "",
            ["status_callback_method"] = "POST",
            ["voice_url"] = "",
        };
        return sid;
    }

    /// <summary>A number as it is set up now: names as in Twilio's answers.</summary>
    public IReadOnlyDictionary<string, string?> NumberOf(string sid) => _numbers[sid];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await GoDownAsync();
        Webhooks.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        _app = app;
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        context.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (path.StartsWith("/media/", StringComparison.Ordinal))
        {
            await ServeFileAsync(context, path.Split('/')[^1]);
            return;
        }

        var form = context.Request.HasFormContentType ? Flatten(await context.Request.ReadFormAsync()) : [];
        var request = new FakeTwilioRequest(context.Request.Method, path, Flatten(context.Request.Query), form);
        _requests.Enqueue(request);
        Check(request);
        if (!IsAuthorised(context))
        {
            await FailAsync(context, 401, 20003, "Authenticate");
            return;
        }

        var account = $"/2010-04-01/Accounts/{AccountSid}";
        var steps = path.StartsWith(account, StringComparison.Ordinal) ? path[account.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries) : [];
        await ((request.Method, steps) switch
        {
            ("POST", _) when path == "/v2/Indicators/Typing.json" => AnswerAsync(context, 200, new { success = true }),
            ("POST", ["Messages.json"]) => SendAsync(context, request),
            ("GET", ["Messages.json"]) => ListMessagesAsync(context),
            ("GET", ["Messages", var sid]) when Messages.Find(sid.Replace(".json", "", StringComparison.Ordinal)) is { } message =>
                AnswerAsync(context, 200, message.ToResource(AccountSid)),
            ("GET", ["Messages", var sid, "Media.json"]) when Messages.Find(sid) is { } message => ListMediaAsync(context, message),
            ("GET", ["Messages", var sid, "Media", var media]) when Messages.Find(sid)?.Media.Any(file => file.Sid == media) == true =>
                RedirectAsync(context, media),
            ("DELETE", ["Messages", var sid, "Media", var media]) => DeleteMediaAsync(context, sid, media.Replace(".json", "", StringComparison.Ordinal)),
            ("GET", ["IncomingPhoneNumbers.json"]) => ListNumbersAsync(context, request),
            ("POST", ["IncomingPhoneNumbers", var sid]) when _numbers.TryGetValue(sid.Replace(".json", "", StringComparison.Ordinal), out var number) =>
                ChangeNumberAsync(context, request, number),
            _ => FailAsync(context, 404, 20404, "The requested resource was not found"),
        });
    }

    private void Check(FakeTwilioRequest request)
    {
        // The description has no word about files themselves; typing indicators are a product of their own.
        if (request.Method == "GET" && request.Path.Contains("/Media/", StringComparison.Ordinal) && !request.Path.EndsWith(".json", StringComparison.Ordinal))
            return;
        if (request.Path == "/v2/Indicators/Typing.json")
        {
            if (request.Form.Count != 2 || request["channel"] != "whatsapp" || request["messageId"]?.Length != 34)
                _violations.Enqueue("Typing.json takes messageId and channel");
            return;
        }

        foreach (var wrong in FakeTwilioSpec.Instance.Check(request.Method, request.Path, request.Query, request.Form))
            _violations.Enqueue(wrong);
        if (request["ContentSid"] is not null && (request["Body"] is not null || request["MediaUrl"] is not null))
            _violations.Enqueue("ContentSid goes without Body and MediaUrl");
    }

    private async Task SendAsync(HttpContext context, FakeTwilioRequest request)
    {
        _attempts.Writer.TryWrite(request);
        var (fault, code) = Faults.Draw();
        if (code is { } refusal)
        {
            await FailAsync(context, refusal == 20003 ? 401 : 400, refusal, "Refused by the test");
            return;
        }

        switch (fault)
        {
            case FakeTwilioFault.TooMany:
                context.Response.Headers.RetryAfter = Faults.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await FailAsync(context, 429, 20429, "Too Many Requests");
                return;
            case FakeTwilioFault.TooManyWithoutWait:
                await FailAsync(context, 429, 20429, "Too Many Requests");
                return;
            case FakeTwilioFault.ErrorBefore:
                await FailAsync(context, 500, 20500, "Internal Server Error");
                return;
            case FakeTwilioFault.Unavailable:
                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("Service Unavailable");
                return;
            case FakeTwilioFault.HangBefore:
                await HangAsync(context);
                return;
            case FakeTwilioFault.CloseBefore:
                context.Abort();
                return;
            default:
                break;
        }

        if (RefusalOf(request) is { } why)
        {
            await FailAsync(context, 400, why, "Refused");
            return;
        }

        await AcceptAsync(context, Take(request), fault);
    }

    private async Task AcceptAsync(HttpContext context, FakeTwilioMessage message, FakeTwilioFault fault)
    {
        if (Webhooks.ComesBeforeAnswer)
            await Webhooks.FollowUpAsync(message);
        else if (Webhooks.Follow.Count > 0)
            Webhooks.Start(() => Webhooks.FollowUpAsync(message));
        if (!RefusesOutsideWindow && message.ContentSid is null && Messages.IsOutsideWindow(message.From, message.To))
            Webhooks.Start(() => Webhooks.ReportAsync(message.Sid, "undelivered", "63016"));
        switch (fault)
        {
            case FakeTwilioFault.ErrorAfter:
                await FailAsync(context, 500, 20500, "Internal Server Error");
                break;
            case FakeTwilioFault.HangAfter:
                await HangAsync(context);
                break;
            case FakeTwilioFault.CloseAfter:
                context.Abort();
                break;
            case FakeTwilioFault.WrongJson:
                context.Response.StatusCode = 201;
                context.Response.ContentType = Json;
                await context.Response.WriteAsync("<html><body>Created</body></html>");
                break;
            case FakeTwilioFault.Drip:
                context.Response.StatusCode = 201;
                context.Response.ContentType = Json;
                context.Response.ContentLength = 2_000;
                await context.Response.WriteAsync("{\"sid\":");
                await context.Response.Body.FlushAsync();
                await HangAsync(context);
                break;
            default:
                await AnswerAsync(context, 201, message.ToResource(AccountSid));
                break;
        }
    }

    private int? RefusalOf(FakeTwilioRequest request)
    {
        var (from, to, body) = (request["From"] ?? "", request["To"] ?? "", request["Body"]);
        if (!IsAddress(to))
            return 21211;
        if (body?.Length > 1_600)
            return 21617;
        if (Messages.IsOptedOut(from, to))
            return 21610;
        if (request["ContentVariables"] is { } variables && !IsVariables(variables))
            return 21656;
        return RefusesOutsideWindow && request["ContentSid"] is null && Messages.IsOutsideWindow(from, to) ? 63016 : null;
    }

    private FakeTwilioMessage Take(FakeTwilioRequest request)
    {
        var now = Clock.GetUtcNow();
        return Messages.Add(new FakeTwilioMessage
        {
            Sid = Messages.NewSid("SM"),
            IsInbound = false,
            From = request["From"] ?? "",
            To = request["To"] ?? "",
            Body = request["Body"] ?? "",
            MessagingServiceSid = request["MessagingServiceSid"],
            ContentSid = request["ContentSid"],
            ContentVariables = request["ContentVariables"],
            MediaUrls = [.. request.Form.Where(field => field.Key == "MediaUrl").Select(field => field.Value)],
            StatusCallback = request["StatusCallback"],
            ValidityPeriod = request["ValidityPeriod"],
            CreatedAt = now,
            SentAt = Messages.StaysQueued ? null : now,
            Status = Messages.StaysQueued ? "queued" : "sent",
        });
    }

    private async Task ListMessagesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        bool Fits(FakeTwilioMessage message) =>
            (!query.TryGetValue("To", out var to) || message.To == to) &&
            (!query.TryGetValue("From", out var from) || message.From == from) &&
            (!query.TryGetValue("DateSent", out var on) || DayOf(message.SentAt) == DayOf(on)) &&
            (!query.TryGetValue("DateSent>", out var since) || DayOf(message.SentAt) >= DayOf(since)) &&
            (!query.TryGetValue("DateSent<", out var until) || DayOf(message.SentAt) <= DayOf(until));
        var found = Messages.All.Reverse().Where(Fits).Select(message => message.ToResource(AccountSid)).ToList();
        await AnswerPageAsync(context, "messages", found);
    }

    private Task ListMediaAsync(HttpContext context, FakeTwilioMessage message) => AnswerPageAsync(context, "media_list",
    [
        .. message.Media.Select(file => new Dictionary<string, object?>
        {
            ["sid"] = file.Sid,
            ["account_sid"] = AccountSid,
            ["parent_sid"] = message.Sid,
            ["content_type"] = file.ContentType,
            ["date_created"] = FakeTwilioMessage.Rfc2822(message.CreatedAt),
            ["date_updated"] = FakeTwilioMessage.Rfc2822(message.CreatedAt),
            ["uri"] = $"/2010-04-01/Accounts/{AccountSid}/Messages/{message.Sid}/Media/{file.Sid}.json",
        }),
    ]);

    private async Task DeleteMediaAsync(HttpContext context, string messageSid, string mediaSid)
    {
        if (Messages.Find(messageSid)?.Media.Any(file => file.Sid == mediaSid) != true)
        {
            await FailAsync(context, 404, 20404, "The requested resource was not found");
            return;
        }

        Messages.Update(messageSid, message => message with { Media = [.. message.Media.Where(file => file.Sid != mediaSid)] });
        context.Response.StatusCode = 204;
    }

    private Task ListNumbersAsync(HttpContext context, FakeTwilioRequest request)
    {
        var wanted = request.Query.FirstOrDefault(field => field.Key == "PhoneNumber").Value;
        List<Dictionary<string, object?>> found =
        [
            .. _numbers.Values.Where(number => wanted is null || number["phone_number"] == wanted).OrderBy(number => number["sid"], StringComparer.Ordinal)
                .Select(number => number.ToDictionary(field => field.Key, field => (object?)field.Value)),
        ];
        return AnswerPageAsync(context, "incoming_phone_numbers", found);
    }

    private static Task ChangeNumberAsync(HttpContext context, FakeTwilioRequest request, Dictionary<string, string?> number)
    {
        lock (number)
        {
            foreach (var (name, field) in new[] { ("SmsUrl", "sms_url"), ("SmsMethod", "sms_method"), ("SmsFallbackUrl", "sms_fallback_url"), ("StatusCallback", "status_callback") })
                number[field] = request[name] ?? number[field];
        }

        return AnswerAsync(context, 200, number);
    }

    private static Task RedirectAsync(HttpContext context, string media)
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/media/{media}";
        return Task.CompletedTask;
    }

    private async Task ServeFileAsync(HttpContext context, string sid)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            _violations.Enqueue("credentials went to another host than Twilio's");
        var file = Messages.All.SelectMany(message => message.Media).FirstOrDefault(one => one.Sid == sid);
        if (file is null)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    private static async Task AnswerPageAsync(HttpContext context, string key, List<Dictionary<string, object?>> all)
    {
        var query = context.Request.Query;
        var size = int.TryParse(query["PageSize"], out var asked) ? asked : 50;
        var page = int.TryParse(query["Page"], out var number) ? number : 0;
        var hasMore = all.Count > (page + 1) * size;
        string UriOf(int which) => context.Request.Path + QueryString.Create(
            Flatten(query).Where(field => field.Key is not ("Page" or "PageToken")).Select(field => new KeyValuePair<string, string?>(field.Key, field.Value))
                .Append(new("Page", which.ToString(CultureInfo.InvariantCulture))).Append(new("PageToken", $"PAfake{which}"))).ToUriComponent();
        await AnswerAsync(context, 200, new Dictionary<string, object?>
        {
            [key] = all.Skip(page * size).Take(size),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = Math.Min(all.Count, (page + 1) * size) - 1,
            ["first_page_uri"] = UriOf(0),
            ["next_page_uri"] = hasMore ? UriOf(page + 1) : null,
            ["previous_page_uri"] = page > 0 ? UriOf(page - 1) : null,
            ["uri"] = UriOf(page),
        });
    }

    private async Task HangAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var aborted = context.RequestAborted.Register(() => gone.TrySetResult());
        using var stopped = _stop.Token.Register(() => gone.TrySetResult());
        await gone.Task;
        context.Abort();
    }

    private bool IsAuthorised(HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
        return context.Request.Headers.Authorization == expected;
    }

    private static async Task AnswerAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        await context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }

    private static Task FailAsync(HttpContext context, int status, int code, string message) =>
        AnswerAsync(context, status, new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status });

    private static bool IsAddress(string to)
    {
        var bare = to.StartsWith("whatsapp:", StringComparison.Ordinal) ? to["whatsapp:".Length..] : to;
        return bare is ['+', _, _, _, _, _, _, ..] ? bare[1..].All(char.IsAsciiDigit) : to != bare && bare.Contains('.', StringComparison.Ordinal);
    }

    private static bool IsVariables(string variables)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(variables) is { } read && read.Values.All(value => value.Length > 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static DateTime? DayOf(DateTimeOffset? time) => time?.UtcDateTime.Date;

    private static DateTime DayOf(string? time) =>
        DateTimeOffset.Parse(time!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.Date;

    private static List<KeyValuePair<string, string>> Flatten(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        [.. fields.SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? "")))];
}
