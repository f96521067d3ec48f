using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class CallStatusTests(RedisFixture redis)
{
    private const string Recording = "RE0000000000000000000000000000000a";

    [Fact]
    public async Task A_call_that_is_over_closes_its_session_and_stays_over()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from, session) = await CallAsync(host);

        foreach (var status in (string[])["ringing", "in-progress", "initiated", "nonsense"])
            await TellAsync(host, sid, from, status);
        (await host.SessionAsync(session)).Session.Status.ShouldBe(SessionStatus.Open);
        foreach (var status in (string[])["completed", "completed", "in-progress", "ringing"])
            await TellAsync(host, sid, from, status);

        (await host.SessionAsync(session)).Session.Status.ShouldBe(SessionStatus.Closed);
        (await host.SessionAsync(session)).Entries.ShouldBeEmpty();
        host.Count("gateway.voice.calls.over completed").ShouldBe(1);
        (await host.AskAsync(
            "/status", VoiceHost.Call(VoiceHost.NewSid(), from, VoiceHost.Line, "completed"))).Verbs().ShouldBe("");
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_a_line_and_a_count()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from, _) = await CallAsync(host);

        await host.AskAsync("/stream", VoiceHost.Call(
            sid, from, VoiceHost.Line, "in-progress", ("StreamEvent", "stream-error"), ("StreamError", "31920")));
        await host.AskAsync("/stream", VoiceHost.Call(
            sid, from, VoiceHost.Line, "in-progress", ("StreamEvent", "stream-stopped")));

        host.Count("gateway.voice.lost stream-error").ShouldBe(1);
        host.Logs.Of("CallStatuses").ShouldContain(line => line.Contains("31920"));
    }

    [Fact]
    public async Task A_message_for_the_recorder_is_theirs_with_its_file_and_waits_for_a_person()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, Handler.Echo);
        var (sid, from, session) = await CallAsync(host);
        await host.EndAsync(sid, CallEnding.Voicemail);
        (await host.AskAsync("/after?leg=1", VoiceHost.Call(sid, from, VoiceHost.Line, "in-progress"))).Verbs()
            .ShouldBe("Say Record Say Hangup");

        var answers = await Task.WhenAll(RecordAsync(host, sid, from), RecordAsync(host, sid, from));
        await TellAsync(host, sid, from, "completed");

        answers[0].Verbs().ShouldBe("Say Hangup");
        var read = await host.SessionAsync(session);
        read.Session.Status.ShouldBe(SessionStatus.Waiting);
        var message = read.Entries.Where(entry => entry.Role == EntryRole.Contact).ShouldHaveSingleItem();
        message.Text.ShouldBe("Message vocal");
        message.Content!.NoAnswer.ShouldBe(NoAnswer.Voicemail);
        var file = message.Content.Attachments!.ShouldHaveSingleItem();
        file.ContentType.ShouldBe("audio/x-wav");
        MediaId.TryParse(file.Url.Split('/')[^1], out var id).ShouldBeTrue();
        (await host.Get<MediaSources>().FindAsync("centre", id)).ShouldNotBeNull().Location.ShouldContain(Recording);
    }

    [Fact]
    public async Task A_message_that_comes_after_the_end_is_kept_in_a_session_of_its_own()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from, session) = await CallAsync(host);
        await TellAsync(host, sid, from, "completed");

        await RecordAsync(host, sid, from, "completed");
        await RecordAsync(host, sid, from, "completed");

        (await host.SessionAsync(session)).Entries.ShouldBeEmpty();
        var own = (await host.Engine.FindAsync("centre", ChannelKind.Voice, from, VoiceHost.Line)).ShouldNotBeNull();
        var read = await host.SessionAsync(own);
        read.Session.Status.ShouldBe(SessionStatus.Waiting);
        read.Entries.Where(entry => entry.Role == EntryRole.Contact).ShouldHaveSingleItem()
            .Content!.Attachments!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_english_message_is_written_down()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (sid, from, session) = await CallAsync(host, VoiceHost.EnglishLine);
        await host.EndAsync(sid, CallEnding.Voicemail);
        var record = await host.AskAsync(
            "/after?leg=1", VoiceHost.Call(sid, from, VoiceHost.EnglishLine, "in-progress"));
        var callback = record.Element("Record")!.Attribute("transcribeCallback")!.Value;

        for (var times = 0; times < 2; times++)
        {
            await host.AskAsync(callback, VoiceHost.Call(
                sid, from, VoiceHost.EnglishLine, "completed", ("RecordingSid", Recording),
                ("TranscriptionStatus", "completed"), ("TranscriptionText", "Please call me back about my Clio.")));
        }

        (await host.NotesAsync(session)).Split("my Clio").Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_agent_of_elevenlabs_takes_the_call_by_its_own_answer()
    {
        await using var elevenLabs = await FakeRegistrar.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var asked = await reader.ReadToEndAsync();
            http.Request.Headers["xi-api-key"].ToString().ShouldBe("test-key");
            asked.ShouldContain("\"agent_id\":\"agent_1\"");
            asked.ShouldContain($"\"to_number\":\"\\u002B{VoiceHost.AgentLine[1..]}\"");
            await http.Response.WriteAsync(
                "<?xml version=\"1.0\"?><Response><Connect><Stream url=\"wss://api.test/x\"/></Connect></Response>");
        });
        await using var host = await VoiceHost.StartAsync(
            redis.Server.ConnectionString, settings: elevenLabs.Settings);

        var twiml = await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.AgentLine);

        twiml.Verbs().ShouldBe("Connect");
        twiml.Descendants("Stream").Single().Attribute("url")!.Value.ShouldBe("wss://api.test/x");
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "no xml")]
    [InlineData(200, "<!DOCTYPE x [<!ENTITY a \"b\">]><Response>&a;</Response>")]
    [InlineData(200, "<html/>")]
    public async Task When_elevenlabs_does_not_take_it_a_person_is_dialled(int status, string body)
    {
        await using var elevenLabs = await FakeRegistrar.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        });
        await using var host = await VoiceHost.StartAsync(
            redis.Server.ConnectionString, settings: elevenLabs.Settings);

        (await host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.AgentLine)).Verbs()
            .ShouldBe("Say Dial");
    }

    [Fact]
    public async Task When_elevenlabs_hangs_a_person_is_dialled()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var asked = new TaskCompletionSource();
        await using var elevenLabs = await FakeRegistrar.StartAsync((server, http) =>
        {
            asked.SetResult();
            return server.HangAsync(http);
        });
        await using var host = await VoiceHost.StartAsync(
            redis.Server.ConnectionString, clock: clock, settings: elevenLabs.Settings);

        var answer = host.RingAsync(VoiceHost.NewSid(), TwilioHost.NewNumber(), VoiceHost.AgentLine);
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(4));

        (await answer).Verbs().ShouldBe("Say Dial");
        host.Count("gateway.voice.caught elevenlabs-time").ShouldBe(1);
    }

    private static async Task<(string Sid, string From, SessionId Session)> CallAsync(
        TwilioHost host, string line = VoiceHost.Line)
    {
        var (sid, from) = (VoiceHost.NewSid(), TwilioHost.NewNumber());
        return (sid, from, (await host.TakeAsync(await host.RingAsync(sid, from, line), sid)).Session);
    }

    private static Task<System.Xml.Linq.XElement> TellAsync(TwilioHost host, string sid, string from, string status) =>
        host.AskAsync("/status", VoiceHost.Call(sid, from, VoiceHost.Line, status, ("CallDuration", "12")));

    private static Task<System.Xml.Linq.XElement> RecordAsync(
        TwilioHost host, string sid, string from, string status = "in-progress") => host.AskAsync(
        "/recorded",
        VoiceHost.Call(
            sid, from, VoiceHost.Line, status, ("RecordingSid", Recording), ("RecordingDuration", "7"),
            ("RecordingUrl",
                $"https://api.twilio.com/2010-04-01/Accounts/{TwilioHost.AccountSid}/Recordings/{Recording}")));

    private sealed class FakeRegistrar(LoopbackServer server) : IAsyncDisposable
    {
        public (string, string)[] Settings =>
            [("ElevenLabs:ApiKey", "test-key"), ("ElevenLabs:ApiBaseUrl", server.Address!.AbsoluteUri)];

        public static Task<FakeRegistrar> StartAsync(RequestDelegate answer) =>
            StartAsync((_, http) => answer(http));

        public static async Task<FakeRegistrar> StartAsync(Func<LoopbackServer, HttpContext, Task> answer)
        {
            LoopbackServer? server = null;
            server = new LoopbackServer(
                app => app.MapPost("/v1/convai/twilio/register-call", http => answer(server!, http)));
            await server.StartAsync();
            return new FakeRegistrar(server);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
