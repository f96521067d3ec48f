using System.Net;
using Gateway.Channels.Consent;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioStatusTests(RedisFixture redis)
{
    private const string Sid = "SM0000000000000000000000000000c003";

    [Fact]
    public async Task Callbacks_in_any_order_and_more_than_once_only_take_an_entry_further()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var message = await BeginAsync(host, TwilioHost.NewNumber());

        // The answer to the sending itself has not come yet.
        foreach (var (status, expected) in new[]
        {
            ("queued", ReceiptState.Sent), ("delivered", ReceiptState.Delivered), ("sent", ReceiptState.Delivered),
            ("delivered", ReceiptState.Delivered),
            ("read", ReceiptState.Read), ("sending", ReceiptState.Read), ("undelivered", ReceiptState.Read),
            ("receiving", ReceiptState.Read),
        })
        {
            (await ReportAsync(host, Path(message), status)).ShouldBe(HttpStatusCode.OK);
            (await ReceiptAsync(host, message)).ShouldBe(expected, status);
        }

        host.Count("gateway.twilio.callbacks taken").ShouldBe(7);
        host.Count("gateway.twilio.callbacks unknownStatus").ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/nonsense")]
    [InlineData("/../../etc")]
    public async Task A_callback_that_names_no_message_of_ours_is_counted(string path)
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);

        (await ReportAsync(host, path, "delivered"))
            .ShouldBe(path == "/../../etc" ? HttpStatusCode.NotFound : HttpStatusCode.OK);

        host.Count("gateway.twilio.callbacks noId").ShouldBe(path == "/../../etc" ? 0 : 1);
    }

    [Fact]
    public async Task A_callback_for_a_session_that_is_gone_is_counted()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);

        (await ReportAsync(
            host, Path(new OutboundId(new DeliveryId(SessionId.New(7, DateTimeOffset.UnixEpoch), 2), 0)), "delivered"))
            .ShouldBe(HttpStatusCode.OK);

        host.Count("gateway.twilio.callbacks unknownMessage").ShouldBe(1);
    }

    [Fact]
    public async Task A_plain_id_a_changed_reference_and_another_accounts_name_nothing()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var message = await BeginAsync(host, TwilioHost.NewNumber());
        var whole = Path(message);
        string[] others =
        [
            $"/{message}", $"/{message.Delivery.Session}", whole[..^4], whole[..^1] + (whole[^1] == 'A' ? 'B' : 'A'),
            whole + "AAAA",
            "/" + TwilioReference.Of(message, Account(TwilioHost.SecondAccountSid, TwilioHost.SecondToken)),
            "/" + new string('A', 250),
            "/" + new string('A', 2_000), "/AAAA",
        ];

        foreach (var other in others)
            (await ReportAsync(host, other, "delivered")).ShouldBe(HttpStatusCode.OK, other);

        (await ReceiptAsync(host, message)).ShouldBe(ReceiptState.Queued);
        host.Count("gateway.twilio.callbacks noId").ShouldBe(others.Length);
    }

    [Fact]
    public async Task A_reference_outlives_the_rotation_of_the_accounts_token()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var message = await BeginAsync(host, TwilioHost.NewNumber());
        var afterwards = "/" + TwilioReference.Of(message, Account(TwilioHost.AccountSid, TwilioHost.NextToken));

        (await ReportAsync(host, afterwards, "delivered", token: TwilioHost.NextToken)).ShouldBe(HttpStatusCode.OK);
        (await ReceiptAsync(host, message)).ShouldBe(ReceiptState.Delivered);
    }

    [Fact]
    public async Task An_account_does_not_speak_for_anothers_messages()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var message = await BeginAsync(host, TwilioHost.NewNumber());

        var forged = "/" + TwilioReference.Of(message, Account(TwilioHost.SecondAccountSid, TwilioHost.SecondToken));
        (await ReportAsync(
            host, forged, "delivered", account: TwilioHost.SecondAccountSid, token: TwilioHost.SecondToken))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await ReportAsync(host, Path(message), "delivered", account: TwilioHost.SecondAccountSid))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await ReportAsync(host, Path(message), "delivered", account: "AC00000000000000000000000000000b99"))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await ReportAsync(host, Path(message), "delivered", token: "wrong")).ShouldBe(HttpStatusCode.Forbidden);

        (await ReceiptAsync(host, message)).ShouldBe(ReceiptState.Queued);
    }

    [Theory]
    [InlineData("21610")]
    [InlineData("63014")]
    public async Task A_contact_who_has_opted_out_at_twilio_has_opted_out(string code)
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var phone = TwilioHost.NewNumber();
        var message = await BeginAsync(host, phone);

        (await ReportAsync(host, Path(message), "undelivered", code, to: phone)).ShouldBe(HttpStatusCode.OK);

        (await ReceiptAsync(host, message)).ShouldBe(ReceiptState.Failed);
        var consent = host.Consents.Events.ShouldHaveSingleItem();
        consent.Keyword.ShouldBe(ConsentKeyword.Stop);
        consent.Source.ShouldBe($"provider:{code}:{message}");
        consent.Identities.ShouldBe([new ContactIdentity(IdentityKind.Phone, phone)]);
    }

    [Fact]
    public async Task Another_error_is_no_opt_out()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var message = await BeginAsync(host, TwilioHost.NewNumber());

        (await ReportAsync(host, Path(message), "undelivered", "30006")).ShouldBe(HttpStatusCode.OK);

        (await ReceiptAsync(host, message)).ShouldBe(ReceiptState.Failed);
        host.Consents.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_records_are_away_an_opt_out_at_twilio_closes_the_way_and_is_recorded_later()
    {
        await using var host = await TwilioHost.StartAsync(redis.Server.ConnectionString);
        var phone = TwilioHost.NewNumber();
        var message = await BeginAsync(host, phone);

        host.Consents.IsDown = true;
        (await ReportAsync(host, Path(message), "undelivered", "21610", to: phone)).ShouldBe(HttpStatusCode.OK);

        (await host.Get<OptOuts>().HasAsync("one", ChannelKind.Sms, TwilioHost.Sms, phone)).ShouldBeTrue();
        host.Consents.IsDown = false;
        await host.Get<ProviderOptOuts>().SettleAsync(TestContext.Current.CancellationToken);
        host.Consents.Events.Single(consent => consent.Source == $"provider:21610:{message}")
            .ShouldSatisfyAllConditions(
            consent => consent.Keyword.ShouldBe(ConsentKeyword.Stop),
            consent => consent.Identities.ShouldBe([new ContactIdentity(IdentityKind.Phone, phone)]));
    }

    private static string Path(OutboundId message) =>
        "/" + TwilioReference.Of(message, Account(TwilioHost.AccountSid, TwilioHost.Token));

    private static TwilioAccount Account(string sid, string token) =>
        new() { AccountSid = sid, AuthToken = token, ApiBaseUrl = new Uri("http://127.0.0.1:9") };

    private static async Task<HttpStatusCode> ReportAsync(
        TwilioHost host, string path, string status, string? error = null, string to = "+33600000001",
        string account = TwilioHost.AccountSid, string token = TwilioHost.Token)
    {
        List<KeyValuePair<string, string>> form =
            [new("MessageSid", Sid), new("MessageStatus", status), new("AccountSid", account),
                new("From", TwilioHost.Sms), new("To", to)];
        if (error is not null)
            form.Add(new("ErrorCode", error));
        return (await host.PostAsync(TwilioHost.Status + path, form, token)).StatusCode;
    }

    private static async Task<ReceiptState?> ReceiptAsync(TwilioHost host, OutboundId message) =>
        (await host.Engine.ReadAsync(message.Delivery.Session, message.Delivery.Seq - 1, 1))!.Entries[0].Receipt;

    // A contact writes, is answered, and the answer is being handed to Twilio.
    private static async Task<OutboundId> BeginAsync(TwilioHost host, string phone)
    {
        (await host.PostAsync(
            TwilioHost.Messages, TwilioHost.Message(phone, TwilioHost.Sms, "hello"))).StatusCode.ShouldBe(
            HttpStatusCode.OK);
        var id = (await host.Engine.FindAsync("one", ChannelKind.Sms, phone, TwilioHost.Sms))!.Value;
        var answered = new Watcher();
        var (snapshot, watching) = (await host.Engine.WatchAsync(id, answered, 10))!.Value;
        using (watching)
        {
            if (!snapshot.Entries.Any(entry => entry.Role == EntryRole.Agent))
                await answered.Done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }

        var outbox = host.Get<Outbox>();
        var lease = (await outbox.ClaimAsync(id.Shard, TimeSpan.FromMinutes(1), 100))
            .Single(one => one.Delivery.Id.Session == id);
        (await outbox.BeginAsync(lease, 0, TimeSpan.FromMinutes(1), ["re: hello"])).ShouldBe(BeginOutcome.Begun);
        return new OutboundId(lease.Delivery.Id, 0);
    }

    private sealed class Watcher : ISessionWatcher
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnEvent(LiveEvent live)
        {
            if (live is EntryEvent { Entry.Role: EntryRole.Agent })
                Done.TrySetResult();
        }
    }
}
