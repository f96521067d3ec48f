using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Testing;
using Gateway.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Messaging;

/// <summary>
/// A Redis, a PostgreSQL, a Twilio that can misbehave, and as many gateways as a test wants, all serving the demo shop on one number for SMS and WhatsApp. Contacts write
/// through Twilio's webhooks, signed, to whichever gateway has the turn, and read what Twilio was told to send.
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
    private readonly List<GatewayProcess> _gateways = [];

    private MessagingCluster(Cluster stores, FakeTwilio twilio)
    {
        (Stores, Twilio) = (stores, twilio);
        CopyWorkspaces(Path.Combine(GatewayProcess.Root, "workspaces"), _workspaces);
        var file = Path.Combine(_workspaces, "demo-shop.json");
        var shop = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        shop["channels"] = new JsonArray(
            JsonNode.Parse("""{ "kind": "web", "siteKey": "demo-shop", "allowedOrigins": ["http://127.0.0.1:8080"] }"""),
            JsonNode.Parse($$"""{ "kind": "sms", "number": "{{Line}}", "debounceMs": 0 }"""),
            JsonNode.Parse($$"""{ "kind": "whatsapp", "number": "{{Line}}", "debounceMs": 0 }"""));
        File.WriteAllText(file, shop.ToJsonString());
    }

    public Cluster Stores { get; }

    public FakeTwilio Twilio { get; }

    public static async Task<MessagingCluster> StartAsync() => new(await Cluster.StartAsync(), await FakeTwilio.StartAsync());

    /// <summary>A contact no one else is.</summary>
    public static string NewContact() =>
        string.Create(CultureInfo.InvariantCulture, $"+336{10_000_000 + Interlocked.Increment(ref _lastContact)}");

    /// <summary>Starts one more gateway; webhooks reach all that run, in turn.</summary>
    public async Task<(GatewayProcess Gateway, RedisProxy Proxy)> AddGatewayAsync(params (string Key, string Value)[] settings)
    {
        var (gateway, proxy) = await Stores.AddGatewayAsync(
            0,
            [
                .. Twilio.Settings,
                ("Gateway:PublicUrl", PublicUrl),
                ("Gateway:WorkspacesPath", _workspaces),
                ("Gateway:DataPath", Path.Combine(_workspaces, ".data")),
                ("Delivery:LeaseMs", "2000"),
                ("Delivery:SweepMs", "200"),
                ("Delivery:UnknownWaitMs", "400"),
                ("Delivery:RetryMs", "100"),
                ("Sms:SegmentsPerSecond", "1000"),
                ("Twilio:ReconcileSeconds", "0"),
                .. settings,
            ]);
        _gateways.Add(gateway);
        Route();
        return (gateway, proxy);
    }

    /// <summary>kill -9; webhooks reach it no more.</summary>
    public async Task KillAsync(GatewayProcess gateway)
    {
        _gateways.Remove(gateway);
        Route();
        await gateway.KillAsync();
    }

    /// <summary>A contact writes; Twilio tries again as it was told to.</summary>
    /// <returns>Twilio's id of the message.</returns>
    public async Task<string> WriteAsync(string channel, string contact, string text, int times = 1, IReadOnlyDictionary<string, string>? fields = null)
    {
        var received = Twilio.Webhooks.Receive(new FakeTwilioInbound(Address(channel, contact), Address(channel, Line), text) { Fields = fields ?? new Dictionary<string, string>() });
        await Twilio.Webhooks.SendAsync(received, Webhook, times);
        return received.Sid;
    }

    /// <summary>Twilio tells the gateway once more of a message it has.</summary>
    public Task<IReadOnlyList<HttpStatusCode?>> RepeatAsync(string sid) => Twilio.Webhooks.SendAsync(Twilio.Messages.Find(sid)!, Webhook);

    /// <summary>What Twilio has taken for a contact, in order.</summary>
    public IReadOnlyList<FakeTwilioMessage> SentTo(string channel, string contact) =>
        [.. Twilio.Messages.Sent.Where(message => message.To == Address(channel, contact))];

    /// <summary>What a contact has written, in order.</summary>
    public IReadOnlyList<FakeTwilioMessage> ReceivedFrom(string channel, string contact) =>
        [.. Twilio.Messages.Received.Where(message => message.From == Address(channel, contact))];

    /// <summary>How often the fate of an outbound message was unknown, by the delivery's own account.</summary>
    public Task<int> UnknownSendsAsync(string outboundId) => OutboundId.TryParse(outboundId, out var id)
        ? DeliveryFieldAsync(id.Delivery, string.Create(CultureInfo.InvariantCulture, $"u{id.Index}"))
        : throw new ArgumentException("Not the id of an outbound message.", nameof(outboundId));

    /// <summary>How often in a row the provider has surely not taken a delivery's message.</summary>
    public Task<int> AttemptsAsync(DeliveryId delivery) => DeliveryFieldAsync(delivery, "attempts");

    /// <summary>Waits until Twilio has taken so many messages for a contact.</summary>
    public async Task<IReadOnlyList<FakeTwilioMessage>> SentToAsync(string channel, string contact, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (SentTo(channel, contact).Count < count)
        {
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"Twilio has {SentTo(channel, contact).Count} of {count} messages.");
            await Task.Delay(20, CancellationToken.None);
        }

        return SentTo(channel, contact);
    }

    /// <summary>A contact's transcript once it has so many answers and everything in it that goes out has come to its end.</summary>
    public Task<IReadOnlyList<Entry>> SettledAsync(string channel, string contact, int answers) => WaitForAsync(channel, contact, entries =>
        entries.Count(entry => entry.Role == EntryRole.Agent) >= answers && entries.All(entry => entry.Receipt is not ReceiptState.Queued));

    /// <summary>A contact's transcript once it has so many answers, sent or not.</summary>
    public Task<IReadOnlyList<Entry>> AnswersAsync(string channel, string contact, int answers) =>
        WaitForAsync(channel, contact, entries => entries.Count(entry => entry.Role == EntryRole.Agent) >= answers);

    /// <summary>The running session of a contact.</summary>
    public async Task<SessionId> SessionAsync(string channel, string contact)
    {
        await using var reader = await Stores.ReaderAsync();
        return (await reader.GetRequiredService<SessionEngine>().FindAsync("demo-shop", channel, contact, Line))!.Value;
    }

    /// <summary>Stops all gateways; the stores and Twilio stay.</summary>
    public async ValueTask StopGatewaysAsync()
    {
        _gateways.Clear();
        await Stores.StopGatewaysAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        await Twilio.DisposeAsync();
        Directory.Delete(_workspaces, recursive: true);
    }

    private async Task<int> DeliveryFieldAsync(DeliveryId delivery, string field)
    {
        var redis = await Stores.Redis.ConnectAsync();
        var value = await redis.GetDatabase().HashGetAsync(
            string.Create(CultureInfo.InvariantCulture, $"{{p:{delivery.Session.Shard:x2}}}:delivery:{delivery.Session.Value}:{delivery.Seq}"), field);
        await redis.CloseAsync();
        return value.IsNull ? 0 : (int)value;
    }

    private async Task<IReadOnlyList<Entry>> WaitForAsync(string channel, string contact, Func<IReadOnlyList<Entry>, bool> isThere)
    {
        await using var reader = await Stores.ReaderAsync();
        var engine = reader.GetRequiredService<SessionEngine>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var entries = await engine.FindAsync("demo-shop", channel, contact, Line) is { } session
                ? (await engine.ReadAsync(session, afterSeq: 0, 10_000))!.Entries
                : [];
            if (isThere(entries))
                return entries;
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"The conversation stands at {string.Join(", ", entries.Select(entry => $"{entry.Seq} {entry.Role} {entry.Receipt}"))}.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static string Address(string channel, string number) => channel == ChannelKind.WhatsApp ? "whatsapp:" + number : number;

    private void Route() => Twilio.Webhooks.Route(new Uri(PublicUrl), [.. _gateways.Select(gateway => gateway.Address)]);

    private static void CopyWorkspaces(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            CopyWorkspaces(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
