using System.Text.Json;
using Gateway.Brain.Replays;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Replays;

/// <summary>A recording that nobody could have held here is not run.</summary>
public sealed class RecordingCheckTests
{
    [Fact]
    public void What_a_long_conversation_leaves_is_read()
    {
        var places = Enumerable.Range(1, 100).Select(place => (long)place).ToArray();

        Read(Of([.. places.Select(place => EntryAt(place, "é"))], Start(places[80..], places))).ShouldBeNull();
        Read(Of([EntryAt(1, new string('é', 16_384))], Start([1], [1]))).ShouldBeNull();
    }

    [Fact]
    public void A_text_that_no_channel_takes_is_refused_by_its_place() =>
        Read(Of([EntryAt(1, "hello"), EntryAt(2, new string('a', 16_385))], Start([1], [1])))
            .ShouldBe("entries.2.text: expected at most 16384 characters.");

    [Fact]
    public void An_entry_is_measured_with_all_that_was_sent_along()
    {
        var files = Enumerable.Repeat(new Attachment("/media/0", new string('x', 1_000)), 300).ToArray();
        var entry = EntryAt(1, "") with { Content = new MessageContent("") { Attachments = files } };

        Read(Of([entry], Start([1], [1]))).ShouldBe("entries.1: expected at most 256000 bytes.");
    }

    [Fact]
    public void All_entries_together_are_measured()
    {
        Entry[] entries = [.. Enumerable.Range(1, 600).Select(place => EntryAt(place, new string('a', 16_000)))];

        Read(Of(entries, Start([1], [1]))).ShouldBe("entries: expected at most 8000000 bytes together.");
    }

    [Fact]
    public void A_turn_has_so_many_steps_and_they_are_so_long()
    {
        var start = Start([1], [1]);
        var large = start with { Detail = JsonSerializer.SerializeToElement(new string('a', 2_000_001)) };

        Read(Of([EntryAt(1, "hello")], [.. Enumerable.Repeat(start, 129)]))
            .ShouldBe("turns.1.steps: expected at most 128.");
        Read(Of([EntryAt(1, "hello")], large)).ShouldBe("turns.1.steps: expected at most 2000000 bytes together.");
    }

    [Theory]
    [InlineData(new long[] { 1, 1 }, new long[] { 1 }, "messages")]
    [InlineData(new long[] { 2, 1 }, new long[] { 1 }, "messages")]
    [InlineData(new long[] { 1 }, new long[] { 1, 2, 2 }, "recent")]
    [InlineData(new long[] { 1 }, new long[] { 2, 1 }, "recent")]
    public void Each_place_stands_once_in_its_order(long[] messages, long[] recent, string member) =>
        Read(Of([EntryAt(1, "a"), EntryAt(2, "b")], Start(messages, recent)))
            .ShouldNotBeNull().ShouldStartWith($"turns.1.start.{member}: expected at most ");

    [Fact]
    public void A_turn_answers_and_knows_no_more_than_the_engine_hands_over()
    {
        var places = Enumerable.Range(1, 201).Select(place => (long)place).ToArray();
        Entry[] entries = [.. places.Select(place => EntryAt(place, "a"))];

        Read(Of(entries, Start(places[..101], [1]))).ShouldBe(
            "turns.1.start.messages: expected at most 100 places, each once, in their order.");
        Read(Of(entries, Start([1], places))).ShouldBe(
            "turns.1.start.recent: expected at most 200 places, each once, in their order.");
    }

    [Fact]
    public void Whoever_is_gone_has_it_looked_at_no_longer()
    {
        var json = Json(Of([EntryAt(1, "hello")], Start([1], [1])));

        Should.Throw<OperationCanceledException>(() => Recording.Read(json, out _, new CancellationToken(true)));
    }

    private static string? Read(Recording recording)
    {
        Recording.Read(Json(recording), out var wrong, TestContext.Current.CancellationToken);
        return wrong;
    }

    private static JsonElement Json(Recording recording) =>
        JsonSerializer.SerializeToElement(recording, Recording.Json);

    private static Recording Of(IReadOnlyList<Entry> entries, params IReadOnlyList<RecordedStep> steps) => new()
    {
        Format = Recording.CurrentFormat,
        Session = SessionId.New(0, DateTimeOffset.UnixEpoch),
        Workspace = "demo-shop",
        Channel = ChannelKind.Web,
        Entries = entries,
        Turns = [new RecordedTurn(1, DateTimeOffset.UnixEpoch, steps)],
    };

    private static RecordedStep Start(long[] messages, long[] recent) => new(
        "start", Agent: null, "start", "the turn begins", ElapsedMs: null,
        JsonSerializer.SerializeToElement(new { state = new { }, locale = "en", messages, recent }));

    private static Entry EntryAt(long place, string text) =>
        new() { Seq = place, Role = EntryRole.Contact, Text = text, At = DateTimeOffset.UnixEpoch };
}
