using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Voice.Streams;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>The messages of a media stream.</summary>
public sealed class StreamWireTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Each_kind_of_message_is_read()
    {
        var start = Read(
            """
            {"event":"start","sequenceNumber":"1","streamSid":"MZ01","start":{"streamSid":"MZ01","accountSid":"AC01",
             "callSid":"CA01","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,
             "channels":1},"customParameters":{"ticket":"9f2c","workspace":"centre-12"}}}
            """);
        start.ShouldSatisfyAllConditions(
            () => start.Kind.ShouldBe(StreamEventKind.Start), () => start.StreamSid.ShouldBe("MZ01"),
            () => start.CallSid.ShouldBe("CA01"), () => start.Ticket.ShouldBe("9f2c"));
        var media = Read(
            """
            {"event":"media","sequenceNumber":"7","streamSid":"MZ01",
             "media":{"track":"inbound","chunk":"6","timestamp":"120","payload":"\/v7+"}}
            """);
        media.Kind.ShouldBe(StreamEventKind.Media);
        media.Chunk.ShouldBe(6);
        media.Sound.ToArray().ShouldBe([0xFE, 0xFE, 0xFE]);
        Read("""{"event":"dtmf","streamSid":"MZ01","dtmf":{"track":"inbound_track","digit":"5"}}""")
            .Digit.ShouldBe('5');
        Read("""{"event":"mark","streamSid":"MZ01","mark":{"name":"g3.12"}}""").Mark.ShouldBe("g3.12");
        Read("""{"event":"stop","streamSid":"MZ01","stop":{"callSid":"CA01"}}""").Kind.ShouldBe(StreamEventKind.Stop);
        Read("""{"event":"connected","protocol":"Call"}""").Kind.ShouldBe(StreamEventKind.Connected);
    }

    [Fact]
    public void What_we_said_ourselves_is_not_taken_for_the_callers()
    {
        var message = Read(
            """{"event":"media","media":{"track":"outbound","chunk":"6","payload":"/v7+"}}""");

        message.Kind.ShouldBe(StreamEventKind.Unknown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("12")]
    [InlineData("""{"event":"media","media":{"payload":"not base64!"}}""")]
    [InlineData("""{"event":"media"} {"event":"stop"}""")]
    [InlineData("""{"event":"mark","mark":{"name":"\ud800"}}""")]
    public void Garbage_is_told_from_messages(string json)
    {
        var message = new StreamMessage();

        message.Read(Encoding.UTF8.GetBytes(json)).ShouldBeFalse();

        message.Kind.ShouldBe(StreamEventKind.Unknown);
    }

    [Theory]
    [InlineData("""{"event":"new","what":[1,{"event":"stop"}]}""")]
    [InlineData("""{"media":{"event":"stop"}}""")]
    [InlineData("""{"event":7}""")]
    [InlineData("{}")]
    public void Messages_that_are_new_to_us_are_let_pass(string json) =>
        Read(json).Kind.ShouldBe(StreamEventKind.Unknown);

    [Theory]
    [InlineData("55")]
    [InlineData("x")]
    [InlineData("")]
    public void A_key_that_no_telephone_has_is_none(string digit) =>
        Read("""{"event":"dtmf","dtmf":{"digit":"KEY"}}""".Replace("KEY", digit, StringComparison.Ordinal))
            .Digit.ShouldBe('\0');

    [Fact]
    public void Sound_is_read_and_written_without_allocating()
    {
        var message = new StreamMessage();
        var json = Encoding.UTF8.GetBytes(
            """
            {"event":"media","sequenceNumber":"7","streamSid":"MZ01",
             "media":{"track":"inbound","chunk":"6","timestamp":"120","payload":"SOUND"}}
            """.Replace("SOUND", Convert.ToBase64String(new byte[160]), StringComparison.Ordinal));
        var outbox = new StreamOutbox(_clock);
        outbox.Open("MZ01");
        var wire = new byte[StreamOutbox.MaxMessageBytes];
        var frame = new byte[160];
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            Run();

        // The clock by hand takes some for its answer.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1_000);

        void Run()
        {
            message.Read(json);
            outbox.PutSound(frame);
            outbox.TryTake(wire, out _);
        }
    }

    [Fact]
    public void What_is_sent_is_what_a_stream_may_be_sent()
    {
        var outbox = new StreamOutbox(_clock);
        outbox.PutSound([.. Enumerable.Repeat((byte)0xFE, 160)]);
        outbox.TryTake(new byte[StreamOutbox.MaxMessageBytes], out _).ShouldBeFalse("no stream is known yet");
        outbox.Open("MZ\"01");
        outbox.PutMark("g3.12");

        var (media, mark) = (Take(outbox), Take(outbox));

        ((string?)media["event"]).ShouldBe("media");
        ((string?)media["streamSid"]).ShouldBe("MZ\"01");
        Convert.FromBase64String((string)media["media"]!["payload"]!).ShouldBe(Enumerable.Repeat((byte)0xFE, 160));
        mark.ToJsonString().ShouldBe(
            """{"event":"mark","streamSid":"MZ\u002201","mark":{"name":"g3.12"}}""");
    }

    [Fact]
    public void Clear_goes_ahead_of_all_and_nothing_before_it_follows()
    {
        var outbox = new StreamOutbox(_clock);
        outbox.Open("MZ01");
        for (var i = 0; i < 5; i++)
            outbox.PutSound(new byte[160]);
        outbox.PutMark("g1.1");

        outbox.Clear();
        outbox.PutSound(new byte[160]);

        ((string?)Take(outbox)["event"]).ShouldBe("clear");
        ((string?)Take(outbox)["event"]).ShouldBe("media");
        outbox.TryTake(new byte[StreamOutbox.MaxMessageBytes], out _).ShouldBeFalse();
    }

    [Fact]
    public void A_slow_socket_gets_no_more_sound_than_it_takes()
    {
        var outbox = new StreamOutbox(_clock);
        outbox.Open("MZ01");
        var count = 0;
        for (; outbox.HasRoom && count < 1_000; count++)
            outbox.PutSound(new byte[160]);

        count.ShouldBe(StreamOutbox.Capacity / 2);
        _clock.Advance(TimeSpan.FromSeconds(3));
        outbox.Waiting.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Sound_that_is_missing_is_silence_and_late_or_double_sound_is_left_out()
    {
        var queue = new SoundQueue();
        queue.Put([1, 1], 1);
        queue.Put([3, 3], 3);
        queue.Put([2, 2], 2);
        queue.Put([3, 3], 3);
        queue.Put([9], 0);
        var sound = new byte[1_000];

        var length = queue.Take(sound);

        sound[..length].ShouldBe([1, 1, .. Enumerable.Repeat((byte)0xFF, 160), 3, 3, 9]);
        (queue.Missing, queue.Late).ShouldBe((1, 2));
    }

    [Fact]
    public void Sound_that_nobody_takes_costs_its_oldest()
    {
        var queue = new SoundQueue();
        for (var i = 1; i <= 250; i++)
            queue.Put([.. Enumerable.Repeat((byte)i, 160)], i);
        var sound = new byte[160];

        queue.Take(sound).ShouldBe(160);

        sound[0].ShouldBe((byte)51);
        queue.Dropped.ShouldBe(50 * 160);
    }

    private static StreamMessage Read(string json)
    {
        var message = new StreamMessage();
        message.Read(Encoding.UTF8.GetBytes(json)).ShouldBeTrue();
        return message;
    }

    private static JsonNode Take(StreamOutbox outbox)
    {
        var wire = new byte[StreamOutbox.MaxMessageBytes];
        outbox.TryTake(wire, out var length).ShouldBeTrue();
        return JsonNode.Parse(wire.AsSpan(0, length))!;
    }
}
