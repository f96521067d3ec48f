using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.StandIns.Telegram;
using Gateway.Testing;
using Gateway.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Messaging;

/// <summary>
/// A Redis, a PostgreSQL, a Twilio and a Telegram that can misbehave, and as many gateways as a test wants, all serving
/// the demo shop on one number for SMS and WhatsApp and by one bot. Contacts write through the providers' webhooks,
/// signed, to whichever gateway has the turn, and read what the providers were told to send.
/// </summary>
internal sealed class MessagingCluster : IAsyncDisposable
{
    /// <summary>The shop's number.</summary>
    public const string Line = "+33700000001";

    private const string PublicUrl = "https://gw.example.test";

    // What Twilio is told in its console: three more tries, also after 5xx and a broken connection.
    private const string Webhook = PublicUrl + "/webhooks/twilio/messages#ct=2000&rt=4000&rc=3&rp=ct,rt,5xx";

    private static int _lastContact;

    private readonly string _workspaces = Directory.CreateTempSubdirectory("gateway-workspaces-").FullName;
    private readonly List<(GatewayProcess Process, RedisProxy Proxy)> _gateways = [];
    private readonly string _locale;

    private MessagingCluster(Cluster stores, FakeTwilio twilio, FakeTelegram telegram, string locale, bool nativeDrafts)
    {
        (Stores, Twilio, Telegram, _locale) = (stores, twilio, telegram, locale);
        telegram.Updates.RepeatsAfter = TimeSpan.FromMilliseconds(200);
        telegram.Updates.BringByItself();
        CopyWorkspaces(Path.Combine(GatewayProcess.Root, "workspaces"), _workspaces);
        var file = Path.Combine(_workspaces, "demo-shop.json");
        var shop = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        shop["channels"] = new JsonArray(
            JsonNode.Parse(
                """{ "kind": "web", "siteKey": "demo-shop", "allowedOrigins": ["http://127.0.0.1:8080"] }"""),
            JsonNode.Parse($$"""{ "kind": "sms", "number": "{{Line}}", "debounceMs": 0 }"""),
            JsonNode.Parse($$"""{ "kind": "whatsapp", "number": "{{Line}}", "debounceMs": 0 }"""),
            JsonNode.Parse(
                $$"""{ "kind": "telegram", "bot": "{{telegram.Bot}}", "token": "{{telegram.Token}}", "debounceMs": 0 }"""));
        shop["channels"]!.AsArray()[^1]!["nativeDrafts"] = nativeDrafts;
        shop["locale"] = locale;
        File.WriteAllText(file, shop.ToJsonString());
    }

    public Cluster Stores { get; }

    public FakeTwilio Twilio { get; }

    public FakeTelegram Telegram { get; }

    /// <summary>What was wrong with requests to the providers, all of it.</summary>
    public IReadOnlyList<string> Violations => [.. Twilio.Violations, .. Telegram.Violations];

    /// <summary>Starts the stores and the providers.</summary>
    /// <param name="locale">The language in which the shop begins, and that of people's Telegram: Twilio tells nothing
    /// of a contact's before they write.</param>
    /// <param name="nativeDrafts">Whether answers grow on Telegram in drafts.</param>
    public static async Task<MessagingCluster> StartAsync(string locale = "fr", bool nativeDrafts = false) =>
        new(
            await Cluster.StartAsync(), await FakeTwilio.StartAsync(), await FakeTelegram.StartAsync(), locale,
            nativeDrafts);

    /// <summary>A contact no one else is: a number, whose digits are a chat's on Telegram.</summary>
    public static string NewContact() =>
        string.Create(CultureInfo.InvariantCulture, $"+336{10_000_000 + Interlocked.Increment(ref _lastContact)}");

    /// <summary>Starts one more gateway; webhooks reach all that run, in turn.</summary>
    public async Task<(GatewayProcess Gateway, RedisProxy Proxy)> AddGatewayAsync(
        params (string Key, string Value)[] settings)
    {
        var (gateway, proxy) = await Stores.AddGatewayAsync(
            0,
            [
                .. Twilio.Settings,
                .. Telegram.Settings,
                ("Gateway:PublicUrl", PublicUrl),
                ("Gateway:WorkspacesPath", _workspaces),
                ("Gateway:DataPath", Path.Combine(_workspaces, ".data")),
                ("Delivery:LeaseMs", "2000"),
                // Contacts of these tests say in a minute what people say in a day.
                ("Sms:AnswersPerHour", "10000"),
                ("WhatsApp:AnswersPerHour", "10000"),
                ("Delivery:SweepMs", "200"),
                ("Delivery:UnknownWaitMs", "400"),
                ("Delivery:RetryMs", "100"),
                ("Sms:SegmentsPerSecond", "1000"),
                ("Twilio:ReconcileSeconds", "0"),
                .. settings,
            ]);
        _gateways.Add((gateway, proxy));
        Route();
        return (gateway, proxy);
    }

    /// <summary>The one gateway that an earlier test has left, or a new one where it has not left one.</summary>
    public async Task<(GatewayProcess Gateway, RedisProxy Proxy)> OneGatewayAsync()
    {
        if (_gateways is [var only])
            return only;
        await StopGatewaysAsync();
        return await AddGatewayAsync();
    }

    /// <summary>kill -9; webhooks reach it no more.</summary>
    public async Task KillAsync(GatewayProcess gateway)
    {
        _gateways.RemoveAll(one => one.Process == gateway);
        Route();
        await gateway.KillAsync();
    }

    /// <summary>
    /// A contact writes, or presses a button; the provider tries again as it was told to, Telegram until it has been
    /// heard.
    /// </summary>
    /// <param name="channel">Its channel.</param>
    /// <param name="contact">Who.</param>
    /// <param name="text">What they write, or the words on the button.</param>
    /// <param name="times">How often the webhook comes, all at once.</param>
    /// <param name="press">The button; null when they write.</param>
    /// <returns>The provider's id of it, as it stands in the transcript.</returns>
    public async Task<string> WriteAsync(
        string channel, string contact, string text, int times = 1, Press? press = null)
    {
        if (channel == ChannelKind.Telegram)
        {
            var (kind, content) = Content(contact, text, press);
            var update = Telegram.Updates.Add(kind, content);
            await Task.WhenAll(Enumerable.Range(1, times - 1).Select(_ => Telegram.Updates.RepeatAsync(update)));
            return IdOf(update);
        }

        Dictionary<string, string> fields = press is null
            ? []
            : new() { ["ButtonText"] = text, ["ButtonPayload"] = press.Data, ["MessageType"] = "interactive" };
        var received = Twilio.Webhooks.Receive(
            new FakeTwilioInbound(Address(channel, contact), Address(channel, Line), text) { Fields = fields });
        await Twilio.Webhooks.SendAsync(received, Webhook, times);
        return received.Sid;
    }

    /// <summary>
    /// A channel's provider refuses connections from now on; what it has stays, and Telegram still brings what people
    /// write.
    /// </summary>
    public Task GoDownAsync(string channel) =>
        channel == ChannelKind.Telegram ? Telegram.GoDownAsync() : Twilio.GoDownAsync();

    /// <summary>It is there again.</summary>
    public Task ComeBackAsync(string channel) =>
        channel == ChannelKind.Telegram ? Telegram.ComeBackAsync() : Twilio.ComeBackAsync();

    /// <summary>The provider tells the gateway once more of what it has.</summary>
    public async Task<IReadOnlyList<HttpStatusCode?>> RepeatAsync(string channel, string id) =>
        channel == ChannelKind.Telegram
        ? [await Telegram.Updates.RepeatAsync(Update(id))]
        : await Twilio.Webhooks.SendAsync(Twilio.Messages.Find(id)!, Webhook);

    /// <summary>
    /// Waits until a gateway has kept it: Telegram repeats by itself, and at Twilio what met dying gateways alone comes
    /// again, as its list would bring it in the end.
    /// </summary>
    public async Task KeptAsync(string channel, string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(channel == ChannelKind.Telegram
            ? Telegram.Updates.IsTaken(Update(id))
            : (await RepeatAsync(channel, id)).Any(status => (int?)status == 200)))
            await Task.Delay(50, deadline.Token);
    }

    /// <summary>What its provider has taken for a contact, in order; an album is one message.</summary>
    public IReadOnlyList<SentMessage> SentTo(string channel, string contact) => channel == ChannelKind.Telegram
        ? [.. Telegram.Ledger.Messages.Where(
            message => message.Chat == Chat(contact) && (message.Album ?? message.Id) == message.Id).Select(message =>
            new SentMessage(
                message.Id.ToString(CultureInfo.InvariantCulture), message.Text,
                message.At) { Buttons = message.Buttons })]
        : [.. Twilio.Messages.Sent.Where(message => message.To == Address(channel, contact)).Select(message =>
            new SentMessage(message.Sid, message.Body, message.CreatedAt) { Reference = message.Reference })];

    /// <summary>The ids of what a contact has written and pressed, in order.</summary>
    public IReadOnlyList<string> ReceivedFrom(string channel, string contact) => channel == ChannelKind.Telegram
        ? [.. Telegram.Updates.All.Where(
            update => Chat(contact) == (long)(
            update["message"] ?? update["callback_query"]!["message"])!["chat"]!["id"]!).Select(IdOf)]
        : [.. Twilio.Messages.Received.Where(message => message.From == Address(channel, contact))
            .Select(message => message.Sid)];

    /// <summary>
    /// Which of our messages each one is that was sent to a contact; null: none. Telegram is not told our ids: there a
    /// message is the one that knows its number, else the one that was handed over last when it came.
    /// </summary>
    public async Task<IReadOnlyList<OutboundId?>> OutboundOfAsync(
        string channel, SessionId? session, IReadOnlyList<Entry> entries, IReadOnlyList<SentMessage> sent)
    {
        if (channel != ChannelKind.Telegram || session is not { } of)
            return [.. sent.Select(
                message => TwilioReference.TryRead(message.Reference, TwilioAccount, out var id)
                ? id
                : (OutboundId?)null)];
        var redis = await Stores.Redis.ConnectAsync();
        var handed = new List<(OutboundId Id, string? ExternalId, long At)>();
        foreach (var entry in entries.Where(entry => entry.Receipt is not null))
        {
            var delivery = new DeliveryId(of, entry.Seq);
            var fields = (await redis.GetDatabase().HashGetAllAsync(Key(delivery)))
                .ToDictionary(field => (string)field.Name!, field => field.Value);
            for (var index = 0;
                fields.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"at{index}"), out var at); index++)
                handed.Add(
                    (new OutboundId(delivery, index),
                    fields.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"x{index}")), (long)at));
        }

        await redis.CloseAsync();
        return [.. sent.Select(message => handed.Exists(one => one.ExternalId == message.Id)
            ? handed.Find(one => one.ExternalId == message.Id).Id
            : handed.Where(one => one.At <= message.At.ToUnixTimeMilliseconds())
                .OrderBy(one => one.At)
                .Select(one => (OutboundId?)one.Id)
                .LastOrDefault())];
    }

    private TwilioAccount TwilioAccount =>
        new() { AccountSid = Twilio.AccountSid, AuthToken = Twilio.AuthToken, ApiBaseUrl = Twilio.Address };

    /// <summary>How often the fate of an outbound message was unknown, by the delivery's own account.</summary>
    public Task<int> UnknownSendsAsync(OutboundId id) =>
        DeliveryFieldAsync(id.Delivery, string.Create(CultureInfo.InvariantCulture, $"u{id.Index}"));

    /// <summary>
    /// How often an outbound message was sent again although its fate was unknown, by the delivery's own account.
    /// </summary>
    public Task<int> RepeatsAsync(OutboundId id) =>
        DeliveryFieldAsync(id.Delivery, string.Create(CultureInfo.InvariantCulture, $"r{id.Index}"));

    /// <summary>The place of the contact's newest message that a delivery answers; 0 when it answers none.</summary>
    public Task<int> AnsweredAsync(DeliveryId delivery) => DeliveryFieldAsync(delivery, "answers");

    /// <summary>How often in a row the provider has surely not taken a delivery's message.</summary>
    public Task<int> AttemptsAsync(DeliveryId delivery) => DeliveryFieldAsync(delivery, "attempts");

    /// <summary>Waits until what is noted of the words on a contact's screen on Telegram is so.</summary>
    public async Task PreviewAsync(string contact, Func<string, bool> isSo)
    {
        var redis = await Stores.Redis.ConnectAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await using var reader = await Stores.ReaderAsync();
        while (!(await FindAsync(
            reader.GetRequiredService<SessionEngine>(), ChannelKind.Telegram, contact) is { } session &&
            (string?)await redis.GetDatabase()
                .StringGetAsync(
                    string.Create(
                    CultureInfo.InvariantCulture, $"{{p:{session.Shard:x2}}}:preview:{session.Value}")) is { } note &&
            isSo(note[(note.IndexOf('\n') + 1)..])))
        {
            await Task.Delay(20, deadline.Token);
        }

        await redis.CloseAsync();
    }

    /// <summary>Waits until its provider has taken so many messages for a contact.</summary>
    public async Task<IReadOnlyList<SentMessage>> SentToAsync(string channel, string contact, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (SentTo(channel, contact).Count < count)
        {
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"The provider has {SentTo(channel, contact).Count} of {count} messages.");
            await Task.Delay(20, CancellationToken.None);
        }

        return SentTo(channel, contact);
    }

    /// <summary>
    /// A contact's transcript once it has so many answers and everything in it that goes out has come to its end.
    /// </summary>
    public Task<IReadOnlyList<Entry>> SettledAsync(
        string channel, string contact, int answers, TimeSpan? within = null) =>
        WaitForAsync(channel, contact, entries =>
        entries.Count(entry => entry.Role == EntryRole.Agent) >= answers
        && entries.All(entry => entry.Receipt is not ReceiptState.Queued), within);

    /// <summary>A contact's transcript once it has so many answers, sent or not.</summary>
    public Task<IReadOnlyList<Entry>> AnswersAsync(string channel, string contact, int answers) =>
        WaitForAsync(channel, contact, entries => entries.Count(entry => entry.Role == EntryRole.Agent) >= answers);

    /// <summary>The running session of a contact.</summary>
    public async Task<SessionId> SessionAsync(string channel, string contact)
    {
        await using var reader = await Stores.ReaderAsync();
        return (await FindAsync(reader.GetRequiredService<SessionEngine>(), channel, contact))!.Value;
    }

    /// <summary>The running session of a contact, or null.</summary>
    public Task<SessionId?> FindAsync(SessionEngine engine, string channel, string contact) =>
        channel == ChannelKind.Telegram
        ? engine.FindAsync("demo-shop", channel, Address(channel, contact), Telegram.Bot)
        : engine.FindAsync("demo-shop", channel, contact, Line);

    /// <summary>Stops all gateways; the stores and the providers stay.</summary>
    public async ValueTask StopGatewaysAsync()
    {
        _gateways.Clear();
        Route();
        await Stores.StopGatewaysAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        await Twilio.DisposeAsync();
        await Telegram.DisposeAsync();
        Directory.Delete(_workspaces, recursive: true);
    }

    private async Task<int> DeliveryFieldAsync(DeliveryId delivery, string field)
    {
        var redis = await Stores.Redis.ConnectAsync();
        var value = await redis.GetDatabase().HashGetAsync(Key(delivery), field);
        await redis.CloseAsync();
        return value.IsNull ? 0 : (int)value;
    }

    private static string Key(DeliveryId delivery) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{p:{delivery.Session.Shard:x2}}}:delivery:{delivery.Session.Value}:{delivery.Seq}");

    private async Task<IReadOnlyList<Entry>> WaitForAsync(
        string channel, string contact, Func<IReadOnlyList<Entry>, bool> isThere, TimeSpan? within = null)
    {
        await using var reader = await Stores.ReaderAsync();
        var engine = reader.GetRequiredService<SessionEngine>();
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        while (true)
        {
            var entries = await FindAsync(engine, channel, contact) is { } session
                ? (await engine.ReadAsync(session, afterSeq: 0, 10_000))!.Entries
                : [];
            if (isThere(entries))
                return entries;
            if (deadline.IsCancellationRequested)
                throw new TimeoutException(
                    $"The conversation stands at {string.Join(", ", entries.Select(entry => $"{entry.Seq} {entry.Role} {entry.Receipt}"))}.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static string Address(string channel, string contact) => channel switch
    {
        ChannelKind.WhatsApp => "whatsapp:" + contact,
        ChannelKind.Telegram => contact.TrimStart('+'),
        _ => contact,
    };

    private static long Chat(string contact) =>
        long.Parse(Address(ChannelKind.Telegram, contact), CultureInfo.InvariantCulture);

    private (string Kind, JsonObject Content) Content(string contact, string text, Press? press)
    {
        var person = new BotPerson(Chat(contact), "Zoé", _locale);
        var id = Telegram.Ledger.NewId();
        if (press is null)
            return ("message", person.Write(person.Id, id, DateTimeOffset.UtcNow, text));
        var below = Telegram.Ledger.Find(person.Id, int.Parse(press.MessageId!, CultureInfo.InvariantCulture))!;
        return ("callback_query",
            person.Press(id.ToString(CultureInfo.InvariantCulture), Telegram.Describe(below), press.Data));
    }

    private static string IdOf(JsonNode update) =>
        update["message"] is { } message ? message["message_id"]!.ToString() : "q" + update["callback_query"]!["id"];

    private JsonObject Update(string id) => Telegram.Updates.All.First(update => IdOf(update) == id);

    private void Route()
    {
        Uri[] nodes = [.. _gateways.Select(gateway => gateway.Process.Address)];
        Twilio.Webhooks.Route(new Uri(PublicUrl), nodes);
        Telegram.Updates.Route(nodes);
    }

    private static void CopyWorkspaces(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            CopyWorkspaces(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}

/// <summary>A button that is pressed.</summary>
/// <param name="Data">What comes back with it.</param>
/// <param name="MessageId">The message below which it stands; WhatsApp does not say.</param>
internal sealed record Press(string Data, string? MessageId = null);

/// <summary>A message that a provider has taken.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Text">What is read now.</param>
/// <param name="At">When it was taken, by the clock of the fake.</param>
internal sealed record SentMessage(string Id, string Text, DateTimeOffset At)
{
    /// <summary>Our own id of it, where the provider is told that.</summary>
    public string? Reference { get; init; }

    /// <summary>Its buttons, with what comes back when they are pressed.</summary>
    public IReadOnlyList<BotButton> Buttons { get; init; } = [];
}
