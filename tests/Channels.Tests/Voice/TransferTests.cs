using System.Xml.Linq;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class TransferTests(RedisFixture redis)
{
    [Fact]
    public async Task After_a_goodbye_the_call_is_hung_up()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await host.EndAsync(call.Sid, CallEnding.HangUp);

        (await call.AskAsync("/after?leg=1")).Verbs().ShouldBe("Hangup");
        (await call.AskAsync("/after?leg=1")).Verbs().ShouldBe("Hangup");
    }

    [Fact]
    public async Task A_transfer_hands_the_session_over_with_a_summary_before_it_rings()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await call.SayAsync("Je voudrais parler à quelqu'un de ma contre-visite");
        await host.EndAsync(call.Sid, CallEnding.Transfer("asked"));

        var twiml = await call.AskAsync("/after?leg=1");

        twiml.Verbs().ShouldBe("Say Dial");
        twiml.Action("Dial").ShouldBe($"{VoiceHost.Root}/dialled?leg=1&back=1");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.HandedOver);
        var notes = await host.NotesAsync(call.Session);
        notes.ShouldContain("contre-visite");
        notes.ShouldContain(E164.ToText(call.From, "FR"));
        (await call.AskAsync("/after?leg=1")).Verbs().ShouldBe("Say Dial", "asked again it is answered the same");
        (await host.NotesAsync(call.Session)).ShouldBe(notes);
        host.Count("gateway.voice.transfers asked").ShouldBe(1);
    }

    [Fact]
    public async Task Who_picks_up_hears_what_it_is_about_and_takes_the_call_by_a_key()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await call.SayAsync("Ma voiture ne démarre plus");
        await host.EndAsync(call.Sid, CallEnding.Transfer("asked"));
        var dial = await call.AskAsync("/after?leg=1");

        var whisper = await call.AskPersonAsync(dial.Descendants("Number").Single().Attribute("url")!.Value);

        whisper.Verbs().ShouldBe("Gather Gather Hangup");
        whisper.Value.ShouldContain("Ma voiture ne démarre plus");
        (await call.AskPersonAsync(whisper.Action("Gather"), ("Digits", "1"))).Verbs().ShouldBe("");
        (await host.NotesAsync(call.Session)).ShouldContain("a pris l'appel");
        (await call.AskAsync(
            dial.Action("Dial"), ("DialCallStatus", "completed"), ("DialCallDuration", "95"))).Verbs()
            .ShouldBe("Hangup");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.HandedOver);
    }

    [Theory]
    [InlineData("no-answer", null)]
    [InlineData("busy", null)]
    [InlineData("completed", "")]
    [InlineData("completed", "5")]
    public async Task When_nobody_takes_it_the_agent_goes_on_and_says_so(string status, string? key)
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await host.EndAsync(call.Sid, CallEnding.Transfer("key"));
        var dial = await call.AskAsync("/after?leg=1");
        if (key is not null)
        {
            // A mailbox: it hears the whisper and presses nothing.
            var whisper = await call.AskPersonAsync(dial.Descendants("Number").Single().Attribute("url")!.Value);
            if (key.Length > 0)
                (await call.AskPersonAsync(whisper.Action("Gather"), ("Digits", key))).Verbs().ShouldBe("Hangup");
        }

        var back = await call.AskAsync(dial.Action("Dial"), ("DialCallStatus", status));

        back.Verbs().ShouldBe("Connect Say Dial");
        back.Action("Connect").ShouldBe($"{VoiceHost.Root}/after?leg=2");
        var ticket = await host.TakeAsync(back, call.Sid);
        ticket.Session.ShouldBe(call.Session);
        ticket.Resume.ShouldNotBeNull().ShouldContain("personne n'a pu prendre votre appel");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.Open);
        (await host.NotesAsync(call.Session)).ShouldContain("l'agent reprend");
        var again = await call.AskAsync(dial.Action("Dial"), ("DialCallStatus", status));
        again.Action("Connect").ShouldBe($"{VoiceHost.Root}/after?leg=2");

        await host.EndAsync(call.Sid, CallEnding.HangUp);
        (await call.AskAsync("/after?leg=2")).Verbs().ShouldBe("Hangup");
    }

    [Fact]
    public async Task Out_of_hours_a_transfer_is_a_message_that_waits_for_a_person()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host, VoiceHost.ClosedLine);
        await host.EndAsync(call.Sid, CallEnding.Transfer("asked"));

        (await call.AskAsync("/after?leg=1")).Verbs().ShouldBe("Say Record Say Hangup");

        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.Waiting);
        (await host.NotesAsync(call.Session)).ShouldContain("fermé à cette heure");
    }

    [Fact]
    public async Task A_call_whose_socket_ended_without_a_word_is_connected_once_more_and_then_put_through()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);

        var again = await call.AskAsync("/after?leg=1");

        again.Verbs().ShouldBe("Connect Say Dial");
        (await host.TakeAsync(again, call.Sid)).Resume.ShouldNotBeNull().ShouldContain("coupée un instant");
        (await host.NotesAsync(call.Session)).ShouldContain("rétablie");
        (await call.AskAsync("/after?leg=1")).Action("Connect").ShouldBe(again.Action("Connect"));

        // Who had it notes the loss late: that is the second part's, and changes nothing.
        await host.EndAsync(call.Sid, CallEnding.Lost("socket"));
        var through = await call.AskAsync("/after?leg=2");
        through.Verbs().ShouldBe("Say Dial");
        through.Elements("Say").First().Value.ShouldContain("interrompue");
        through.Action("Dial").ShouldEndWith("leg=2&back=0");
        (await host.NotesAsync(call.Session)).ShouldContain("a été perdue.");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.HandedOver);

        (await call.AskAsync(through.Action("Dial"), ("DialCallStatus", "no-answer"))).Verbs()
            .ShouldBe("Say Record Say Hangup");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.Waiting);
    }

    [Fact]
    public async Task A_call_whose_node_died_goes_on_at_another_in_the_same_session()
    {
        var (sid, from, session) = ("", "", default(SessionId));
        await using (var dies = await VoiceHost.StartAsync(redis.Server.ConnectionString))
        {
            var call = await CallAsync(dies);
            await call.SayAsync("Je voudrais un rendez-vous");
            (sid, from, session) = (call.Sid, call.From, call.Session);
        }

        await using var other = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var twiml = await other.AskAsync("/after?leg=1", VoiceHost.Call(sid, from, VoiceHost.Line, "in-progress"));

        (await other.TakeAsync(twiml, sid)).Session.ShouldBe(session);
        (await other.NotesAsync(session)).ShouldContain("rétablie");
    }

    [Fact]
    public async Task A_lost_call_whose_session_was_closed_meanwhile_is_put_through_to_a_person()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await host.Engine.ChangeStatusAsync(call.Session, SessionStatus.Closed);

        (await call.AskAsync("/after?leg=1")).Verbs().ShouldBe("Say Dial");
    }

    [Fact]
    public async Task A_caller_who_has_hung_up_is_told_nothing()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);

        (await host.AskAsync("/after?leg=1", VoiceHost.Call(call.Sid, call.From, VoiceHost.Line, "completed")))
            .Verbs().ShouldBe("");

        (await host.NotesAsync(call.Session)).ShouldBe("");
    }

    [Fact]
    public async Task A_call_that_is_not_in_the_book_still_reaches_a_person()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var form = VoiceHost.Call(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.Line, "in-progress");

        var twiml = await host.AskAsync("/after?leg=1", form);

        twiml.Verbs().ShouldBe("Say Dial");
        (await host.AskAsync(twiml.Action("Dial"), [.. form, new("DialCallStatus", "no-answer")])).Verbs()
            .ShouldBe("Say Record Say Hangup");
    }

    [Fact]
    public async Task Another_workspaces_call_is_not_to_be_had()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var call = await CallAsync(host);
        await call.SayAsync("Mon secret");

        var whisper = await host.AskAsync($"/whisper?call={call.Sid}&leg=1", VoiceHost.Call(
            VoiceHost.NewSid(), VoiceHost.ClosedLine, VoiceHost.Person, "in-progress", ("ParentCallSid", call.Sid)));

        whisper.Value.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(ProxyPoint.BeforeRedis)]
    [InlineData(ProxyPoint.BeforeAnswer)]
    [InlineData(null)]
    public async Task A_transfer_that_was_cut_is_done_once_when_it_is_asked_for_again(ProxyPoint? point)
    {
        await using var server = await RedisServer.StartAsync("no");
        await using var proxy = RedisProxy.Start(server);
        await using var host = await VoiceHost.StartAsync(
            proxy.ConnectionString, settings: ("Sessions:RedisTimeoutMs", "1000"));
        var call = await CallAsync(host);
        await host.EndAsync(call.Sid, CallEnding.Transfer("asked"));
        if (point is { } where)
            _ = proxy.BreakAt("append", where);
        else
            proxy.Refuse();

        var caught = await call.AskAsync("/after?leg=1");
        caught.Verbs().ShouldBe("Say Dial", "a person is dialled whatever is down");
        caught.Action("Dial").ShouldEndWith("back=0");

        proxy.Restore();
        var twiml = caught;
        for (var attempt = 0; attempt < 30 && twiml.Action("Dial").EndsWith("back=0", StringComparison.Ordinal);
            attempt++)
            twiml = await call.AskAsync("/after?leg=1");
        twiml.Action("Dial").ShouldEndWith("back=1");
        (await host.SessionAsync(call.Session)).Entries.Count(entry => entry.Role == EntryRole.System).ShouldBe(1);
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.HandedOver);
    }

    private static async Task<OneCall> CallAsync(TwilioHost host, string line = VoiceHost.Line)
    {
        var (sid, from) = (VoiceHost.NewSid(), TwilioHost.NewNumber());
        var ticket = await host.TakeAsync(await host.RingAsync(sid, from, line), sid);
        return new OneCall(host, sid, from, line, ticket.Session);
    }

    private sealed record OneCall(TwilioHost Host, string Sid, string From, string Line, SessionId Session)
    {
        public Task<XElement> AskAsync(string url, params (string, string)[] more) =>
            Host.AskAsync(url, VoiceHost.Call(Sid, From, Line, "in-progress", more));

        public Task<XElement> AskPersonAsync(string url, params (string, string)[] more) => Host.AskAsync(
            url,
            VoiceHost.Call(
                VoiceHost.NewSid(), Line, VoiceHost.Person, "in-progress", [("ParentCallSid", Sid), .. more]));

        public Task<AcceptResult> SayAsync(string text) => Host.Engine.AcceptAsync(new InboundMessage
        {
            Workspace = "centre",
            Channel = ChannelKind.Voice,
            Address = From,
            Line = Line,
            Session = Session,
            ExternalId = $"{Sid}-{Guid.NewGuid():n}",
            Content = new MessageContent(text),
        });
    }
}
