using System.Text.Json.Nodes;
using Gateway.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Gateway.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Inspection.Provisioning;

public sealed class AgentProvisioningTests(ProvisioningStores stores)
    : IClassFixture<ProvisioningStores>, IAsyncLifetime
{
    private const string Number = "+33400000001";

    private readonly ManualClock _clock = new();
    private readonly FakeElevenLabs _there = new();
    private string _database = null!;
    private FakeTwilio _twilio = null!;
    private ProvisioningNode _node = null!;

    // The calls that make something, and those that tie it together.
    public static TheoryData<string, bool, int> Faults
    {
        get
        {
            var data = new TheoryData<string, bool, int>();
            foreach (var call in new[]
            {
                "GET /v1/convai/secrets", "POST /v1/convai/secrets", "POST /v1/convai/tools",
                "GET /v1/workspace/webhooks", "POST /v1/convai/agents/create", "POST /v1/convai/phone-numbers",
                "PATCH /v1/convai/phone-numbers",
            })
            {
                data.Add(call, false, 503);
                data.Add(call, true, 0);
                data.Add(call, true, 200);
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _database = await stores.CreateDatabaseAsync();
        await _there.Server.StartAsync();
        _there.WebhookUrl = $"{ProvisioningNode.PublicUrl}/webhooks/elevenlabs/post-call";
        _twilio = await FakeTwilio.StartAsync(_clock);
        _twilio.Store.Prices[("FR", "local")] = 1.15m;
        _twilio.Store.Offers.Enqueue(new KeptOffer(Number));
        _node = await StartAsync();
        await _node.SignUpAsync(document => document["settings"]!["voice"] = new JsonObject
        {
            ["mode"] = "elevenlabs-agent",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _twilio.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task A_centre_gets_an_agent_with_its_tools_its_number_and_its_webhook()
    {
        var report = await _node.ActivateAsync();

        report.Steps.ShouldAllBe(step => step.State == "done");
        var (id, agent) = _there.All("agents").ShouldHaveSingleItem();
        report.ElevenlabsAgentId.ShouldBe(id);
        var config = agent["conversation_config"]!;
        config["agent"]!["language"]!.ToString().ShouldBe("fr");
        config["agent"]!["first_message"]!.ToString().ShouldNotBeEmpty();
        config["tts"]!["voice_id"]!.ToString().ShouldBe("voice-by-default");
        config["agent"]!["prompt"]!["built_in_tools"]!["transfer_to_number"]!["params"]!["transfers"]![0]!
            ["transfer_destination"]!["phone_number"]!.ToString().ShouldBe("+33100000003");
        agent["platform_settings"]!["workspace_overrides"]!["webhooks"]!["post_call_webhook_id"]!.ToString()
            .ShouldBe("wh_1");
        _there.All("tools").Select(one => one.Value["tool_config"]!["api_schema"]!["url"]!.ToString()).ShouldBe(
        [
            "https://gw.example.com/webhooks/elevenlabs/centres/centre-lyon/slots",
            "https://gw.example.com/webhooks/elevenlabs/centres/centre-lyon/bookings",
        ]);
        var number = _there.All("phone-numbers").ShouldHaveSingleItem().Value;
        (number["phone_number"]!.ToString(), number["agent_id"]!.ToString()).ShouldBe((Number, id));
        // Its calls are theirs; its messages are ours.
        var bought = _twilio.Store.Numbers.Values.ShouldHaveSingleItem();
        (bought.VoiceUrl, bought.SmsUrl.Length > 0).ShouldBe(("", true));
        _node.Served.TryGetByLine(ChannelKind.Voice, Number, out _, out _).ShouldBeTrue();
        _there.Violations.ShouldBeEmpty();
        var secret = _there.All("secrets").ShouldHaveSingleItem().Value["value"]!.ToString();
        (await _node.AskAsync<string>("SELECT encode(tool_secret_sealed, 'escape') FROM centre_provisions"))
            .ShouldNotBeNull().ShouldNotContain(secret);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_fails_the_next_run_goes_on_and_nothing_is_made_twice(
        string call, bool isDone, int status)
    {
        _there.Next(call, isDone, status);
        var first = await _node.ActivateAsync();
        if (!first.Complete)
            first.Steps[^1].Code.ShouldNotBeNull().ShouldStartWith("elevenlabs-");

        await FinishAsync(_node);
    }

    [Theory]
    [InlineData("POST /v1/convai/secrets")]
    [InlineData("POST /v1/convai/tools")]
    [InlineData("POST /v1/convai/agents/create")]
    [InlineData("POST /v1/convai/phone-numbers")]
    public async Task Who_is_killed_once_it_was_done_is_followed_by_another_that_finds_it(string call)
    {
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _there.Next(call, isDone: true, status: 0, killed.Cancel);
        await Should.ThrowAsync<OperationCanceledException>(
            () => _node.TryAsync(ProvisioningVerb.Activate, cancellation: killed.Token));
        await using var other = await StartAsync();
        _clock.Advance(ProvisionBook.Aftermath);

        await FinishAsync(other);
    }

    [Fact]
    public async Task A_dry_run_makes_nothing()
    {
        var report = await _node.ActivateAsync(new ProvisioningRequest(DryRun: true));

        report.Complete.ShouldBeTrue();
        report.Steps.Select(step => step.Name).ShouldContain("import-number");
        _there.Calls.ShouldAllBe(call => call.StartsWith("GET"));
        _there.Things.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deactivation_takes_it_all_away()
    {
        await _node.ActivateAsync();
        _there.Next("DELETE /v1/convai/agents", isDone: true, status: 0);
        (await _node.DeactivateAsync()).Complete.ShouldBeFalse();

        (await _node.DeactivateAsync()).Complete.ShouldBeTrue();

        _there.Things.ShouldBeEmpty();
        var left = await _node.ProvisionAsync();
        (left.ElevenlabsAgentId, left.ToolSecretSealed, left.TwilioNumber).ShouldBe((null, null, Number));
    }

    [Fact]
    public async Task What_somebody_changed_there_is_shown_as_drift_and_mended_by_the_next_run()
    {
        await _node.ActivateAsync();
        (await DriftAsync()).InSync.ShouldBeTrue();
        var (id, agent) = _there.All("agents").Single();
        var changed = agent.DeepClone().AsObject();
        changed["conversation_config"]!["tts"]!["voice_id"] = "another-voice";
        changed["conversation_config"]!["tts"]!["stability"] = 0.5;
        _there.Things[id] = changed;

        var drift = await DriftAsync();

        var difference = drift.Differences.ShouldHaveSingleItem();
        (difference.Path, difference.Wanted, difference.Found).ShouldBe(
            ("$.conversation_config.tts.voice_id", "voice-by-default", "another-voice"));
        await _node.ActivateAsync();
        (await DriftAsync()).InSync.ShouldBeTrue();
    }

    [Fact]
    public async Task An_agent_is_updated_by_itself_when_its_centre_changes_and_when_the_day_does()
    {
        await _node.ActivateAsync();
        var updates = _node.Services.GetRequiredService<AgentUpdates>();
        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        await ChangeAsync(document => document["name"] = "Le nouveau centre");
        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        _there.All("agents").Single().Value["conversation_config"]!.ToJsonString().ShouldContain("Le nouveau centre");
        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromDays(1));
        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task An_update_that_fails_waits_and_is_tried_again()
    {
        await _node.ActivateAsync();
        var updates = _node.Services.GetRequiredService<AgentUpdates>();
        await ChangeAsync(document => document["name"] = "Le nouveau centre");
        _there.Next("PATCH /v1/convai/agents", isDone: false, status: 500);
        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        var calls = _there.Calls.Count;

        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        _there.Calls.Count.ShouldBe(calls);
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await updates.UpdateAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    private async Task FinishAsync(ProvisioningNode node)
    {
        var report = await node.ActivateAsync();

        report.Steps.ShouldAllBe(step => step.State == "done");
        _there.All("agents").ShouldHaveSingleItem();
        _there.All("secrets").ShouldHaveSingleItem();
        _there.All("tools").Count.ShouldBe(2);
        _there.All("phone-numbers").ShouldHaveSingleItem();
        _there.Violations.ShouldBeEmpty();
        _twilio.Store.Bought.ShouldBe(1);
    }

    private async Task<DriftReport> DriftAsync() => (await _node.Provisioner.DriftAsync(
        ProvisioningNode.Centre, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private async Task ChangeAsync(Action<JsonObject> change)
    {
        var row = (await _node.Store.FindAsync(ProvisioningNode.Centre, TestContext.Current.CancellationToken))!;
        var document = JsonNode.Parse(row.Document)!.AsObject();
        change(document);
        (await _node.Store.ReplaceAsync(
            row.Id, System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), row.Version, "operator:test",
            TestContext.Current.CancellationToken)).ShouldBeOfType<WorkspaceChange.Done>();
    }

    private Task<ProvisioningNode> StartAsync() => ProvisioningNode.StartAsync(
        stores.Redis, _database, _twilio, _clock, elevenLabs: _there.Options);
}
