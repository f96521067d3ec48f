using System.Net;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class IncomingCallTests(RedisFixture redis)
{
    [Fact]
    public async Task A_call_is_answered_by_a_stream_with_a_ticket_and_a_person_behind_it()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from) = (VoiceHost.NewSid(), TwilioHost.NewNumber());

        var twiml = await host.RingAsync(sid, from);

        twiml.Verbs().ShouldBe("Connect Say Dial");
        twiml.Action("Connect").ShouldBe($"{VoiceHost.Root}/after?leg=1");
        var stream = twiml.Element("Connect")!.Element("Stream")!;
        stream.Attribute("url")!.Value.ShouldBe("wss://gw.example.test/media/twilio");
        stream.Attribute("statusCallback")!.Value.ShouldBe($"{VoiceHost.Root}/stream");
        var dial = twiml.Element("Dial")!;
        dial.Attribute("callerId")!.Value.ShouldBe(VoiceHost.Line);
        dial.Attribute("action")!.Value.ShouldBe($"{VoiceHost.Root}/dialled?leg=1&back=0");
        dial.Element("Number")!.Value.ShouldBe(VoiceHost.Person);
        dial.Element("Number")!.Attribute("url")!.Value.ShouldBe($"{VoiceHost.Root}/whisper?call={sid}&leg=1");

        var ticket = await host.TakeAsync(twiml, sid);
        ticket.ShouldBe(ticket with { Workspace = "centre", Line = VoiceHost.Line, Address = from, Locale = "fr" });
        var session = (await host.SessionAsync(ticket.Session)).Session;
        session.ShouldBe(session with
        {
            Workspace = "centre",
            Channel = ChannelKind.Voice,
            Address = from,
            Line = VoiceHost.Line,
            Status = SessionStatus.Open,
        });
    }

    [Fact]
    public async Task A_webhook_that_comes_twice_is_one_session_with_a_ticket_each()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from) = (VoiceHost.NewSid(), TwilioHost.NewNumber());

        var answers = await Task.WhenAll(host.RingAsync(sid, from), host.RingAsync(sid, from));

        var first = await host.TakeAsync(answers[0], sid);
        var second = await host.TakeAsync(answers[1], sid);
        second.Session.ShouldBe(first.Session);
        answers[1].Ticket().ShouldNotBe(answers[0].Ticket());
        var other = VoiceHost.NewSid();
        (await host.TakeAsync(await host.RingAsync(other, from), other)).Session.ShouldNotBe(first.Session);
    }

    [Fact]
    public async Task A_line_in_relay_mode_is_told_to_hear_and_speak_itself()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var sid = VoiceHost.NewSid();

        var twiml = await host.RingAsync(sid, TwilioHost.NewNumber(), VoiceHost.RelayLine);

        var relay = twiml.Element("Connect")!.Element("ConversationRelay")!;
        relay.Attribute("url")!.Value.ShouldBe("wss://gw.example.test/relay/twilio");
        relay.Attribute("language")!.Value.ShouldBe("fr-FR");
        relay.Attribute("dtmfDetection")!.Value.ShouldBe("true");
        relay.Attribute("interruptible")!.Value.ShouldBe("any");
        relay.Elements("Language").Select(one => one.Attribute("code")!.Value).ShouldBe(["fr-FR", "en-GB"]);
        (await host.TakeAsync(twiml, sid)).Line.ShouldBe(VoiceHost.RelayLine);
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("+266696687")]
    [InlineData("")]
    [InlineData("client:alice")]
    [InlineData("sip:alice@example.test")]
    [InlineData("+33 6 00 \u0000")]
    public async Task A_caller_without_a_number_is_answered_all_the_same(string from)
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var sid = VoiceHost.NewSid();

        var twiml = await host.RingAsync(sid, from);

        twiml.Verbs().ShouldBe("Connect Say Dial");
        (await host.TakeAsync(twiml, sid)).Address.ShouldBe($"anonymous-{sid}");
    }

    [Fact]
    public async Task A_number_that_no_workspace_has_any_more_says_so()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);

        var twiml = await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), "+33100000088");

        twiml.Verbs().ShouldBe("Say Hangup");
        twiml.Value.ShouldContain("pas en service");
    }

    [Fact]
    public async Task A_line_of_ours_that_calls_another_is_not_answered()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);

        var twiml = await host.RingAsync(VoiceHost.NewSid(), VoiceHost.LonelyLine);

        twiml.Verbs().ShouldBe("Say Hangup");
        host.Count("gateway.voice.calls.answered ownLine").ShouldBe(1);
    }

    [Fact]
    public async Task Who_calls_too_often_hears_so_and_others_are_answered()
    {
        await using var host = await VoiceHost.StartAsync(
            redis.Server.ConnectionString, settings: ("Voice:CallsPerHour", "2"));
        var from = TwilioHost.NewNumber();

        await host.RingAsync(VoiceHost.NewSid(), from);
        await host.RingAsync(VoiceHost.NewSid(), from);

        (await host.RingAsync(VoiceHost.NewSid(), from)).Value.ShouldContain("rappeler plus tard");
        (await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber())).Verbs().ShouldStartWith("Connect");
        (await host.RingAsync(VoiceHost.NewSid(), "anonymous")).Verbs().ShouldStartWith("Connect");
    }

    [Fact]
    public async Task Out_of_hours_and_without_a_person_the_net_is_a_recorder()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);

        var closed = await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.ClosedLine);
        var lonely = await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.LonelyLine);

        closed.Verbs().ShouldBe("Connect Say Record Say Hangup");
        closed.Elements("Say").First().Value.ShouldContain("fermés");
        lonely.Verbs().ShouldBe("Connect Say Record Say Hangup");
        lonely.Elements("Say").First().Value.ShouldContain("Personne");
        lonely.Action("Record").ShouldBe($"{VoiceHost.Root}/recorded");
        lonely.Element("Record")!.Attribute("transcribe").ShouldBeNull("Twilio writes English only");
    }

    [Theory]
    [InlineData("another-token", TwilioHost.AccountSid)]
    [InlineData(TwilioHost.Token, "AC00000000000000000000000000000fff")]
    public async Task What_is_not_signed_by_an_account_of_ours_gets_an_empty_403(string token, string account)
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var form = VoiceHost.Call(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.Line);
        form[1] = new("AccountSid", account);

        using var answer = await host.PostAsync(VoiceHost.Root, form, token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("");
    }

    [Fact]
    public async Task While_redis_is_away_a_caller_reaches_a_person()
    {
        await using var server = await RedisServer.StartAsync("no");
        await using var host = await VoiceHost.StartAsync(
            server.ConnectionString, settings: ("Sessions:RedisTimeoutMs", "500"));
        await server.KillAsync();

        var twiml = await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber());

        twiml.Verbs().ShouldBe("Say Dial");
        host.Count("gateway.voice.caught store").ShouldBe(1);
        (await host.AskAsync(
            "/fallback", VoiceHost.Call(VoiceHost.NewSid(), "anonymous", VoiceHost.Line, "in-progress"))).Verbs()
            .ShouldBe("Say Dial");
    }

    [Fact]
    public async Task The_fallback_needs_nothing_and_joins_a_person_who_was_dialled()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var sid = VoiceHost.NewSid();

        (await host.AskAsync("/fallback", VoiceHost.Call(
            sid, VoiceHost.Line, VoiceHost.Person, "in-progress", ("ParentCallSid", VoiceHost.NewSid())))).Verbs()
            .ShouldBe("");
        (await host.AskAsync("/fallback", VoiceHost.Call(sid, "anonymous", VoiceHost.Line, "completed"))).Verbs()
            .ShouldBe("");
        (await host.AskAsync("/fallback", VoiceHost.Call(sid, "anonymous", "+33100000088"))).Verbs()
            .ShouldBe("Say Hangup");
    }

    [Fact]
    public void Signatures_are_those_of_the_protocol_sheet()
    {
        const string Token = "voice-token-for-tests";
        TwilioVerifier.Sign("wss://gw.example.com/voice/media", [], Token).ShouldBe("uG6w/xCf46OuLc8F3s4/pYIE4po=");
        TwilioVerifier.Sign("https://gw.example.com/voice/media", [], Token).ShouldBe("PnpTxWsqiv/lPKtdJtk1k+PxVio=");
        TwilioVerifier.Sign(
            "https://gw.example.com/webhooks/twilio/voice",
            [
                new("AccountSid", "AC00000000000000000000000000000001"), new("ApiVersion", "2010-04-01"),
                new("CallSid", "CA00000000000000000000000000000001"), new("CallStatus", "ringing"),
                new("Direction", "inbound"), new("From", "+33600000001"), new("To", "+33100000001"),
            ],
            Token).ShouldBe("fdB1Jew1dnJ5KGIglys1Uibu4XE=");
        TwilioVerifier.IsSigned(
            "wss://gw.example.com/media", TwilioFields.None,
            TwilioVerifier.Sign("wss://gw.example.com:443/media", [], Token), [Token]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_that_is_called_takes_no_messages_and_its_list_is_not_read()
    {
        await using var twilio = await FakeTwilio.StartAsync();
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, twilio: twilio);

        await host.ReadListAsync();
        using var answer = await host.PostAsync(
            TwilioHost.Messages, TwilioHost.Message(TwilioHost.NewNumber(), VoiceHost.Line, "Bonjour"));

        twilio.Requests.ShouldBeEmpty();
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Get<ChannelStates>().All.ShouldContain(
            new ChannelState("centre", ChannelKind.Voice, VoiceHost.Line, true, "webhook"));
    }
}
