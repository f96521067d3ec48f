using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Gateway.StandIns.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing;

/// <summary>
/// The stand-in for Twilio with wrong turns before it, as a server: it checks every request against Twilio's published
/// description, and keeps a ledger of all it has taken. One account; any number of senders.
/// </summary>
public sealed class FakeTwilio : TwilioStandIn, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<FakeTwilioRequest> _requests = new();
    private readonly Channel<FakeTwilioRequest> _attempts = Channel.CreateUnbounded<FakeTwilioRequest>();
    private readonly ConcurrentQueue<(string Call, FakeTwilioFault Fault, Action? Then)> _mishaps = new();
    private readonly LoopbackServer _server;

    private FakeTwilio(TimeProvider clock, string accountSid, string authToken) : base(accountSid, authToken)
    {
        Clock = clock;
        _server = new LoopbackServer(app => app.Run(HandleAsync));
        Messages = new FakeTwilioLedger(clock);
        Webhooks = new FakeTwilioWebhooks(this);
        Store = new NumberShop(accountSid, Messages.NewSid);
        Placed = new KeptCalls(accountSid, Messages.NewSid, clock);
    }

    /// <summary>Where the API is.</summary>
    public Uri Address => _server.Address!;

    /// <summary>The fake's own clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What it has.</summary>
    public FakeTwilioLedger Messages { get; }

    /// <summary>What it sells, what the accounts have, and the accounts below.</summary>
    public NumberShop Store { get; }

    /// <summary>The calls it was asked to begin.</summary>
    public KeptCalls Placed { get; }

    /// <summary>What goes wrong when something is sent.</summary>
    public FakeTwilioFaults Faults { get; } = new();

    /// <summary>Its calls to the gateway.</summary>
    public FakeTwilioWebhooks Webhooks { get; }

    /// <summary>
    /// False: what is outside the 24 hours of WhatsApp is taken and fails later, by callback; default: refused at once.
    /// </summary>
    public bool RefusesOutsideWindow { get; set; } = true;

    /// <summary>The configuration of a gateway that takes this for Twilio.</summary>
    public (string Key, string Value)[] Settings =>
        [("Twilio:AccountSid", AccountSid), ("Twilio:AuthToken", AuthToken),
            ("Twilio:ApiBaseUrl", Address.AbsoluteUri.TrimEnd('/'))];

    /// <summary>What was wrong with requests, all of it. Tests say that it is empty.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>All requests, in order.</summary>
    public IReadOnlyList<FakeTwilioRequest> Requests => [.. _requests];

    /// <summary>Starts it on a free port.</summary>
    /// <param name="clock">Its clock; null: the real one.</param>
    /// <param name="accountSid">AC and 32 hexadecimal digits.</param>
    /// <param name="authToken">Token of the account.</param>
    public static async Task<FakeTwilio> StartAsync(
        TimeProvider? clock = null, string accountSid = "AC00000000000000000000000000000b02",
        string authToken = "fake-twilio-token-for-tests")
    {
        var twilio = new FakeTwilio(clock ?? TimeProvider.System, accountSid, authToken);
        await twilio._server.StartAsync();
        return twilio;
    }

    /// <summary>Connections are refused from now on; what it has stays.</summary>
    public Task GoDownAsync() => _server.GoDownAsync();

    /// <summary>It is there again, at the same address.</summary>
    public Task ComeBackAsync() => _server.StartAsync();

    /// <summary>The next attempt to send, once it was read and before it is answered; each is told once.</summary>
    public async Task<FakeTwilioRequest> NextAttemptAsync() =>
        await _attempts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next call with that in its method and path goes wrong, whatever it asks for.</summary>
    /// <param name="call">As in <c>POST /2010-04-01/Accounts.json</c>, or the end of it; a star is anything.</param>
    /// <param name="fault">How.</param>
    /// <param name="then">What happens at that moment besides; null for nothing.</param>
    public void Next(string call, FakeTwilioFault fault, Action? then = null) => _mishaps.Enqueue((call, fault, then));

    /// <summary>Gives the account a telephone number.</summary>
    /// <returns>Its id: PN and 32 hexadecimal digits.</returns>
    public string AddNumber(string number)
    {
        var sid = Messages.NewSid("PN");
        Store.Numbers[sid] = new KeptNumber { Sid = sid, AccountSid = AccountSid, Number = number };
        return sid;
    }

    /// <summary>A number as it is set up now.</summary>
    public KeptNumber NumberOf(string sid) => Store.Numbers[sid];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Webhooks.Dispose();
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

        var request = RequestOf(
            context, context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty);
        _requests.Enqueue(request);
        Check(request);
        var call = $"{request.Method} {path}";
        if (_mishaps.TryPeek(out var next) && FakeTwilioMishaps.IsMeant(next.Call, call)
            && _mishaps.TryDequeue(out next))
        {
            await FakeTwilioMishaps.HappenAsync(
                context, next.Fault, () => HandleAsync(context, path), next.Then, _server);
        }
        else
        {
            await HandleAsync(context, path);
        }
    }

    private static FakeTwilioRequest RequestOf(HttpContext context, IFormCollection form) =>
        new(context.Request.Method, context.Request.Path.Value!, Flatten(context.Request.Query), Flatten(form));

    private void Check(FakeTwilioRequest request)
    {
        // The description has no word about files themselves; typing indicators are a product of their own.
        if (request.Method == "GET" && request.Path.Contains("/Media/", StringComparison.Ordinal)
            && !request.Path.EndsWith(".json", StringComparison.Ordinal))
            return;
        if (request.Path == "/v2/Indicators/Typing.json")
        {
            if (request.Form.Count != 2 || request["channel"] != "whatsapp" || request["messageId"]?.Length != 34)
                _violations.Enqueue("Typing.json takes messageId and channel");
            return;
        }

        if (FakeTwilioMishaps.IsBeyondDescription(request, _violations.Enqueue))
            return;
        foreach (var wrong in FakeTwilioSpec.Instance.Check(request.Method, request.Path, request.Query, request.Form))
            _violations.Enqueue(wrong);
        if (request["ContentSid"] is not null && (request["Body"] is not null || request["MediaUrl"] is not null))
            _violations.Enqueue("ContentSid goes without Body and MediaUrl");
    }

    protected override MessageBook Book => Messages;

    protected override NumberShop? Shop => Store;

    protected override KeptCalls? Calls => Placed;

    protected override bool ShowTyping(string messageSid) => true;

    protected override IEnumerable<KeptNumber> Numbers() =>
        Store.Numbers.Values.OrderBy(number => number.Sid, StringComparer.Ordinal);

    protected override KeptNumber Change(KeptNumber number) => Store.Numbers[number.Sid] = number;

    // The file itself lies with another host, and its address says all that opens it.
    protected override Task ServeAsync(HttpContext context, KeptMedia file)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/media/{file.Sid}";
        return Task.CompletedTask;
    }

    protected override async Task SendAsync(HttpContext context, IFormCollection form)
    {
        _attempts.Writer.TryWrite(RequestOf(context, form));
        var (fault, code) = Faults.Draw();
        if (code is { } refusal)
        {
            await FailAsync(context, new TwilioFailure(refusal, "Refused by the test", refusal == 20003 ? 401 : 400));
            return;
        }

        switch (fault)
        {
            case FakeTwilioFault.TooMany:
                context.Response.Headers.RetryAfter = Faults.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await FailAsync(context, new TwilioFailure(20429, "Too Many Requests", 429));
                return;
            case FakeTwilioFault.TooManyWithoutWait:
                await FailAsync(context, new TwilioFailure(20429, "Too Many Requests", 429));
                return;
            case FakeTwilioFault.ErrorBefore:
                await FailAsync(context, new TwilioFailure(20500, "Internal Server Error", 500));
                return;
            case FakeTwilioFault.Unavailable:
                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("Service Unavailable");
                return;
            case FakeTwilioFault.HangBefore:
                await _server.HangAsync(context);
                return;
            case FakeTwilioFault.CloseBefore:
                context.Abort();
                return;
            default:
                break;
        }

        var from = form["From"].ToString();
        if ((RefusalOf(from, form) ?? OutsideWindow(from, form)) is { } why)
        {
            await FailAsync(context, why);
            return;
        }

        await AcceptAsync(
            context, Take(Messages.NewSid("SM"), from, form, Clock.GetUtcNow(), isSent: !Messages.StaysQueued), fault);
    }

    private TwilioFailure? OutsideWindow(string from, IFormCollection form) =>
        RefusesOutsideWindow && form["ContentSid"].Count == 0 && Messages.IsOutsideWindow(from, form["To"].ToString())
            ? new TwilioFailure(63016, "Failed to send freeform message because you are outside the allowed window.")
            : null;

    private async Task AcceptAsync(HttpContext context, KeptMessage message, FakeTwilioFault fault)
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
                await FailAsync(context, new TwilioFailure(20500, "Internal Server Error", 500));
                break;
            case FakeTwilioFault.HangAfter:
                await _server.HangAsync(context);
                break;
            case FakeTwilioFault.CloseAfter:
                context.Abort();
                break;
            case FakeTwilioFault.WrongJson:
                context.Response.StatusCode = 201;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("<html><body>Created</body></html>");
                break;
            case FakeTwilioFault.Drip:
                context.Response.StatusCode = 201;
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = 2_000;
                await context.Response.WriteAsync("{\"sid\":");
                await context.Response.Body.FlushAsync();
                await _server.HangAsync(context);
                break;
            default:
                await AnswerAsync(context, message, 201);
                break;
        }
    }

    private async Task ServeFileAsync(HttpContext context, string sid)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            _violations.Enqueue("credentials went to another host than Twilio's");
        var file = Messages.All.SelectMany(message => message.Media).FirstOrDefault(one => one.Sid == sid);
        if (file?.Read() is not { } bytes)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static List<KeyValuePair<string, string>> Flatten(
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        [.. fields.SelectMany(
            field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? "")))];
}
