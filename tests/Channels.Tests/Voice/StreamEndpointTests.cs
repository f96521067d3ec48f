using System.Net;
using System.Net.WebSockets;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Streams;
using Gateway.Sessions;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>Who gets a socket, and what a socket survives.</summary>
public sealed class StreamEndpointTests(RedisFixture redis)
{
    private const string Token = "voice-token-for-tests";

    [Fact]
    public void The_upgrade_is_signed_over_the_address_with_its_own_scheme()
    {
        TwilioVerifier.Sign("wss://gw.example.com/voice/media", [], Token).ShouldBe("uG6w/xCf46OuLc8F3s4/pYIE4po=");
        TwilioVerifier.Sign("https://gw.example.com/voice/media", [], Token).ShouldBe("PnpTxWsqiv/lPKtdJtk1k+PxVio=");
    }

    [Fact]
    public async Task Only_what_Twilio_has_signed_over_wss_is_accepted()
    {
        await using var host = await StreamHost.StartAsync(redis);
        string?[] wrong =
        [
            null, "", "uG6w/xCf46OuLc8F3s4/pYIE4po=",
            TwilioVerifier.Sign(StreamHost.SocketUrl.Replace("wss", "https"), [], StreamHost.Token),
            TwilioVerifier.Sign(StreamHost.SocketUrl, [], "another-token"),
            TwilioVerifier.Sign(StreamHost.SocketUrl + "/other", [], StreamHost.Token),
        ];
        foreach (var signature in wrong)
        {
            using var refused = await host.OpenAsync(signature);
            refused.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden, signature);
        }

        foreach (var url in (string[])[StreamHost.SocketUrl, "wss://gw.example.test:443/media/twilio"])
        {
            using var accepted = await host.OpenAsync(TwilioVerifier.Sign(url, [], StreamHost.Token));
            accepted.State.ShouldBe(WebSocketState.Open, url);
        }
    }

    [Fact]
    public async Task A_socket_without_the_ticket_of_its_call_is_closed_and_a_ticket_is_good_once()
    {
        await using var host = await StreamHost.StartAsync(redis);
        var (twilio, word, _) = await host.AnswerAsync();
        var (other, _, _) = await host.AnswerAsync();

        foreach (var start in (byte[][])
            [twilio.Start([]), twilio.Start([new("ticket", "unknown")]), other.Start([new("ticket", word)])])
        {
            using var refused = await host.OpenAsync();
            await refused.SendAsync(start, WebSocketMessageType.Text, true, CancellationToken.None);
            (await StreamHost.ClosedAsync(refused)).ShouldBe(WebSocketCloseStatus.PolicyViolation);
        }

        var (again, wordAgain, _) = await host.AnswerAsync();
        using var first = await host.OpenAsync();
        await first.SendAsync(
            again.Start([new("ticket", wordAgain)]), WebSocketMessageType.Text, true, CancellationToken.None);
        (await first.ReceiveAsync(new byte[1_000], CancellationToken.None)).MessageType
            .ShouldBe(WebSocketMessageType.Text);
        using var second = await host.OpenAsync();
        await second.SendAsync(
            again.Start([new("ticket", wordAgain)]), WebSocketMessageType.Text, true, CancellationToken.None);
        (await StreamHost.ClosedAsync(second)).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task A_socket_that_says_nothing_for_five_seconds_is_closed()
    {
        var clock = new ManualClock();
        await using var host = await StreamHost.StartAsync(redis, clock: clock);
        using var socket = await host.OpenAsync();
        await StreamHost.SendAsync(socket, """{"event":"connected","protocol":"Call","version":"1.0.0"}""");

        await CallStage.WaitAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(host.Logs.Lines.Any(line => line.Contains("was refused")));
        });

        (await StreamHost.ClosedAsync(socket)).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task More_calls_than_this_node_holds_are_turned_away()
    {
        await using var host = await StreamHost.StartAsync(redis, settings: ("Voice:MostCalls", "1"));
        using var first = await host.OpenAsync();
        first.State.ShouldBe(WebSocketState.Open);

        using var second = await host.OpenAsync();

        second.HttpStatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_call_over_a_real_socket_is_held_from_the_greeting_to_the_goodbye()
    {
        var brain = new ScriptedBrain().Answer("Lundi. Au revoir.", status: SessionStatus.Closed);
        await using var host = await StreamHost.StartAsync(redis, brain);
        var (twilio, word, ticket) = await host.AnswerAsync();
        using var socket = await host.OpenAsync();
        using var phone = new TelephoneStandIn(twilio, socket, TimeProvider.System);
        var heard = new HeardSound(phone);

        var call = phone.RunAsync([new("ticket", word)], CancellationToken.None);
        await heard.UntilAsync("Dites-moi.");
        await phone.SendAsync(twilio.Start([new("ticket", word)]), CancellationToken.None);
        await phone.SendAsync("""{"event":"new"}"""u8.ToArray(), CancellationToken.None);
        await phone.SendAsync("garbage"u8.ToArray(), CancellationToken.None);
        phone.Say(CodedSpeech.Sound("une place lundi"));
        await call.WaitAsync(TimeSpan.FromSeconds(20));

        (await phone.Closed).ShouldBe(WebSocketCloseStatus.NormalClosure);
        heard.Text.ShouldBe("Ici Zoé, une machine. Dites-moi. Lundi. Au revoir.");
        twilio.Violations.ShouldBeEmpty();
        host.Book.Endings[twilio.CallSid].ShouldBe(CallEnding.HangUp);
        (await host.Engine.ReadAsync(ticket.Session, null, 0))!.Session.Status.ShouldBe(SessionStatus.Closed);
        await CallStage.WaitAsync(() => Task.FromResult(
            host.Get<StreamEndpoint>().Calls == 0 && host.Get<FrameTicker>().Count == 0));
        host.Logs.Lines.ShouldNotContain(line => line.Contains("une place") || line.Contains(ticket.Address));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("garbage")]
    [InlineData("abort")]
    [InlineData("close")]
    public async Task A_socket_that_goes_bad_ends_the_call_and_leaves_its_session_open(string how)
    {
        await using var host = await StreamHost.StartAsync(redis);
        var (twilio, word, ticket) = await host.AnswerAsync();
        using var socket = await host.OpenAsync();
        await socket.SendAsync(
            twilio.Start([new("ticket", word)]), WebSocketMessageType.Text, true, CancellationToken.None);
        await CallStage.WaitAsync(async () =>
            (await host.Engine.ReadAsync(ticket.Session, null, 5))!.Entries.Count > 0);

        switch (how)
        {
            case "size":
                await StreamHost.SendAsync(socket, new string('x', StreamMessage.MaxBytes + 10));
                break;
            case "garbage":
                for (var i = 0; i < 100; i++)
                    await StreamHost.SendAsync(socket, "{\"event\":");
                break;
            case "abort":
                socket.Abort();
                break;
            case "close":
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                break;
        }

        await CallStage.WaitAsync(() => Task.FromResult(host.Book.Endings.ContainsKey(twilio.CallSid)));
        host.Book.Endings[twilio.CallSid].Kind.ShouldBe(CallEndingKind.Lost);
        await CallStage.WaitAsync(async () =>
            (await host.Engine.ReadAsync(ticket.Session, null, 5))!.Entries[^1].Role == EntryRole.System);
        (await host.Engine.ReadAsync(ticket.Session, null, 0))!.Session.Status.ShouldBe(SessionStatus.Open);
        await CallStage.WaitAsync(() => Task.FromResult(host.Get<StreamEndpoint>().Calls == 0));
    }

    /// <summary>What a telephone hears.</summary>
    private sealed class HeardSound
    {
        private readonly List<byte> _sound = [];

        public HeardSound(TelephoneStandIn phone) => phone.OnHeard = sound =>
        {
            lock (_sound)
                _sound.AddRange(sound);
        };

        public string Text
        {
            get
            {
                lock (_sound)
                    return CodedSpeech.Text(_sound.ToArray());
            }
        }

        public Task UntilAsync(string text) =>
            CallStage.WaitAsync(() => Task.FromResult(Text.Contains(text, StringComparison.Ordinal)));
    }
}
