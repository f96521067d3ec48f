using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioClientTests : IAsyncLifetime
{
    private const string Ours = "+33900000002";
    private const string Theirs = "+33600000001";

    private readonly ManualClock _clock = new();
    private readonly ManualClock _ours = new();
    private readonly TwilioHttp _http = new();
    private FakeTwilio _twilio = null!;
    private TwilioAccount _account = null!;
    private TwilioClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _twilio = await FakeTwilio.StartAsync(_clock);
        _client = new TwilioClient(_http, _ours);
        _account = new TwilioAccount
        {
            AccountSid = _twilio.AccountSid,
            AuthToken = _twilio.AuthToken,
            ApiBaseUrl = _twilio.Address
        };
    }

    public async ValueTask DisposeAsync()
    {
        _twilio.Violations.ShouldBeEmpty();
        _http.Dispose();
        await _twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_is_taken_has_Twilios_id()
    {
        var outcome = await SendAsync(Message("Bonjour, ça va ? 1 & 2 = 3 + 🙂"));

        var sent = outcome.ShouldBeOfType<SendOutcome.Sent>();
        var taken = _twilio.Messages.Sent.ShouldHaveSingleItem();
        taken.Sid.ShouldBe(sent.ExternalId);
        taken.Body.ShouldBe("Bonjour, ça va ? 1 & 2 = 3 + 🙂");
        (taken.From, taken.To).ShouldBe((Ours, Theirs));
    }

    [Fact]
    public async Task All_that_a_message_may_have_arrives_as_it_was_meant()
    {
        var callback = "https://gw.example.test/webhooks/twilio/status/0#rc=3&rp=ct,rt,5xx";

        await SendAsync(Message("Voici") with
        {
            Content = new TwilioContent(
                "Voici")
            { Media = ["https://gw.example.test/a.jpg?v=1&w=2", "https://gw.example.test/b.png"] },
            MessagingServiceSid = "MG00000000000000000000000000000001",
            StatusCallback = new Uri(callback),
            ValiditySeconds = 900,
        });
        await SendAsync(Message("") with
        {
            Content = new TwilioContent(
                null as string)
            {
                Template = "HX00000000000000000000000000000001",
                Variables = """{"1":"Zoé","2":"14 h"}"""
            },
        });

        var (text, template) = (_twilio.Messages.Sent[0], _twilio.Messages.Sent[1]);
        text.MediaUrls.ShouldBe(["https://gw.example.test/a.jpg?v=1&w=2", "https://gw.example.test/b.png"]);
        (text.StatusCallback, text.ValidityPeriod, text.MessagingServiceSid)
            .ShouldBe((callback, "900", "MG00000000000000000000000000000001"));
        (template.ContentSid, template.ContentVariables, template.Body)
            .ShouldBe(("HX00000000000000000000000000000001", """{"1":"Zoé","2":"14 h"}""", ""));
    }

    [Theory]
    [InlineData(FakeTwilioFault.ErrorBefore, 0)]
    [InlineData(FakeTwilioFault.Unavailable, 0)]
    [InlineData(FakeTwilioFault.CloseBefore, 0)]
    [InlineData(FakeTwilioFault.ErrorAfter, 1)]
    [InlineData(FakeTwilioFault.CloseAfter, 1)]
    [InlineData(FakeTwilioFault.WrongJson, 1)]
    public async Task What_may_have_been_taken_is_unknown_and_tried_once(FakeTwilioFault fault, int taken)
    {
        _twilio.Faults.Next(fault);

        (await SendAsync(Message("Bonjour"))).ShouldBeOfType<SendOutcome.Unknown>();

        _twilio.Messages.Sent.Count.ShouldBe(taken);
        _twilio.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(FakeTwilioFault.HangBefore)]
    [InlineData(FakeTwilioFault.HangAfter)]
    [InlineData(FakeTwilioFault.Drip)]
    public async Task An_answer_that_does_not_come_within_ten_seconds_is_unknown(FakeTwilioFault fault)
    {
        _twilio.Faults.Next(fault);
        var sending = SendAsync(Message("Bonjour"));
        await _twilio.NextAttemptAsync();

        _ours.Advance(TimeSpan.FromSeconds(10));

        (await sending).ShouldBeOfType<SendOutcome.Unknown>();
    }

    [Fact]
    public async Task A_429_was_not_taken_and_says_how_long_to_wait()
    {
        _twilio.Faults.Next(FakeTwilioFault.TooMany, FakeTwilioFault.TooManyWithoutWait);

        (await SendAsync(Message("Bonjour")))
            .ShouldBe(new SendOutcome.NotTaken("20429", TimeSpan.FromSeconds(7), Everyone: true));
        (await SendAsync(Message("Bonjour"))).ShouldBe(new SendOutcome.NotTaken("20429", null, Everyone: true));
    }

    [Fact]
    public async Task A_refused_connection_was_surely_not_taken()
    {
        await _twilio.GoDownAsync();

        (await SendAsync(Message("Bonjour"))).ShouldBe(new SendOutcome.NotTaken("connection"));

        await _twilio.ComeBackAsync();
        (await SendAsync(Message("Bonjour"))).ShouldBeOfType<SendOutcome.Sent>();
    }

    [Theory]
    [InlineData(20003, typeof(SendOutcome.ChannelDown))]
    [InlineData(30002, typeof(SendOutcome.ChannelDown))]
    [InlineData(21211, typeof(SendOutcome.Refused))]
    [InlineData(21610, typeof(SendOutcome.OptedOut))]
    [InlineData(63014, typeof(SendOutcome.OptedOut))]
    [InlineData(63016, typeof(SendOutcome.OutsideWindow))]
    [InlineData(21611, typeof(SendOutcome.NotTaken))]
    [InlineData(99999, typeof(SendOutcome.Refused))]
    public async Task A_code_decides_what_becomes_of_a_refused_message(int code, Type outcome)
    {
        _twilio.Faults.NextRefused(code);

        (await SendAsync(Message("Bonjour"))).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task Wrong_credentials_close_the_channel_and_are_not_told_to_anyone()
    {
        var outcome = await _client.SendAsync(
            _account with { AuthToken = "fake-wrong-token" }, Message("Bonjour"), CancellationToken.None);

        outcome.ShouldBeOfType<SendOutcome.ChannelDown>().Why.Code.ShouldBe("20003");
        outcome.ToString().ShouldNotContain("fake-wrong-token");
    }

    [Fact]
    public async Task A_stop_ends_a_call_at_once()
    {
        using var stop = new CancellationTokenSource();
        _twilio.Faults.Next(FakeTwilioFault.HangBefore);
        var sending = _client.SendAsync(_account, Message("Bonjour"), stop.Token);
        await _twilio.NextAttemptAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found()
    {
        _twilio.Faults.Next(FakeTwilioFault.CloseAfter);
        var message = Message("Bonjour \r\nà vous ");
        await SendAsync(message);

        var found = await FindAsync(message, _clock.GetUtcNow());

        found.ShouldBe(new FindOutcome.Found(_twilio.Messages.Sent.Single().Sid));
    }

    [Fact]
    public async Task A_message_that_still_waits_in_Twilios_queue_is_found()
    {
        _twilio.Messages.StaysQueued = true;
        _twilio.Faults.Next(FakeTwilioFault.ErrorAfter);
        var message = Message("Bonjour");
        await SendAsync(message);

        (await FindAsync(message, _clock.GetUtcNow())).ShouldBeOfType<FindOutcome.Found>();
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(-7)]
    [InlineData(90)]
    [InlineData(600)]
    public async Task A_message_is_found_though_Twilios_clock_and_ours_differ(int secondsAhead)
    {
        _twilio.Faults.Next(FakeTwilioFault.CloseAfter);
        var message = Message("Bonjour");
        var handedAt = _clock.GetUtcNow() - TimeSpan.FromSeconds(secondsAhead);
        await SendAsync(message);
        _clock.Advance(TimeSpan.FromSeconds(20));

        var times = new HandoverTimes(handedAt, handedAt + TimeSpan.FromSeconds(20), WasRepeated: false);
        (await _client.FindAsync(_account, message, times, [], CancellationToken.None))
            .ShouldBeOfType<FindOutcome.Found>();
    }

    [Fact]
    public async Task What_was_taken_the_first_time_is_found_after_the_second()
    {
        _twilio.Faults.Next(FakeTwilioFault.CloseAfter, FakeTwilioFault.CloseBefore);
        var message = Message("Bonjour");
        await SendAsync(message);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(message);

        var times = new HandoverTimes(_clock.GetUtcNow(), _clock.GetUtcNow(), WasRepeated: true);
        (await _client.FindAsync(_account, message, times, [], CancellationToken.None))
            .ShouldBeOfType<FindOutcome.Found>();
        (await FindAsync(message, _clock.GetUtcNow())).ShouldBeOfType<FindOutcome.NotFound>();
    }

    [Fact]
    public async Task A_message_that_was_not_taken_is_not_found_among_others()
    {
        var message = Message("Bonjour");
        await SendAsync(Message("Autre chose"));
        await SendAsync(message with { To = "+33600000009" });
        await SendAsync(message with { From = "+33900000009" });
        await SendAsync(message);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _twilio.Faults.Next(FakeTwilioFault.CloseBefore);
        await SendAsync(message);

        (await FindAsync(message, _clock.GetUtcNow())).ShouldBeOfType<FindOutcome.NotFound>();
    }

    [Fact]
    public async Task Another_message_of_the_same_words_is_not_taken_for_the_lost_one()
    {
        var other = Message("Bonjour", index: 1);
        var lost = Message("Bonjour", index: 2);
        var known = Message("Bonjour", index: 3);
        var sent = (SendOutcome.Sent)await SendAsync(other);
        await SendAsync(known);
        _twilio.Faults.Next(FakeTwilioFault.CloseBefore);
        await SendAsync(lost);

        var ids = _twilio.Messages.Sent.Select(message => message.Sid).ToList();
        (await _client.FindAsync(_account, lost, Just(_clock.GetUtcNow()), ids, CancellationToken.None))
            .ShouldBeOfType<FindOutcome.NotFound>();
        ids.Remove(sent.ExternalId);
        (await _client.FindAsync(_account, other, Just(_clock.GetUtcNow()), ids, CancellationToken.None))
            .ShouldBe(new FindOutcome.Found(sent.ExternalId));
    }

    [Fact]
    public async Task A_search_that_gets_no_answer_says_so()
    {
        await _twilio.GoDownAsync();

        (await FindAsync(Message("Bonjour"), _clock.GetUtcNow())).ShouldBeOfType<FindOutcome.NotAsked>();
    }

    [Fact]
    public async Task Inbound_messages_are_listed_over_all_pages_and_only_since_then()
    {
        _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, Ours, "trop vieux"));
        _clock.Advance(TimeSpan.FromHours(1));
        var since = _clock.GetUtcNow();
        for (var i = 0; i < 120; i++)
            _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, Ours, $"message {i}"));
        _twilio.Webhooks.Receive(new FakeTwilioInbound(Theirs, "+33900000003", "pour un autre"));
        var picture = _twilio.Webhooks.Receive(
            new FakeTwilioInbound(Theirs, Ours, "") { Media = [("image/png", [1, 2, 3])] });
        await SendAsync(Message("sortant"));

        List<TwilioListedMessage> listed = [];
        await foreach (var message in _client.ListInboundAsync(_account, Ours, since, CancellationToken.None))
            listed.Add(message);

        listed.Count.ShouldBe(121);
        listed.Select(message => message.Body).ShouldContain("message 0");
        listed.ShouldNotContain(message => message.Body == "trop vieux");
        var last = listed.Single(message => message.MediaCount == 1);
        (last.Sid, last.From, last.To, last.SentAt).ShouldBe((picture.Sid, Theirs, Ours, since));
        var media = (await _client.ListMediaAsync(_account, last.Sid, CancellationToken.None)).ShouldHaveSingleItem();
        (media.ContentType, media.Url.AbsolutePath)
            .ShouldBe(
                ("image/png", $"/2010-04-01/Accounts/{_twilio.AccountSid}/Messages/{last.Sid}/Media/{media.Sid}"));
        (await _client.DeleteMediaAsync(_account, last.Sid, media.Sid, CancellationToken.None)).ShouldBeTrue();
        (await _client.DeleteMediaAsync(_account, last.Sid, media.Sid, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Typing_is_shown_and_a_numbers_webhooks_are_set()
    {
        var sid = _twilio.AddNumber(Ours);
        _twilio.AddNumber("+33900000003");
        await _client.ShowTypingAsync(_account, "SM00000000000000000000000000000a01", CancellationToken.None);

        var number = (await _client.ListNumbersAsync(_account, Ours, CancellationToken.None)).ShouldHaveSingleItem();
        number.Webhooks.ShouldBe(
            new TwilioWebhooks(null, "POST", null, null) { VoiceMethod = "POST" },
            "Twilio writes what is not set as an empty text");
        var wanted = new TwilioWebhooks(
            "https://gw.example.test/webhooks/twilio/messages#ct=2000&rt=4000&rc=3&rp=ct,rt,5xx", "POST", null, null);
        var changed = await _client.SetWebhooksAsync(_account, number.Sid, wanted, CancellationToken.None);

        changed.Webhooks.SmsUrl.ShouldBe(wanted.SmsUrl);
        _twilio.NumberOf(sid).SmsUrl.ShouldBe(wanted.SmsUrl);
        (await _client.ListNumbersAsync(_account, null, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public void Calls_go_where_the_account_says_and_to_the_neighbours_of_an_api_host()
    {
        static string Of(string called, string apiBase) =>
            TwilioWire.AddressOf(new Uri(called), new Uri(apiBase)).AbsoluteUri;

        Of("https://messaging.twilio.com/v2/Indicators/Typing.json", "https://api.twilio.com")
            .ShouldBe("https://messaging.twilio.com/v2/Indicators/Typing.json");
        Of("https://messaging.twilio.com/v2/Indicators/Typing.json", "http://127.0.0.1:1234")
            .ShouldBe("http://127.0.0.1:1234/v2/Indicators/Typing.json");
        Of("https://api.twilio.com/2010-04-01/Accounts/AC/Messages.json?To=%2B33&DateSent%3E=2026-11-20",
            "https://proxy.example.test/twilio/")
            .ShouldBe(
                "https://proxy.example.test/twilio/2010-04-01/Accounts/AC/Messages.json?To=%2B33&DateSent%3E=2026-11-20");
    }

    private static TwilioMessage Message(string text, int index = 0)
    {
        var session = SessionId.Parse("01j00000000" + "0".PadLeft(27, '0'));
        return new TwilioMessage(
            new OutboundId(new DeliveryId(session, 2), index), Ours, Theirs, new TwilioContent(text));
    }

    private Task<SendOutcome> SendAsync(TwilioMessage message) =>
        _client.SendAsync(_account, message, CancellationToken.None);

    private Task<FindOutcome> FindAsync(TwilioMessage message, DateTimeOffset handedAt) =>
        _client.FindAsync(_account, message, Just(handedAt), [], CancellationToken.None);

    private static HandoverTimes Just(DateTimeOffset handedAt) => new(handedAt, handedAt, WasRepeated: false);
}
