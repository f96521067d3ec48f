using Gateway.Channels.Sms;
using Gateway.Channels.Tests.Delivery;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Sms;

public sealed class SmsAdapterTests : ChannelAdapterContract
{
    protected override async Task<AdapterStage> StartAsync() => await TwilioStage.StartAsync(ChannelKind.Sms);

    [Fact]
    public async Task A_message_goes_out_from_the_number_with_a_callback_and_an_end()
    {
        var stage = (TwilioStage)Stage;
        var context = stage.ContextOf(Entry("Bonjour"));
        var message = MessagesOf(context)[0];

        await stage.Adapter.SendAsync(context, message, CancellationToken.None);

        var sent = stage.Twilio.Messages.Sent.ShouldHaveSingleItem();
        (sent.From, sent.To, sent.Body, sent.ValidityPeriod)
            .ShouldBe((TwilioStage.Number, TwilioStage.Contact, "Bonjour", "900"));
        sent.StatusCallback.ShouldBe(
            $"https://gw.example.test/webhooks/twilio/status/{sent.Reference}#rc=3&rp=ct,rt,5xx");
        sent.StatusCallback!.ShouldNotContain(message.Id.Delivery.Session.Value);
        var account = new TwilioAccount
        {
            AccountSid = stage.Twilio.AccountSid,
            AuthToken = stage.Twilio.AuthToken,
            ApiBaseUrl = stage.Twilio.Address
        };
        TwilioReference.TryRead(sent.Reference, account, out var read).ShouldBeTrue();
        read.ShouldBe(message.Id);
    }

    [Fact]
    public async Task News_may_wait_in_the_queue_longer_than_an_answer_and_a_service_sends_for_the_number()
    {
        var stage = (TwilioStage)Stage;
        var channel = stage.Shop.Channels[0] with
        {
            Settings =
            new SmsSettings { MessagingServiceSid = "MG00000000000000000000000000000001" }
        };
        var context = stage.ContextOf(
            Entry("Votre colis part.") with { Class = MessageClass.Service }) with
        { Channel = channel };

        await stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None);

        var sent = stage.Twilio.Messages.Sent.ShouldHaveSingleItem();
        (sent.ValidityPeriod, sent.MessagingServiceSid, sent.From)
            .ShouldBe((null, "MG00000000000000000000000000000001", TwilioStage.Number));
    }

    [Fact]
    public void A_message_costs_the_sender_its_segments()
    {
        var context = Stage.ContextOf(Entry(new string('a', 400)));

        var pace = Stage.Adapter.PaceOf(context, MessagesOf(context)[0]);

        (pace.SenderPerSecond, pace.Cost, pace.RecipientPerSecond, pace.RecipientBurst).ShouldBe((1, 3, 1, 3));
    }

    [Fact]
    public async Task A_channel_without_an_account_is_down_and_says_what_is_missing()
    {
        var context = Stage.ContextOf(Entry("Bonjour"));
        context = context with { Channel = context.Channel with { Settings = new SmsSettings { Account = "other" } } };

        var outcome = await Stage.Adapter.SendAsync(context, MessagesOf(context)[0], CancellationToken.None);

        outcome.ShouldBeOfType<SendOutcome.ChannelDown>().Why.Words.ShouldContain("Twilio:Accounts:other:AccountSid");
    }
}

public sealed class SmsWithoutPublicAddressTests
{
    [Theory]
    [InlineData("http://gate_way.example.test")]
    [InlineData(null)]
    public async Task Without_an_address_Twilio_can_call_there_is_no_callback(string? address)
    {
        await using var stage = await TwilioStage.StartAsync(ChannelKind.Sms, address);
        stage.Contexts = stage.Contexts with
        {
            Delivery =
            stage.Contexts.Delivery with { Entry = stage.Contexts.Delivery.Entry with { Text = "Bonjour" } }
        };
        var wire = stage.Adapter.Render(stage.Contexts).Messages[0];

        await stage.Adapter.SendAsync(
            stage.Contexts, new(new(stage.Contexts.Delivery.Id, 0), wire, Sessions.Deliveries.OutboundState.Sending),
            CancellationToken.None);

        stage.Twilio.Messages.Sent.Single().StatusCallback.ShouldBeNull();
    }
}
