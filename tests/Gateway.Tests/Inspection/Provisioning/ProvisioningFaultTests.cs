using Gateway.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Gateway.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Inspection.Provisioning;

/// <summary>
/// Whatever goes wrong at whichever call, before it has had its effect or after, and whoever dies in the middle of it:
/// activated again the centre is on the air, and one number was bought.
/// </summary>
public sealed class ProvisioningFaultTests(ProvisioningStores stores)
    : IClassFixture<ProvisioningStores>, IAsyncLifetime
{
    private const string Number = "+33400000001";

    private readonly ManualClock _clock = new();
    private string _database = null!;
    private FakeTwilio _twilio = null!;
    private ProvisioningNode _node = null!;

    public static TheoryData<string, FakeTwilioFault> Faults
    {
        get
        {
            var data = new TheoryData<string, FakeTwilioFault>();
            foreach (var call in Calls)
            {
                // All of them where it costs something, one of each sort elsewhere.
                var isDear = call.EndsWith("buy", StringComparison.Ordinal)
                    || call.StartsWith("POST", StringComparison.Ordinal);
                foreach (var fault in isDear
                    ? Enum.GetValues<FakeTwilioFault>().Where(one => one != FakeTwilioFault.None)
                    : [FakeTwilioFault.TooMany, FakeTwilioFault.Unavailable, FakeTwilioFault.HangBefore,
                        FakeTwilioFault.CloseAfter, FakeTwilioFault.WrongJson])
                    data.Add(call, fault);
            }

            return data;
        }
    }

    public static TheoryData<string, bool> Crashes
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var call in Calls)
            {
                data.Add(call, false);
                data.Add(call, true);
            }

            return data;
        }
    }

    // Each call of an activation with an account of its own, by its end.
    private static string[] Calls =>
    [
        "GET /2010-04-01/Accounts.json", "POST /2010-04-01/Accounts.json", "/v1/PhoneNumbers/Countries/FR",
        "/AvailablePhoneNumbers/FR/Local.json", "/IncomingPhoneNumbers.json", "/IncomingPhoneNumbers.json buy",
        "set",
    ];

    public async ValueTask InitializeAsync()
    {
        _database = await stores.CreateDatabaseAsync();
        _twilio = await FakeTwilio.StartAsync(_clock);
        _twilio.Store.Prices[("FR", "local")] = 1.15m;
        _twilio.Store.Offers.Enqueue(new KeptOffer(Number));
        _twilio.Store.Offers.Enqueue(new KeptOffer("+33400000002"));
        _node = await StartAsync();
        await _node.SignUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _twilio.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_a_fault_the_next_run_goes_on_and_one_number_is_bought(string call, FakeTwilioFault fault)
    {
        // Who hears nothing gives up after ten seconds.
        var isSilent = fault is FakeTwilioFault.HangBefore or FakeTwilioFault.HangAfter or FakeTwilioFault.Drip;
        GoesWrong(call, fault, isSilent ? () => _clock.Advance(TimeSpan.FromSeconds(11)) : null);
        var first = await _node.ActivateAsync();
        if (!first.Complete)
            first.Steps[^1].State.ShouldBe("failed");

        await FinishAsync(_node);
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Who_is_killed_in_a_call_is_followed_by_another_that_goes_on(string call, bool isDone)
    {
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        GoesWrong(call, isDone ? FakeTwilioFault.HangAfter : FakeTwilioFault.HangBefore, killed.Cancel);
        await Should.ThrowAsync<OperationCanceledException>(
            () => _node.TryAsync(ProvisioningVerb.Activate, cancellation: killed.Token));

        // What was asked for may yet come; then it has, or never will.
        await using var other = await StartAsync();
        (await other.TryAsync(ProvisioningVerb.Activate)).ShouldBeOfType<ProvisioningOutcome.Busy>();
        _clock.Advance(ProvisionBook.Aftermath);

        await FinishAsync(other);
        (await other.AskAsync<long>(
            "SELECT count(*) FROM provisioning_steps WHERE detail LIKE 'the run was broken off%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_that_activate_at_once_on_two_nodes_one_buys()
    {
        await using var other = await StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? _node : other).TryAsync(ProvisioningVerb.Activate)));

        outcomes.OfType<ProvisioningOutcome.Ran>().ShouldNotBeEmpty();
        outcomes.ShouldAllBe(outcome => outcome is ProvisioningOutcome.Ran || outcome is ProvisioningOutcome.Busy);
        await FinishAsync(other);
    }

    [Fact]
    public async Task Who_lost_the_database_in_the_middle_of_a_purchase_writes_nothing_any_more()
    {
        // By its clock time enough has passed since.
        var later = new ManualClock(_clock.GetUtcNow() + ProvisionBook.Aftermath);
        await using var other = await StartAsync(later);
        ProvisioningOutcome? taken = null;
        GoesWrong("/IncomingPhoneNumbers.json buy", FakeTwilioFault.None, () =>
        {
            // It has bought, and does not know yet; at that moment its lock goes with its connection.
            other.AskAsync<long>(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
                .GetAwaiter().GetResult();
            taken = TakeOver(other);
        });

        var outcome = await _node.TryAsync(ProvisioningVerb.Activate);

        outcome.ShouldBeOfType<ProvisioningOutcome.Busy>();
        taken.ShouldBeOfType<ProvisioningOutcome.Ran>().Report.Complete.ShouldBeTrue();
        await FinishAsync(other);
    }

    [Fact]
    public async Task A_deactivation_that_fails_half_way_is_gone_on_with()
    {
        await _node.ActivateAsync();
        GoesWrong("release", FakeTwilioFault.CloseAfter, then: null);
        (await _node.DeactivateAsync(release: true)).Complete.ShouldBeFalse();

        var report = await _node.DeactivateAsync(release: true);

        (report.Complete, report.Status, report.TwilioNumber).ShouldBe((true, "inactive", null));
        _twilio.Store.Numbers.ShouldBeEmpty();
    }

    // The lock is gone once its backend has ended, a moment after it was told to.
    private static ProvisioningOutcome TakeOver(ProvisioningNode node)
    {
        ProvisioningOutcome outcome = new ProvisioningOutcome.Busy();
        for (var attempt = 0; attempt < 50 && outcome is ProvisioningOutcome.Busy; attempt++)
            outcome = node.TryAsync(ProvisioningVerb.Activate).GetAwaiter().GetResult();
        return outcome;
    }

    private async Task FinishAsync(ProvisioningNode node)
    {
        var report = await node.ActivateAsync();

        report.Steps.ShouldAllBe(step => step.State == "done");
        (report.Complete, report.Status, report.TwilioNumber).ShouldBe((true, "active", Number));
        _twilio.Store.Bought.ShouldBe(1);
        _twilio.Store.Accounts.Count.ShouldBe(1);
        _twilio.Store.Numbers.Values.ShouldHaveSingleItem().SmsUrl.ShouldStartWith(ProvisioningNode.PublicUrl);
        // Whichever node linked it.
        await node.Services.GetRequiredService<TableWatch>().TryLookAsync(TestContext.Current.CancellationToken);
        node.Served.TryGetByLine(Sessions.ChannelKind.Sms, Number, out _, out _).ShouldBeTrue();
        (await node.AskAsync<long>("SELECT count(*) FROM provisioning_steps WHERE state = 'started'")).ShouldBe(0);
        _twilio.Violations.ShouldBeEmpty();
    }

    private void GoesWrong(string call, FakeTwilioFault fault, Action? then) => _twilio.Next(
        call switch
        {
            "/IncomingPhoneNumbers.json buy" => "POST */IncomingPhoneNumbers.json",
            "/IncomingPhoneNumbers.json" => "GET */IncomingPhoneNumbers.json",
            "set" => "POST */IncomingPhoneNumbers/*",
            "release" => "DELETE */IncomingPhoneNumbers/*",
            _ => call,
        },
        fault, then);

    private Task<ProvisioningNode> StartAsync(ManualClock? clock = null) => ProvisioningNode.StartAsync(
        stores.Redis, _database, _twilio, clock ?? _clock, ProvisioningNode.Allowed with { SubAccounts = true });
}
