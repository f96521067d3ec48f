using Gateway.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions;
using Gateway.StandIns.Twilio;
using Gateway.Testing;

namespace Gateway.Tests.Inspection.Provisioning;

public sealed class ProvisioningTests(ProvisioningStores stores) : IClassFixture<ProvisioningStores>, IAsyncLifetime
{
    private const string First = "+33400000001";
    private const string Second = "+33400000002";
    private const string Numbers = "/IncomingPhoneNumbers.json";

    private readonly ManualClock _clock = new();
    private string _database = null!;
    private FakeTwilio _twilio = null!;
    private ProvisioningNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await stores.CreateDatabaseAsync();
        _twilio = await FakeTwilio.StartAsync(_clock);
        _twilio.Store.Prices[("FR", "local")] = 1.15m;
        _twilio.Store.Offers.Enqueue(new KeptOffer("+33400000009") { AddressRequirements = "local" });
        _twilio.Store.Offers.Enqueue(new KeptOffer("+33400000008") { TakesMessages = false });
        _twilio.Store.Offers.Enqueue(new KeptOffer(First));
        _twilio.Store.Offers.Enqueue(new KeptOffer(Second));
        _node = await StartAsync();
        await _node.SignUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_centre_gets_a_number_that_takes_calls_and_messages_and_is_served_by_it()
    {
        var report = await _node.ActivateAsync();

        report.Steps.ShouldAllBe(step => step.State == "done");
        report.Steps.Select(step => step.Name).ShouldBe(
            ["account", "find-number", "buy-number", "set-webhooks", "link-channels", "mark-active"]);
        report.Complete.ShouldBeTrue();
        (report.Status, report.TwilioNumber, report.Monthly, report.Currency).ShouldBe(("active", First, 1.15m, "USD"));
        var number = _twilio.Store.Numbers.Values.ShouldHaveSingleItem();
        number.SmsUrl.ShouldStartWith("https://gw.example.com/webhooks/twilio/messages#");
        number.VoiceUrl.ShouldBe("https://gw.example.com/webhooks/twilio/voice");
        number.StatusCallback.ShouldBe("https://gw.example.com/webhooks/twilio/voice/status");
        _node.Served.TryGetByLine(ChannelKind.Sms, First, out var workspace, out _).ShouldBeTrue();
        workspace!.Id.ShouldBe(ProvisioningNode.Centre);
        _node.Served.TryGetByLine(ChannelKind.Voice, First, out _, out _).ShouldBeTrue();
        (await _node.AskAsync<long>("SELECT count(*) FROM provisioning_steps WHERE state = 'done'")).ShouldBe(6);
        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_activates_again_finds_nothing_to_do_and_mends_what_was_changed()
    {
        await _node.ActivateAsync();
        var number = _twilio.Store.Numbers.Values.Single();
        _twilio.Store.Numbers[number.Sid] = number with { SmsUrl = "https://elsewhere.example" };

        var report = await _node.ActivateAsync();

        report.Complete.ShouldBeTrue();
        report.Steps.Single(step => step.Name == "set-webhooks").Detail.ShouldBe("set SmsUrl");
        _twilio.Store.Bought.ShouldBe(1);
        (await _node.AskAsync<int>("SELECT version FROM workspaces")).ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_cost_and_changes_nothing()
    {
        var report = await _node.ActivateAsync(new ProvisioningRequest(DryRun: true));

        (report.DryRun, report.Complete, report.Status).ShouldBe((true, true, "pending"));
        report.Steps.Single(step => step.Name == "find-number").Detail.ShouldBe($"{First}, 1.15 USD a month");
        (report.Monthly, report.Currency).ShouldBe((1.15m, "USD"));
        _twilio.Requests.ShouldAllBe(request => request.Method == "GET");
        _twilio.Store.Numbers.ShouldBeEmpty();
        (await _node.AskAsync<long>("SELECT count(*) FROM centre_provisions")).ShouldBe(0);
        (await _node.AskAsync<long>("SELECT count(*) FROM provisioning_steps")).ShouldBe(0);
        (await _node.AskAsync<int>("SELECT version FROM workspaces")).ShouldBe(1);
        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_of_what_stands_already_changes_nothing_either()
    {
        await _node.ActivateAsync();
        var before = (_twilio.Requests.Count(one => one.Method != "GET"), await StateAsync());

        (await _node.ActivateAsync(new ProvisioningRequest(DryRun: true))).Complete.ShouldBeTrue();
        var off = await _node.DeactivateAsync(release: true, dry: true);

        off.Steps.Select(step => step.Name).ShouldContain("release-number");
        (_twilio.Requests.Count(one => one.Method != "GET"), await StateAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("1.14", "USD", "price")]
    [InlineData(null, "USD", "max-monthly")]
    [InlineData("5", "EUR", "price-currency")]
    public async Task Nothing_is_bought_that_costs_more_than_is_allowed(string? most, string currency, string code)
    {
        await using var node = await StartAsync(new ProvisioningOptions
        {
            MaxMonthly = most is null ? null : decimal.Parse(most, System.Globalization.CultureInfo.InvariantCulture),
            Currency = currency,
        });

        var report = await node.ActivateAsync();

        report.Complete.ShouldBeFalse();
        report.Steps[^1].ShouldSatisfyAllConditions(
            step => step.Code.ShouldBe(code), step => step.Name.ShouldBe("find-number"));
        _twilio.Store.Bought.ShouldBe(0);
        report.Status.ShouldBe("pending");
    }

    [Fact]
    public async Task A_price_that_rose_since_the_choice_is_not_paid()
    {
        _twilio.Next($"POST {Account}{Numbers}", FakeTwilioFault.Unavailable);
        (await _node.ActivateAsync()).Complete.ShouldBeFalse();
        _twilio.Store.Prices[("FR", "local")] = 30m;

        (await _node.ActivateAsync()).Steps[^1].Code.ShouldBe("price");

        _twilio.Store.Bought.ShouldBe(0);
    }

    [Fact]
    public async Task A_number_that_somebody_else_was_given_meanwhile_is_replaced_by_another()
    {
        _twilio.Next(
            "/Local.json", FakeTwilioFault.None,
            () => _twilio.Store.Numbers["PNother"] = new KeptNumber
            {
                Sid = "PNother",
                AccountSid = "ACother",
                Number = First,
            });

        var report = await _node.ActivateAsync();

        report.TwilioNumber.ShouldBe(Second);
        _twilio.Store.Bought.ShouldBe(1);
    }

    [Fact]
    public async Task Where_there_is_no_number_it_is_said_and_activation_goes_on_once_there_is()
    {
        _twilio.Store.Offers.Clear();
        (await _node.ActivateAsync()).Steps[^1].Code.ShouldBe("no-number");
        _twilio.Store.Offers.Enqueue(new KeptOffer(Second));

        (await _node.ActivateAsync()).TwilioNumber.ShouldBe(Second);
    }

    [Fact]
    public async Task An_area_is_kept_to()
    {
        await using var node = await StartAsync(ProvisioningNode.Allowed with { AreaCode = "05" });
        _twilio.Store.Offers.Enqueue(new KeptOffer("+33500000005"));

        (await node.ActivateAsync()).TwilioNumber.ShouldBe("+33500000005");

        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_the_account_has_is_taken_and_never_given_back()
    {
        var sid = _twilio.AddNumber("+33400000077");

        var report = await _node.ActivateAsync(new ProvisioningRequest(Number: "+33400000077"));

        (report.Complete, report.TwilioNumber).ShouldBe((true, "+33400000077"));
        _twilio.Store.Bought.ShouldBe(0);
        await _node.DeactivateAsync(release: true);
        _twilio.Store.Numbers.Keys.ShouldContain(sid);
        (await _node.ProvisionAsync()).TwilioNumber.ShouldBeNull();
    }

    [Fact]
    public async Task A_number_the_account_does_not_have_is_refused() =>
        (await _node.ActivateAsync(new ProvisioningRequest(Number: "+33400000077"))).Steps[^1].Code
            .ShouldBe("number-unknown");

    [Fact]
    public async Task Deactivation_takes_it_off_the_air_and_keeps_the_number()
    {
        await _node.ActivateAsync();

        var report = await _node.DeactivateAsync();

        (report.Complete, report.Status, report.TwilioNumber).ShouldBe((true, "inactive", First));
        _node.Served.TryGetByLine(ChannelKind.Sms, First, out _, out _).ShouldBeFalse();
        _node.Served.TryGetByLine(ChannelKind.Voice, First, out _, out _).ShouldBeFalse();
        var number = _twilio.Store.Numbers.Values.ShouldHaveSingleItem();
        (number.SmsUrl, number.VoiceUrl, number.StatusCallback).ShouldBe(("", "", ""));

        (await _node.ActivateAsync()).TwilioNumber.ShouldBe(First);
        _twilio.Store.Bought.ShouldBe(1);
        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_is_given_back_when_that_is_asked_for_and_another_is_bought_later()
    {
        await _node.ActivateAsync();

        (await _node.DeactivateAsync(release: true)).Complete.ShouldBeTrue();

        _twilio.Store.Numbers.ShouldBeEmpty();
        (await _node.ProvisionAsync()).TwilioNumber.ShouldBeNull();
        (await _node.ActivateAsync()).TwilioNumber.ShouldBe(First);
        _twilio.Store.Bought.ShouldBe(2);
    }

    [Fact]
    public async Task A_number_that_was_released_at_the_provider_is_told_of_and_not_bought_anew()
    {
        await _node.ActivateAsync();
        _twilio.Store.Numbers.Clear();

        (await _node.ActivateAsync()).Steps[^1].Code.ShouldBe("number-gone");

        _twilio.Store.Bought.ShouldBe(1);
    }

    [Fact]
    public async Task A_centre_of_a_file_says_what_to_write_into_it_and_goes_on_then()
    {
        await using var node = await StartAsync(file: ProvisioningNode.Document());

        var report = await node.ActivateAsync();

        report.Steps[^1].Code.ShouldBe("workspace-file");
        report.Steps[^1].Detail.ShouldNotBeNull().ShouldContain(First);
        _twilio.Store.Bought.ShouldBe(1);
    }

    [Fact]
    public async Task A_centre_of_its_own_account_is_found_with_it_by_the_channels()
    {
        await using var node = await StartAsync(ProvisioningNode.Allowed with { SubAccounts = true });

        (await node.ActivateAsync()).Steps.ShouldAllBe(step => step.State == "done");

        var account = _twilio.Store.Accounts.Values.ShouldHaveSingleItem();
        _twilio.Store.Numbers.Values.ShouldHaveSingleItem().AccountSid.ShouldBe(account.Sid);
        node.Served.TryGetByLine(ChannelKind.Sms, First, out _, out var channel).ShouldBeTrue();
        node.Accounts.TryFind(channel!, out var found, out _).ShouldBeTrue();
        (found!.AccountSid, found.AuthToken).ShouldBe((account.Sid, account.AuthToken));
        (await node.AskAsync<string>("SELECT encode(twilio_token_sealed, 'escape') FROM centre_provisions"))
            .ShouldNotBeNull().ShouldNotContain(account.AuthToken);
        _twilio.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_opens_no_account()
    {
        await using var node = await StartAsync(ProvisioningNode.Allowed with { SubAccounts = true });

        (await node.ActivateAsync(new ProvisioningRequest(DryRun: true))).Complete.ShouldBeTrue();

        _twilio.Store.Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_centre_is_not_found()
    {
        (await _node.Provisioner.RunAsync(
            ProvisioningVerb.Activate, "nowhere", new ProvisioningRequest(), "key:1",
            TestContext.Current.CancellationToken)).ShouldBeOfType<ProvisioningOutcome.NoCentre>();
    }

    private string Account => $"/2010-04-01/Accounts/{_twilio.AccountSid}";

    private async Task<string> StateAsync() =>
        await _node.AskAsync<string>(
            """
            SELECT string_agg(p::text, ',') || (SELECT count(*) FROM provisioning_steps)
              || (SELECT version FROM workspaces) FROM centre_provisions p
            """)
        ?? "";

    private Task<ProvisioningNode> StartAsync(ProvisioningOptions? options = null, string? file = null) =>
        ProvisioningNode.StartAsync(stores.Redis, _database, _twilio, _clock, options, file: file);
}
