using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class RelayTests(RedisFixture redis)
{
    private const string Socket = "wss://gw.example.test/relay/twilio";

    [Theory]
    [InlineData("https://gw.example.test/relay/twilio", TwilioHost.Token)]
    [InlineData(Socket, "another-token")]
    [InlineData("wss://gw.example.test/media/twilio", TwilioHost.Token)]
    [InlineData(null, TwilioHost.Token)]
    public async Task A_socket_that_is_not_signed_over_its_own_address_is_not_accepted(string? url, string token)
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);

        var error = await Should.ThrowAsync<WebSocketException>(
            () => ConnectAsync(host, url is null ? null : TwilioVerifier.Sign(url, [], token)));

        error.Message.ShouldContain("403");
    }

    [Theory]
    [InlineData("used")]
    [InlineData("other")]
    [InlineData("none")]
    [InlineData("garbage")]
    public async Task A_socket_without_the_ticket_of_its_call_is_closed(string how)
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var sid = VoiceHost.NewSid();
        var ticket = (await host.RingAsync(sid, TwilioHost.NewNumber(), VoiceHost.RelayLine)).Ticket()!;
        if (how == "used")
            await host.Get<ICallTickets>().TakeAsync(ticket, sid, CancellationToken.None);
        using var socket = await ConnectAsync(host, TwilioVerifier.Sign(Socket, [], TwilioHost.Token));

        if (how == "garbage")
        {
            for (var times = 0; times < 100; times++)
                await SendAsync(socket, "{\"type\":");
        }
        else
        {
            await SendAsync(socket, new
            {
                type = "setup",
                callSid = how == "other" ? VoiceHost.NewSid() : sid,
                customParameters = how == "none" ? new { ticket = "" } : new { ticket },
            });
        }

        (await ReceiveAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task A_caller_is_greeted_heard_and_answered_in_one_session()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, Handler.Echo);
        await using var call = await RelayCall.BeginAsync(host);
        (await call.HearAsync()).ShouldBe("Bonjour, Contrôle Lyon.");

        await call.SendAsync(new { type = "prompt", voicePrompt = "Je vou", lang = "fr-FR", last = false });
        await call.SendAsync(new { type = "info", name = "agentSpeaking", value = "off", ts = 1 });
        await call.SendAsync(
            new { type = "prompt", voicePrompt = "Je voudrais un rendez-vous.", lang = "fr-FR", last = true });

        (await call.HearAsync()).ShouldBe("re: Je voudrais un rendez-vous.");
        var entries = (await host.SessionAsync(call.Session)).Entries;
        entries.Select(entry => (entry.Role, entry.Text)).ShouldBe(
        [
            (EntryRole.Agent, "Bonjour, Contrôle Lyon."), (EntryRole.Contact, "Je voudrais un rendez-vous."),
            (EntryRole.Agent, "re: Je voudrais un rendez-vous."),
        ]);
        entries[1].Content!.IsGreeted.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_caller_heard_before_they_broke_in_is_what_the_transcript_has()
    {
        var running = new TaskCompletionSource();
        var handler = new Handler(async (turn, reply, cancellationToken) =>
        {
            if (turn.Messages[0].Text == "Attendez")
                return Handler.Says("Je vous écoute.");
            reply.Write("Nous avons de la place à neuf heures. Ou alors à dix heures. ");
            running.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, reply.Interrupted).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // They broke in.
            }

            return Handler.Says("Nous avons de la place à neuf heures. Ou alors à dix heures. Ou à onze heures.");
        });
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, handler);
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();
        await call.SayAsync("Quand avez-vous de la place ?");
        await running.Task;
        (await call.NextAsync()).GetProperty("token").GetString().ShouldBe("Nous avons de la place à neuf heures. ");

        await call.SendAsync(new
        {
            type = "interrupt",
            utteranceUntilInterrupt = "Nous avons de la place à",
            durationUntilInterruptMs = "1240",
        });
        await call.SayAsync("Attendez");

        (await call.HearAsync()).ShouldEndWith("Ou alors à dix heures.");
        (await call.HearAsync()).ShouldBe("Je vous écoute.");
        var answer = (await host.SessionAsync(call.Session)).Entries
            .First(entry => entry.Role == EntryRole.Agent && entry.TurnId is not null);
        (answer.Heard ?? answer.Text).Trim().ShouldBe("Nous avons de la place à");
    }

    [Fact]
    public async Task What_was_committed_and_not_heard_to_its_end_is_cut_short_afterwards()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, Handler.Echo);
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();
        await call.SayAsync("un, deux, trois, quatre, cinq");
        await call.HearAsync();

        await call.SendAsync(new
        {
            type = "interrupt",
            utteranceUntilInterrupt = "re: un, deux,",
            durationUntilInterruptMs = 900,
        });
        await call.SayAsync("Stop");
        await call.HearAsync();

        // It is noted beside what they went on with.
        string? heard = null;
        for (var attempt = 0; attempt < 500 && heard is null; attempt++)
        {
            heard = (await host.SessionAsync(call.Session)).Entries
                .First(entry => entry.Text == "re: un, deux, trois, quatre, cinq").Heard;
        }

        heard.ShouldNotBeNull().Trim().ShouldBe("re: un, deux,");
    }

    [Fact]
    public async Task A_turn_that_fails_in_its_midst_is_closed_once_all_the_same()
    {
        var handler = new Handler((turn, reply, _) =>
        {
            reply.Write("Une chose. ");
            if (turn.Attempt == 1)
                throw new InvalidOperationException("It broke.");
            reply.Write("Et l'autre.");
            return Task.FromResult(Handler.Says("Une chose. Et l'autre."));
        });
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, handler);
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();

        await call.SayAsync("Alors ?");

        (await call.HearAsync()).ShouldContain("Et l'autre.");
        await call.SayAsync("Et encore ?");
        (await call.HearAsync()).ShouldContain("Et l'autre.");
        call.Closings.ShouldBe(3, "the greeting and two answers");
    }

    [Fact]
    public async Task A_key_is_an_answer_and_zero_a_person_who_is_dialled()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, new Handler((turn, _, _) =>
            Task.FromResult(Handler.Says($"keys {turn.Messages[0].Content?.Dtmf}"))));
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();

        foreach (var key in (string[])["1", "2", "#"])
            await call.SendAsync(new { type = "dtmf", digit = key });
        (await call.HearAsync()).ShouldBe("keys douze");
        await call.SendAsync(new { type = "dtmf", digit = "0" });

        (await call.HearAsync()).ShouldContain("passe quelqu'un");
        var end = await call.NextAsync();
        end.GetProperty("type").GetString().ShouldBe("end");
        JsonElement.Parse(end.GetProperty("handoffData").GetString()!).GetProperty("reason").GetString()
            .ShouldBe("key");
        var after = await host.AskAsync("/after?leg=1", VoiceHost.Call(
            call.Sid, call.From, VoiceHost.RelayLine, "in-progress", ("HandoffData", "{\"reason\":\"key\"}")));
        after.Verbs().ShouldBe("Say Dial");
        (await host.SessionAsync(call.Session)).Session.Status.ShouldBe(SessionStatus.HandedOver);
    }

    [Fact]
    public async Task When_the_brain_asks_for_a_person_the_call_is_transferred()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, new Handler((_, _, _) =>
            Task.FromResult(Handler.Says("Je vous passe un collègue.") with { Status = SessionStatus.Waiting })));
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();

        await call.SayAsync("Je veux parler à quelqu'un");

        JsonElement message;
        do
            message = await call.NextAsync();
        while (message.GetProperty("type").GetString() != "end");
        (await host.Get<ICallBook>().FindEndingAsync(call.Sid, CancellationToken.None))
            .ShouldBe(CallEnding.Transfer("handed-over"));
    }

    [Fact]
    public async Task The_language_follows_the_session()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, new Handler((_, _, _) =>
            Task.FromResult(Handler.Says("Of course.") with { Locale = "en" })));
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();

        await call.SayAsync("Do you speak English?");

        JsonElement message;
        do
            message = await call.NextAsync();
        while (message.GetProperty("type").GetString() != "language");
        message.GetProperty("ttsLanguage").GetString().ShouldBe("en-GB");
        message.GetProperty("transcriptionLanguage").GetString().ShouldBe("en-GB");
        await call.SayAsync("Thank you");
        (await call.NextAsync()).GetProperty("lang").GetString().ShouldBe("en-GB");
    }

    [Fact]
    public async Task A_call_that_comes_back_is_not_greeted_again()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, Handler.Echo);
        await using (var call = await RelayCall.BeginAsync(host))
        {
            await call.HearAsync();
            call.Abort();
            System.Xml.Linq.XElement again;
            do
                again = await host.AskAsync("/after?leg=1", VoiceHost.Call(
                    call.Sid, call.From, VoiceHost.RelayLine, "in-progress"));
            while (again.Verbs() != "Connect Say Dial");
            await using var resumed = await RelayCall.BeginAsync(host, call.Sid, call.From, again.Ticket()!);

            (await resumed.HearAsync()).ShouldContain("coupée un instant");
            await resumed.SayAsync("Je disais bonjour");
            (await resumed.HearAsync()).ShouldBe("re: Je disais bonjour");
            (await host.SessionAsync(resumed.Session)).Entries
                .Count(entry => entry.Text.StartsWith("Bonjour, Contrôle", StringComparison.Ordinal)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task What_is_no_message_is_passed_over_and_what_is_too_long_ends_the_call()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString, Handler.Echo);
        await using var call = await RelayCall.BeginAsync(host);
        await call.HearAsync();

        foreach (var odd in (string[])["[]", "null", "{\"type\":\"\\ud800\"}", "{}", "{\"type\":5}", "x"])
            await SendAsync(call.Raw, odd);
        await call.SendAsync(new { type = "error", description = "Invalid message received" });
        await call.SayAsync("Bonjour");
        (await call.HearAsync()).ShouldBe("re: Bonjour");

        await SendAsync(call.Raw, $"{{\"type\":\"prompt\",\"voicePrompt\":\"{new string('a', 70_000)}\"}}");
        await Should.ThrowAsync<Exception>(async () =>
        {
            while (true)
                await call.NextAsync();
        });
        host.Count("gateway.calls.odd").ShouldBeGreaterThan(0);
    }

    private static async Task<ClientWebSocket> ConnectAsync(TwilioHost host, string? signature)
    {
        var socket = new ClientWebSocket();
        if (signature is not null)
            socket.Options.SetRequestHeader(TwilioVerifier.Header, signature);
        await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/relay/twilio"), CancellationToken.None);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object message) => socket.SendAsync(
        message is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(message),
        WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(20));
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return JsonElement.Parse(buffer.AsSpan(0, length));
        }
    }

    /// <summary>Twilio's side of a relayed call.</summary>
    private sealed class RelayCall(ClientWebSocket socket, string sid, string from, SessionId session)
        : IAsyncDisposable
    {
        public string Sid => sid;

        public string From => from;

        public SessionId Session => session;

        public ClientWebSocket Raw => socket;

        /// <summary>How many stretches of talk were closed.</summary>
        public int Closings { get; private set; }

        public static async Task<RelayCall> BeginAsync(TwilioHost host)
        {
            var (sid, from) = (VoiceHost.NewSid(), TwilioHost.NewNumber());
            var twiml = await host.RingAsync(sid, from, VoiceHost.RelayLine);
            return await BeginAsync(host, sid, from, twiml.Ticket()!);
        }

        public static async Task<RelayCall> BeginAsync(TwilioHost host, string sid, string from, string ticket)
        {
            var socket = await ConnectAsync(host, TwilioVerifier.Sign(RelayTests.Socket, [], TwilioHost.Token));
            await RelayTests.SendAsync(socket, new
            {
                type = "setup",
                sessionId = "VX01",
                callSid = sid,
                from,
                to = VoiceHost.RelayLine,
                customParameters = new { ticket },
            });
            var session = await host.Engine.FindAsync("centre", ChannelKind.Voice, from, VoiceHost.RelayLine);
            return new RelayCall(socket, sid, from, session!.Value);
        }

        public Task SendAsync(object message) => RelayTests.SendAsync(socket, message);

        public Task SayAsync(string words) =>
            SendAsync(new { type = "prompt", voicePrompt = words, lang = "fr-FR", last = true });

        public async Task<JsonElement> NextAsync()
        {
            var message = (await ReceiveAsync(socket)).ShouldNotBeNull();
            if (message.TryGetProperty("last", out var last) && last.GetBoolean())
                Closings++;
            return message;
        }

        /// <summary>All that is said until it is closed.</summary>
        public async Task<string> HearAsync()
        {
            var said = new StringBuilder();
            while (true)
            {
                var message = await NextAsync();
                if (message.GetProperty("type").GetString() != "text")
                    continue;
                said.Append(message.GetProperty("token").GetString());
                if (message.GetProperty("last").GetBoolean())
                    return said.ToString().Trim();
            }
        }

        public void Abort() => socket.Abort();

        public ValueTask DisposeAsync()
        {
            socket.Abort();
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
