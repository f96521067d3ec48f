using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Gateway.Tests.Faults;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

/// <summary>
/// Two gateways on one Redis and one PostgreSQL serve what a third node writes into the table, without a restart.
/// </summary>
public sealed class TableOnTwoNodesTests : IAsyncLifetime
{
    private const string Actor = "operator:test";
    private const string Origin = "https://shop.example";
    private const string Number = "+33700000777";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _workspaces = Directory.CreateTempSubdirectory("gateway-workspaces-").FullName;
    private Cluster _cluster = null!;
    private FakeTwilio _twilio = null!;
    private FakeTelegram _telegram = null!;
    private TableNode _writer = null!;
    private GatewayProcess[] _gateways = [];

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (_twilio, _telegram) = (await FakeTwilio.StartAsync(), await FakeTelegram.StartAsync());
        _writer = await TableNode.StartAsync(
            _cluster.Redis.ConnectionString, _cluster.Postgres.ConnectionString("gateway"));
        _gateways = [await AddGatewayAsync("one"), await AddGatewayAsync("two")];
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _cluster.DisposeAsync();
        await _twilio.DisposeAsync();
        await _telegram.DisposeAsync();
        Directory.Delete(_workspaces, recursive: true);
    }

    [Fact]
    public async Task A_row_is_served_by_every_node_as_it_comes_changes_and_goes()
    {
        await Done(_writer.Store.CreateAsync(Document(), Actor, None));
        foreach (var gateway in _gateways)
        {
            GreetingOf(await StartedAsync(gateway, it => (string?)it?["locale"] == "fr")).ShouldContain("Zoé");
            (await ChatAsync(gateway, "Merci !")).ShouldNotBeEmpty();
            (await SmsAsync(gateway)).ShouldContain("Zoé");
        }

        await Done(_writer.Store.ReplaceAsync("table-shop", Document(document =>
        {
            document["locale"] = "en";
            document["settings"] = new JsonObject { ["agentName"] = "Maud" };
        }), 1, Actor, None));
        foreach (var gateway in _gateways)
        {
            GreetingOf(await StartedAsync(gateway, it => (string?)it?["locale"] == "en")).ShouldContain("Maud");
        }

        await Done(_writer.Store.DeleteAsync("table-shop", 2, Actor, None));
        foreach (var gateway in _gateways)
        {
            (await StartedAsync(gateway, started => started is null)).ShouldBeNull();
            // Its lines follow the workspaces, a moment later.
            await UntilAsync(async () => await ReceiveAsync(gateway) != HttpStatusCode.OK);
            await UntilAsync(() => gateway.Output.Contains(
                "The workspace table-shop is gone and no longer served.", StringComparison.Ordinal));
        }

        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bot_of_the_table_is_asked_by_one_node_at_a_time()
    {
        await Done(_writer.Store.CreateAsync(Document(document => document["channels"]!.AsArray().Add(new JsonObject
        {
            ["kind"] = "telegram",
            ["bot"] = _telegram.Bot,
            ["token"] = _telegram.Token,
            ["debounceMs"] = 0,
        })), Actor, None));
        // Both know the bot once both have asked who it is.
        await UntilAsync(() => _telegram.Requests.Count(request => request.Method == "getMe") >= _gateways.Length);

        foreach (var update in Enumerable.Range(1, 3))
        {
            _telegram.Updates.Add("message", Message(update));
            await UntilAsync(() => _telegram.Ledger.Messages.Count == update);
        }

        _telegram.Updates.Conflicts.ShouldBe(0);
        _telegram.Ledger.Messages[0].Text.ShouldContain("Zoé");
        _telegram.Requests.ShouldNotContain(request => request.Method == "setWebhook");

        await Done(_writer.Store.DeleteAsync("table-shop", 1, Actor, None));
        foreach (var gateway in _gateways)
            await UntilAsync(() => gateway.Output.Contains("workspace table-shop is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_turn_that_runs_keeps_the_workspace_it_began_with()
    {
        var slow = await AddGatewayAsync("slow", paceMs: 60);
        await Done(_writer.Store.CreateAsync(Document(), Actor, None));
        await StartedAsync(slow, started => started is not null);
        await using var visitor = await VisitorClient.ConnectAsync(slow.Address, Origin);
        await visitor.CallAsync("Start", new { siteKey = "table-shop", locale = "fr" });
        var sent = await visitor.CallAsync("Send", new { clientMessageId = "m1", text = "Vous êtes qui ?" });
        await visitor.WaitForAsync("delta");

        var changed = Document(document => document["settings"] = new JsonObject { ["agentName"] = "Maud" });
        await Done(_writer.Store.ReplaceAsync("table-shop", changed, 1, Actor, None));

        ((string?)(await visitor.WaitForAnswerAsync((long)sent!["seq"]!))["text"])
            .ShouldNotBeNull().ShouldContain("Zoé");
    }

    private async Task<GatewayProcess> AddGatewayAsync(string name, int paceMs = 0) => (await _cluster.AddGatewayAsync(
    paceMs,
    [
        .. _twilio.Settings,
        .. _telegram.Settings,
        ("Gateway:WorkspacesPath", _workspaces),
        ("Gateway:DataPath", Path.Combine(_workspaces, name)),
        ("Twilio:ReconcileSeconds", "0"),
        ("Twilio:DebounceMs", "0"),
    ])).Gateway;

    private static byte[] Document(Action<JsonObject>? change = null) => TableNode.Document("table-shop", document =>
    {
        document["settings"] = new JsonObject { ["agentName"] = "Zoé" };
        document["channels"]!.AsArray().Add(new JsonObject { ["kind"] = "sms", ["number"] = Number });
        change?.Invoke(document);
    });

    private static async Task Done(Task<WorkspaceChange> change) =>
        (await change).ShouldBeOfType<WorkspaceChange.Done>();

    /// <summary>
    /// What a visitor of the shop's page is told who starts, once it is as wanted; null while neither page nor site is
    /// known.
    /// </summary>
    private static async Task<JsonNode?> StartedAsync(GatewayProcess gateway, Func<JsonNode?, bool> isWanted)
    {
        JsonNode? started = null;
        await UntilAsync(async () =>
        {
            try
            {
                await using var visitor = await VisitorClient.ConnectAsync(gateway.Address, Origin);
                started = await visitor.CallAsync("Start", new { siteKey = "table-shop" });
            }
            catch (Exception refused) when (refused is WebSocketException or HubRefusedException)
            {
                started = null;
            }

            return isWanted(started);
        });
        return started;
    }

    private static string GreetingOf(JsonNode? started) => (string)started!["settings"]!["greeting"]!;

    private static async Task<string> ChatAsync(GatewayProcess gateway, string text)
    {
        await using var visitor = await VisitorClient.ConnectAsync(gateway.Address, Origin);
        await visitor.CallAsync("Start", new { siteKey = "table-shop" });
        var seq = (long)(await visitor.CallAsync("Send", new { clientMessageId = "m1", text }))!["seq"]!;
        return (string)(await visitor.WaitForAnswerAsync(seq))["text"]!;
    }

    /// <summary>Someone writes to the shop's number; what they are answered.</summary>
    private async Task<string> SmsAsync(GatewayProcess gateway)
    {
        var before = _twilio.Messages.Sent.Count;
        (await ReceiveAsync(gateway)).ShouldBe(HttpStatusCode.OK);
        await UntilAsync(() => _twilio.Messages.Sent.Count > before);
        _twilio.Messages.Sent[^1].From.ShouldBe(Number);
        return _twilio.Messages.Sent[^1].Body;
    }

    private async Task<HttpStatusCode?> ReceiveAsync(GatewayProcess gateway)
    {
        var contact = Messaging.MessagingCluster.NewContact();
        var webhook = new Uri(gateway.Address, "/webhooks/twilio/messages").AbsoluteUri;
        return (await _twilio.Webhooks.SendAsync(new FakeTwilioInbound(contact, Number, "Bonjour"), webhook)).Single();
    }

    private static JsonObject Message(int id) => new()
    {
        ["message_id"] = id,
        ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["chat"] = new JsonObject { ["id"] = 77_001, ["type"] = "private" },
        ["from"] = new JsonObject
        {
            ["id"] = 77_001,
            ["is_bot"] = false,
            ["first_name"] = "Ada",
            ["language_code"] = "fr",
        },
        ["text"] = "Bonjour",
    };

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await isSo())
            await Task.Delay(20, deadline.Token);
    }
}
