using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What the worker makes of each thing a provider can answer.</summary>
public sealed class DeliveryWorkerTests : DeliveryTest
{
    private readonly ScriptedAdapter _adapter = new();

    [Fact]
    public async Task An_entry_is_sent_as_its_messages_in_order_and_once()
    {
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un|deux|trois");
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);
        var next = await node.SayAsync(session, "quatre");
        await node.WaitForReceiptAsync(session, next, ReceiptState.Sent);

        _adapter.Calls.Select(call => call.Text).ShouldBe(["un", "deux", "trois", "quatre"]);
        _adapter.Calls.Select(call => call.Context.Channel.Line).ShouldAllBe(line => line == DeliveryNode.Line);
    }

    [Fact]
    public async Task What_was_not_taken_is_sent_again_no_sooner_than_the_provider_wants()
    {
        _adapter.Script(NotTaken(300), NotTaken(200), null);
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        var calls = _adapter.Calls;
        calls.Count.ShouldBe(3);
        (calls[1].At - calls[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300));
        (calls[2].At - calls[1].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200));
        _adapter.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_conversation_in_back_off_delays_no_other()
    {
        await using var node = await StartAsync();
        var slow = await node.OpenAsync();
        _adapter.Sends = (call, _) => Task.FromResult(call.Session == slow ? NotTaken(60_000) : null);
        await node.SayAsync(slow, "un");
        await _adapter.WaitForCallsAsync(1);

        for (var i = 0; i < 20; i++)
        {
            var other = await node.OpenAsync();
            await node.WaitForReceiptAsync(other, await node.SayAsync(other, "deux"), ReceiptState.Sent);
        }

        _adapter.Calls.Count(call => call.Session == slow).ShouldBe(1);
    }

    [Fact]
    public async Task A_line_that_must_wait_as_a_whole_waits_and_other_lines_do_not()
    {
        _adapter.Script(NotTaken(400, everyone: true));
        await using var node = await StartAsync();
        var first = await node.OpenAsync();
        await node.SayAsync(first, "un");
        await _adapter.WaitForCallsAsync(1);
        // The answer to the first call is heard once its message waits again.
        await node.WaitForCallEndAsync(first);
        var sameLine = await node.OpenAsync();
        var seq = await node.SayAsync(sameLine, "deux");
        var otherLine = await node.OpenAsync("+33900000003");
        await node.WaitForReceiptAsync(otherLine, await node.SayAsync(otherLine, "trois"), ReceiptState.Sent);
        await node.WaitForReceiptAsync(sameLine, seq, ReceiptState.Sent);

        var start = _adapter.Calls[0].At;
        _adapter.Calls.Where(call => call.Session == sameLine || call.Session == first).Skip(1)
            .ShouldAllBe(call => call.At - start >= TimeSpan.FromMilliseconds(400));
        _adapter.Accepted.First().Session.ShouldBe(otherLine);
    }

    [Fact]
    public async Task What_is_unknown_and_found_is_not_sent_again()
    {
        _adapter.Script(Unknown());
        _adapter.ScriptLooks(new FindOutcome.NotFound(), new FindOutcome.Found("SM7"));
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        _adapter.Calls.Count.ShouldBe(1);
        (await node.Outbox.ReceiptAsync(Message(session, seq), "SM8", OutboundState.Read)).ShouldBeFalse();
        (await node.Outbox.ReceiptAsync(Message(session, seq), "SM7", OutboundState.Read)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_looked_for_is_none_of_what_the_session_has_sent_before()
    {
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "Bonjour"), ReceiptState.Sent);
        _adapter.Script(Unknown());
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "Bonjour"), ReceiptState.Sent);

        _adapter.Looks.Count.ShouldBe(2);
        _adapter.Looks.ShouldAllBe(look => look.Context.OthersSent.Single() == "SM1");
    }

    [Fact]
    public async Task What_is_looked_for_twice_in_vain_is_sent_once_more()
    {
        _adapter.Script(Unknown());
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        _adapter.Calls.Count.ShouldBe(2);
        _adapter.Looks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_stays_unknown_after_the_second_sending_is_parked_and_the_next_entry_goes_on()
    {
        _adapter.Script(Unknown(), Unknown());
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        var next = await node.SayAsync(session, "deux");
        await node.WaitForReceiptAsync(session, next, ReceiptState.Sent);

        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Unknown);
        _adapter.Calls.Select(call => call.Text).ShouldBe(["un", "un", "deux"]);
        _adapter.Looks.Count.ShouldBe(4);
        (await node.Outbox.ListParkedAsync()).Single().Id.ShouldBe(new DeliveryId(session, seq));
    }

    [Fact]
    public async Task What_cannot_be_looked_for_is_left_open_and_never_sent_again_by_itself()
    {
        var adapter = new ScriptedAdapter
        {
            Capabilities = new ChannelCapabilities(
            4_096, HasButtons: true, HasReceipts: false, CanFind: false)
        };
        adapter.Script(Unknown());
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, adapter);
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        var next = await node.SayAsync(session, "deux");
        await node.WaitForReceiptAsync(session, next, ReceiptState.Sent);

        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Unknown);
        adapter.Calls.Select(call => call.Text).ShouldBe(["un", "deux"]);
        adapter.Looks.ShouldBeEmpty();
        (await node.Outbox.RetryAsync(new DeliveryId(session, seq))).ShouldBeTrue();
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_is_asked_again()
    {
        _adapter.Script(Unknown());
        var asked = 0;
        _adapter.Finds = _ => Interlocked.Increment(ref asked) switch
        {
            1 => Task.FromResult<FindOutcome>(new FindOutcome.NotAsked("503")),
            2 => throw new HttpRequestException("for the test"),
            _ => Task.FromResult<FindOutcome>(new FindOutcome.Found("SM7")),
        };
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        (_adapter.Calls.Count, _adapter.Looks.Count).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData(OutboundState.Delivered, ReceiptState.Delivered)]
    [InlineData(OutboundState.Failed, ReceiptState.Failed)]
    public async Task A_receipt_tells_the_fate_of_what_is_unknown_and_what_follows_goes_on(
        OutboundState state, ReceiptState shown)
    {
        _adapter.Script(Unknown());
        await using var node = await StartAsync(options => options.UnknownWaitMs = 600_000);
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        var next = await node.SayAsync(session, "deux");
        await _adapter.WaitForCallsAsync(1);
        await node.WaitForCallEndAsync(session);

        (await node.Outbox.ReceiptAsync(Message(session, seq), "SM7", state, "30003", "words")).ShouldBeTrue();

        await node.WaitForReceiptAsync(session, next, ReceiptState.Sent);
        (await node.ReceiptAsync(session, seq)).ShouldBe(shown);
        _adapter.Calls.Select(call => call.Text).ShouldBe(["un", "deux"]);
    }

    [Fact]
    public async Task An_adapter_that_throws_has_perhaps_sent()
    {
        var thrown = 0;
        _adapter.Sends = (call, _) =>
        {
            if (Interlocked.Increment(ref thrown) > 1)
                return Task.FromResult<SendOutcome?>(null);
            _adapter.Take(call);
            throw new InvalidOperationException("for the test");
        };
        _adapter.ScriptLooks(new FindOutcome.Found("SM1"));
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Sent);

        _adapter.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_hangs_is_given_up_before_its_lease_and_looked_for()
    {
        _adapter.Sends = async (call, stop) =>
        {
            _adapter.Take(call);
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        };
        _adapter.ScriptLooks(new FindOutcome.Found("SM1"));
        await using var node = await StartAsync(options => options.LeaseMs = 6_000);
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Sent);

        _adapter.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_is_parked_with_the_rest_of_its_entry_and_the_next_one_goes_on()
    {
        _adapter.Script(null, Refused());
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un|deux|trois");
        var next = await node.SayAsync(session, "quatre");
        await node.WaitForReceiptAsync(session, next, ReceiptState.Sent);

        _adapter.Accepted.Select(call => call.Text).ShouldBe(["un", "quatre"]);
        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Failed);
        (await node.Outbox.ListParkedAsync()).Single().ShouldSatisfyAllConditions(
            parked => parked.Code.ShouldBe("21211"), parked => parked.Words.ShouldBe("No such number."));
        (await node.Outbox.RetryAsync(new DeliveryId(session, seq))).ShouldBeTrue();
        await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);
        _adapter.Accepted.Select(call => call.Text).ShouldBe(["un", "quatre", "deux", "trois"]);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_rendered_is_parked_and_the_next_one_goes_on()
    {
        var rendered = _adapter.Rendered;
        _adapter.Rendered = context => context.Delivery.Entry.Text switch
        {
            "poison" => throw new FormatException("for the test"),
            "refused" => Rendering.Refused("63016", "The window is closed and there is no template."),
            _ => rendered(context),
        };
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        await node.SayAsync(session, "poison");
        await node.SayAsync(session, "refused");
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "trois"), ReceiptState.Sent);

        (await node.Outbox.ListParkedAsync())
            .Select(parked => parked.Code)
            .ShouldBe(["notRendered", "63016"], ignoreOrder: true);
        _adapter.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_opt_out_that_the_provider_tells_is_recorded_and_closes_the_way()
    {
        _adapter.Script(new SendOutcome.OptedOut(new Refusal("21610", "The contact has opted out.")));
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "deux"), ReceiptState.Failed);

        _adapter.Calls.Select(call => call.Text).ShouldBe(["un"]);
        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Failed);
        node.Consents.Recorded.Single().ShouldSatisfyAllConditions(
            consent => consent.Keyword.ShouldBe(ConsentKeyword.Stop),
            consent => consent.Source.ShouldBe($"provider:21610:{Message(session, seq)}"),
            consent => consent.Identities.Single().Kind.ShouldBe(IdentityKind.Phone));
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_records_are_away_an_opt_out_closes_the_way_is_offered_once_and_recorded_later()
    {
        _adapter.Script(new SendOutcome.OptedOut(new Refusal("21610", "The contact has opted out.")));
        await using var node = await StartAsync();
        node.Consents.Failures = int.MaxValue;
        var session = await node.OpenAsync();
        var seq = await node.SayAsync(session, "un");
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "deux"), ReceiptState.Failed);

        _adapter.Calls.Select(call => call.Text).ShouldBe(["un"]);
        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Failed);
        (await node.OptOuts.HasAsync("shop", ChannelKind.Sms, DeliveryNode.Line, await node.AddressAsync(session)))
            .ShouldBeTrue();
        node.Consents.Recorded.ShouldBeEmpty();
        node.Consents.Failures = 0;
        await node.ProviderOptOuts.SettleAsync(TestContext.Current.CancellationToken);
        await node.ProviderOptOuts.SettleAsync(TestContext.Current.CancellationToken);
        node.Consents.Recorded.Single().Source.ShouldBe($"provider:21610:{Message(session, seq)}");
    }

    [Fact]
    public async Task A_channel_that_is_down_waits_as_a_whole_is_reported_and_recovers()
    {
        _adapter.Script(new SendOutcome.ChannelDown(new Refusal("20003", "The credentials are wrong.")));
        await using var node = await StartAsync(options => options.ChannelDownMs = 400);
        var first = await node.OpenAsync();
        var seq = await node.SayAsync(first, "un");
        await _adapter.WaitForCallsAsync(1);
        await node.WaitForCallEndAsync(first);
        node.States.All.Single()
            .ShouldBe(
                new ChannelState(
                "shop", ChannelKind.Sms, DeliveryNode.Line, IsUp: false, "The credentials are wrong."));
        var second = await node.OpenAsync();
        var other = await node.SayAsync(second, "deux");
        await node.WaitForReceiptAsync(first, seq, ReceiptState.Sent);
        await node.WaitForReceiptAsync(second, other, ReceiptState.Sent);

        _adapter.Calls.Skip(1).ShouldAllBe(call => call.At - _adapter.Calls[0].At >= TimeSpan.FromMilliseconds(400));
        node.States.All.Single().IsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task A_channel_is_up_again_whoever_is_the_first_to_be_sent_something()
    {
        var isDown = true;
        _adapter.Sends = (_, _) =>
            Task.FromResult<SendOutcome?>(isDown ? new SendOutcome.ChannelDown(new Refusal("20003", "words")) : null);
        await using var node = await StartAsync(options => options.ChannelDownMs = 10);
        var first = await node.OpenAsync();
        await node.SayAsync(first, "un");
        await _adapter.WaitForCallsAsync(3);
        // The one that was told leaves; someone else's message finds the channel mended.
        await node.OptOuts.SetAsync(
            "shop", ChannelKind.Sms, DeliveryNode.Line, await node.AddressAsync(first), optedOut: true);
        await node.WaitForReceiptAsync(first, 2, ReceiptState.Failed);
        isDown = false;

        var second = await node.OpenAsync();
        await node.WaitForReceiptAsync(second, await node.SayAsync(second, "deux"), ReceiptState.Sent);

        node.States.All.Single().IsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task A_back_off_changes_nothing_about_how_a_channel_is_said_to_run()
    {
        _adapter.Script(NotTaken());
        await using var node = await StartAsync();
        var polling = new ChannelState("shop", ChannelKind.Sms, DeliveryNode.Line, IsUp: true, "polling");
        node.States.Report(polling);
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Sent);

        node.States.All.Single().ShouldBe(polling);
    }

    [Fact]
    public async Task Outside_the_window_the_entry_is_rendered_again_and_goes_at_once()
    {
        _adapter.Script(new SendOutcome.OutsideWindow(new Refusal("63016", "words")));
        // One message's worth and no more during the test: the refused one has not cost the contact anything.
        _adapter.Paced = (_, _) => new Pace(100_000, 100_000, 0.001, 1);
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un|deux"), ReceiptState.Sent);

        _adapter.Calls.Select(call => call.Text).ShouldBe(["un", "template: un|deux"]);
        _adapter.Looks.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_outside_the_window_even_as_a_template_is_parked()
    {
        _adapter.Script(
            new SendOutcome.OutsideWindow(new Refusal("63016", "words")),
            new SendOutcome.OutsideWindow(new Refusal("63016", "words")));
        await using var node = await StartAsync();
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Failed);

        (await node.Outbox.ListParkedAsync()).Single().Code.ShouldBe("63016");
    }

    [Fact]
    public async Task What_would_come_too_late_is_parked_and_can_be_sent_again()
    {
        await using var node = await DeliveryNode.StartAsync(
            Redis.ConnectionString, _adapter, clock: new SkewedClock(TimeSpan.FromHours(5)));
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Failed);

        (await node.Outbox.ListParkedAsync()).Single().Code.ShouldBe("expired");
        _adapter.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_asked_for_waits_for_its_hour_or_is_dropped()
    {
        await using var node = await StartAsync();
        var asked = 0;
        node.Consents.Permission = () => Interlocked.Increment(ref asked) < 3
            ? new SendingPermission(false, TimeProvider.System.GetUtcNow().AddMilliseconds(20), "quietHours")
            : SendingPermission.Allowed;
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(
            session, await node.SayAsync(session, "soldes", MessageClass.Marketing), ReceiptState.Sent);
        asked.ShouldBeGreaterThanOrEqualTo(3);

        node.Consents.Permission = () => new SendingPermission(false, null, "noConsent");
        await node.WaitForReceiptAsync(
            session, await node.SayAsync(session, "encore", MessageClass.Marketing), ReceiptState.Failed);
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "réponse"), ReceiptState.Sent);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offer_counts_once_it_is_out_whether_or_not_the_records_hear_of_it()
    {
        _adapter.Script(NotTaken(), Unknown());
        _adapter.ScriptLooks(new FindOutcome.Found("SM7"));
        await using var node = await StartAsync();
        node.Consents.Failures = 1;
        var session = await node.OpenAsync();
        var offer = await node.SayAsync(session, "soldes", MessageClass.Marketing);
        var other = await node.SayAsync(session, "encore", MessageClass.Marketing);
        await node.SayAsync(session, "votre colis est là", MessageClass.Service);
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "réponse"), ReceiptState.Sent);

        node.Consents.Counted.ShouldBe(
            [new DeliveryId(session, offer).ToString(), new DeliveryId(session, other).ToString()]);
    }

    [Fact]
    public async Task What_may_not_be_sent_before_it_is_too_old_keeps_no_answer_waiting()
    {
        await using var node = await StartAsync();
        node.Consents.Permission = () =>
            new SendingPermission(false, TimeProvider.System.GetUtcNow().AddHours(12), "quietHours");
        var session = await node.OpenAsync();
        var offer = await node.SayAsync(session, "soldes", MessageClass.Marketing);
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "réponse"), ReceiptState.Sent);

        (await node.ReceiptAsync(session, offer)).ShouldBe(ReceiptState.Failed);
        (await node.Outbox.ListParkedAsync()).Single().Code.ShouldBe("quietHours");
    }

    [Fact]
    public async Task The_back_off_of_one_message_does_not_lengthen_that_of_the_next()
    {
        var refusals = 0;
        _adapter.Sends = (_, _) => Task.FromResult(Interlocked.Increment(ref refusals) switch
        {
            <= 10 => NotTaken(1),
            12 => NotTaken(),
            _ => null,
        });
        // The eleventh pause in a row would be most of a minute.
        await using var node = await StartAsync(options => options.RetryMs = 100);
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un|deux"), ReceiptState.Sent);

        _adapter.Calls.Select(call => call.Text).ShouldBe([.. Enumerable.Repeat("un", 11), "deux", "deux"]);
    }

    [Fact]
    public async Task A_full_node_goes_on_with_the_rest_as_soon_as_there_is_room()
    {
        await using var node = await StartAsync(options => options.MaxConcurrent = 1);
        var hold = new TaskCompletionSource();
        _adapter.Sends = async (_, _) =>
        {
            await hold.Task;
            return null;
        };
        var said = new List<(SessionId, long)>();
        for (var i = 0; i < 10; i++)
        {
            var session = await node.OpenAsync();
            said.Add((session, await node.SayAsync(session, "un")));
        }

        await _adapter.WaitForCallsAsync(1);
        hold.SetResult();

        // The sweep comes in a minute only.
        foreach (var (session, seq) in said)
            await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);
    }

    private static OutboundId Message(SessionId session, long seq) => new(new DeliveryId(session, seq), 0);

    private Task<DeliveryNode> StartAsync(Action<Gateway.Channels.Delivery.DeliveryOptions>? configure = null) =>
        DeliveryNode.StartAsync(Redis.ConnectionString, _adapter, configure);
}
