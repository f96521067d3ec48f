using Gateway.Brain.Reception;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Reception;

public sealed class OfferedChoicesTests
{
    private static readonly Entry Offer = Agent(
        1, "Which one?", new CardPart("Lamp", null, null, null, [new CardAction("Order", "order:lamp")]),
        new CardPart(
            "Vase", null, null, null,
            [new CardAction("Order", "order:vase"), new CardAction("See", null, "https://shop.example/vase")]),
        new QuickRepliesPart([new QuickReply("None of them")]));

    [Theory]
    [InlineData("1", 0)]
    [InlineData(" 2. ", 1)]
    [InlineData("n° 3", 2)]
    [InlineData("2 please", 1)]
    [InlineData("No. 1", 0)]
    [InlineData("the last one", 2)]
    [InlineData("２", 1)]
    public void A_number_alone_stands_for_its_choice(string said, int index)
    {
        var choice = Choices.Of(Offer.Parts)[index];
        foreach (var channel in new[] { ChannelKind.Sms, ChannelKind.WhatsApp })
        {
            var context = Context(channel, [Offer], said);
            context.Text.ShouldBe(choice.Title);
            context.Payload.ShouldBe(choice.Payload);
        }
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2 mugs")]
    [InlineData("in 5 min")]
    [InlineData("None of them")]
    public void Anything_else_stays_what_was_written(string said)
    {
        var context = Context(ChannelKind.Sms, [Offer], said);
        context.Text.ShouldBe(said);
        context.Payload.ShouldBeNull();
    }

    [Theory]
    [InlineData(ChannelKind.Web)]
    [InlineData(ChannelKind.Telegram)]
    [InlineData(ChannelKind.Voice)]
    public void Where_there_are_buttons_a_number_is_a_number(string channel)
    {
        var context = Context(channel, [Offer], "2");
        context.Text.ShouldBe("2");
        context.Payload.ShouldBeNull();
    }

    [Theory]
    [InlineData(ChannelKind.Web)]
    [InlineData(ChannelKind.Telegram)]
    public void A_number_that_is_called_a_choice_is_one_by_any_channel(string channel)
    {
        foreach (var said in new[] { "option 2", "No. 2", "n°2", "number 2" })
            Context(channel, [Offer], said).Payload.ShouldBe("order:vase", said);
    }

    [Fact]
    public void Each_message_of_a_burst_is_read_for_itself()
    {
        var context = Context(ChannelKind.Sms, [Offer], "hello", "2", "thank you");
        context.Text.ShouldBe($"hello\n{Choices.Of(Offer.Parts)[1].Title}\nthank you");
        context.Payload.ShouldBe("order:vase");
    }

    [Fact]
    public void Choices_lapse_once_something_else_was_said()
    {
        Context(ChannelKind.Sms, [Offer, Agent(2, "How many would you like?")], "2").Payload.ShouldBeNull();
        Context(ChannelKind.Sms, [Offer, Agent(2, "I still need the quantity.")], "2").Payload.ShouldBeNull();
        Context(ChannelKind.Sms, [], "2").Payload.ShouldBeNull();
    }

    [Fact]
    public void What_an_operator_offers_counts_as_well()
    {
        var operatorSays = Agent(
            2, "This or that?",
            new QuickRepliesPart(
            [new QuickReply("This", "this"), new QuickReply("That", "that")])) with
        { Role = EntryRole.Operator };
        Context(ChannelKind.WhatsApp, [Offer, operatorSays], "2").Payload.ShouldBe("that");
    }

    [Fact]
    public void A_button_that_was_pressed_stays_what_it_is()
    {
        var turn = Turn(ChannelKind.WhatsApp, [Offer], "2");
        turn =
            turn with { Messages = [turn.Messages[0] with { Content = new MessageContent("2") { Payload = "k:1" } }] };
        OfferedChoices.Resolve(turn, TestChannels.All[ChannelKind.WhatsApp]).Messages[0].Content!.Payload.ShouldBe(
            "k:1");
    }

    private static Entry Agent(long seq, string text, params Part[] parts) =>
        new() { Seq = seq, Role = EntryRole.Agent, Text = text, Parts = parts, At = DateTimeOffset.UnixEpoch };

    private static TurnContext Context(string channel, Entry[] before, params string[] said) =>
        new(
            OfferedChoices.Resolve(Turn(channel, before, said), TestChannels.All[channel]), TestBrain.DemoWorkspace,
            "en");

    private static Turn Turn(string channel, Entry[] before, params string[] said)
    {
        var id = SessionId.New(1, DateTimeOffset.UnixEpoch);
        var session = new Session(
            id, "demo-shop", channel, "+33600000001", null, "en", SessionStatus.Open, 9, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch);
        List<Entry> messages = [.. said.Select((text, index) =>
            new Entry { Seq = before.Length + index + 1, Role = EntryRole.Contact, Text = text,
                At = DateTimeOffset.UnixEpoch })];
        return new Turn(new TurnId(id, 1), session, messages, [.. before, .. messages], default, 1);
    }
}
