using Gateway.Channels.Voice.Speaking;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class WordingTests
{
    private static readonly DateTimeOffset Nine = new(2026, 12, 3, 9, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("Thursday at 9:00. Does that suit you?", false, "")]
    [InlineData("There is something on Thursday.", false, "nine")]
    [InlineData("Thursday at 9:00. Does that suit you?", true, "press one")]
    public void Times_are_named_once_and_by_keys_always(string text, bool byKeys, string said)
    {
        var slots = new SlotsPart([new SlotChoice("Thu 9:00", Nine, Nine.AddMinutes(40), "slot:1")]);

        var spoken = Wording.PartsOf(Entry(text, Expectation.Free, slots), "en", byKeys);

        (said.Length == 0 ? spoken.Length == 0 : spoken.Contains(said, StringComparison.Ordinal)).ShouldBeTrue(spoken);
    }

    [Fact]
    public void Who_is_asked_yes_or_no_is_not_told_that_they_may_say_so()
    {
        var choices = new QuickRepliesPart([new QuickReply("Yes"), new QuickReply("Change it")]);

        Wording.PartsOf(Entry("Shall I book it?", Expectation.YesNo, choices), "en").ShouldBeEmpty();
        Wording.PartsOf(Entry("Which?", Expectation.Free, choices), "en").ShouldContain("Change it");
    }

    private static Entry Entry(string text, Expectation expects, params Part[] parts) => new()
    {
        Seq = 1,
        Role = EntryRole.Agent,
        Text = text,
        Parts = parts,
        Expects = expects,
        At = DateTimeOffset.UnixEpoch,
    };
}
