using Gateway.Brain.Reception;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Reception;

public sealed class PressedKeysTests
{
    private static readonly Entry Times = Said(
        Expectation.Free,
        new QuickRepliesPart([new QuickReply("Tuesday", "slot:1"), new QuickReply("Thursday", "slot:2")]));

    [Theory]
    [InlineData("1", "Tuesday", "slot:1")]
    [InlineData("2#", "Thursday", "slot:2")]
    [InlineData("3", "3", null)]
    public void A_number_chooses_among_what_was_offered(string keys, string text, string? payload)
    {
        var said = Pressed(keys, Times);
        (said.Text, said.Content!.Payload).ShouldBe((text, payload));
    }

    [Theory]
    [InlineData("fr", "0", "je veux parler à quelqu'un")]
    [InlineData("en", "0", "I want to speak to a person")]
    [InlineData("fr", "*", "pouvez-vous répéter ?")]
    [InlineData("en", "*", "can you say that again?")]
    public void A_person_and_a_repetition_are_had_at_any_time(string locale, string keys, string text) =>
        Pressed(keys, Times, locale).Text.ShouldBe(text);

    [Theory]
    [InlineData(Expectation.YesNo, "1", "yes")]
    [InlineData(Expectation.YesNo, "2", "no")]
    [InlineData(Expectation.Digits, "0639980123", "0639980123")]
    [InlineData(Expectation.Plate, "21221232331", "AB 123 CD")]
    [InlineData(Expectation.Plate, "1234*2122*75", "1234 AB 75")]
    [InlineData(Expectation.Plate, "2122*12*233132", "AB 12 CDE")]
    [InlineData(Expectation.Plate, "123", "123")]
    [InlineData(Expectation.Plate, "99999999999", "99999999999")]
    [InlineData(Expectation.Name, "21627321*71327132", "Anra Pepe")]
    [InlineData(Expectation.Name, "1", "1")]
    public void What_was_asked_for_is_read_as_such(Expectation asked, string keys, string text) =>
        Pressed(keys, Said(asked), "en").Text.ShouldBe(text);

    [Fact]
    public void What_was_said_stays_as_it_is()
    {
        var message = new Entry { Seq = 2, Role = EntryRole.Contact, Text = "two", At = DateTimeOffset.UnixEpoch };
        PressedKeys.Resolve(message, Turn(message, Times, "en")).ShouldBeSameAs(message);
    }

    private static Entry Pressed(string keys, Entry before, string locale = "en")
    {
        var message = new Entry
        {
            Seq = 2,
            Role = EntryRole.Contact,
            Text = "",
            At = DateTimeOffset.UnixEpoch,
            Content = new MessageContent("") { Dtmf = keys },
        };
        return PressedKeys.Resolve(message, Turn(message, before, locale));
    }

    private static Turn Turn(Entry message, Entry before, string locale)
    {
        var session = new Session(
            SessionId.New(0, DateTimeOffset.UnixEpoch), "centre", ChannelKind.Voice, "+33639980123", null, locale,
            SessionStatus.Open, 2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        return new Turn(new TurnId(session.Id, 1), session, [message], [before, message], default, 1);
    }

    private static Entry Said(Expectation expects, params Part[] parts) => new()
    {
        Seq = 1,
        Role = EntryRole.Agent,
        Text = "Which?",
        Parts = parts,
        Expects = expects,
        At = DateTimeOffset.UnixEpoch,
    };
}
