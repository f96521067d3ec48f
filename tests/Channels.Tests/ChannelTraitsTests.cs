using Gateway.Channels.Sms;
using Gateway.Channels.Telegram;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.Web;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests;

public sealed class ChannelTraitsTests
{
    private static readonly KnownChannels Real =
        new([new WebTraits(), new SmsTraits(), new WhatsAppTraits(), new TelegramTraits(), new VoiceTraits()]);

    [Fact]
    public void What_tests_of_other_projects_take_for_our_channels_says_the_same_as_ours()
    {
        TestChannels.All.All.Select(one => one.Kind).ShouldBe(Real.All.Select(one => one.Kind));
        foreach (var (ours, theirs) in Real.All.Zip(TestChannels.All.All))
        {
            Describe(theirs).ShouldBe(Describe(ours));
            foreach (var address in (string[])["+33600000001", "FR.8A7B", "700000001", "700000001/17", "-1001"])
            {
                theirs.IdentityOf(address).ShouldBe(ours.IdentityOf(address), $"{ours.Kind} {address}");
                theirs.IsGroup(address).ShouldBe(ours.IsGroup(address), $"{ours.Kind} {address}");
            }
        }
    }

    [Theory]
    [InlineData(ChannelKind.Web, ChannelBegin.Nobody)]
    [InlineData(ChannelKind.Sms, ChannelBegin.Anyone)]
    [InlineData(ChannelKind.WhatsApp, ChannelBegin.Anyone)]
    [InlineData(ChannelKind.Telegram, ChannelBegin.WhoWroteBefore)]
    public void A_channel_says_with_whom_we_may_begin(string kind, ChannelBegin begins) =>
        Real[kind].Begins.ShouldBe(begins);

    [Fact]
    public void Of_a_channel_that_is_registered_no_more_nothing_goes_out()
    {
        Real["fax"].IsDelivered.ShouldBeFalse();
        Real["fax"].IdentityOf("+33600000001").ShouldBeNull();
        Real.Delivered.ShouldBe([ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram]);
    }

    [Fact]
    public void Two_channels_of_one_kind_are_refused() =>
        Should.Throw<ArgumentException>(() => new KnownChannels([new SmsTraits(), new SmsTraits()]));

    private static string Describe(ChannelTraits one) => string.Join(' ',
        one.Kind, one.IsDelivered, one.IsSpoken, one.NumbersChoices, one.CostsByMessage, one.Begins, one.Hearing,
        string.Join('+', Enum.GetValues<IdentityKind>().Where(one.IsWrittenTo)));
}
