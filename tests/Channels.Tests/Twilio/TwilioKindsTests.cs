using System.Text;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>
/// What becomes of each kind that Twilio's pages list for SMS, MMS and WhatsApp, and of one that they do not list yet.
/// </summary>
public sealed class TwilioKindsTests(RedisFixture redis)
{
    [Theory]
    [InlineData("MessageType=order&Body=", "order")]
    [InlineData("MessageType=unsupported&Body=", "unsupported")]
    [InlineData("MessageType=poll&Body=", "poll")]
    [InlineData("MessageType=contacts&Body=", "contacts")]
    [InlineData("MessageType=sticker&Body=", "sticker")]
    [InlineData("MessageType=location&Body=&Latitude=x&Longitude=y", "location")]
    [InlineData("MessageType=hologram&Body=", "hologram")]
    [InlineData("MessageType=a%20b%7B&Body=", "unknown")]
    [InlineData("Body=", "unknown")]
    [InlineData("Body=&HologramUrl=x", "unknown")]
    [InlineData("MessageType=image&Body=&NumMedia=1", "media")]
    public void What_cannot_be_read_is_named(string fields, string kind) =>
        Map(fields).Things.ShouldNotBeNull().Single().Kind.ShouldBe(kind);

    [Fact]
    public void What_cannot_be_read_is_named_beside_the_words()
    {
        var content = Map("MessageType=order&Body=Ma+commande");

        content.Text.ShouldBe("Ma commande");
        content.Things.ShouldNotBeNull().Single().Kind.ShouldBe("order");
    }

    [Fact]
    public void A_reaction_is_a_mark_and_not_a_word()
    {
        var content = Map(
            "MessageType=reaction&Body=%F0%9F%91%8D&OriginalRepliedMessageSid=SM00000000000000000000000000000a09");

        (content.Text, content.QuotedId).ShouldBe(("", "SM00000000000000000000000000000a09"));
        content.Things.ShouldBe([new SentThing(SentThing.Reaction, "👍")]);
    }

    [Theory]
    [InlineData("""{"flow_token":"order-7","prenom":"Zoé","size":42}""")]
    [InlineData(
        """{"nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"flow_token\":\"order-7\",\"name_1\":\"Zoé\",\"size\":42}"}}""")]
    [InlineData("""{"type":"flow","data":{"flow_token":"order-7","prenom":"Zoé","size":42}}""")]
    public void The_answers_of_a_form_are_lines_and_its_token_is_the_payload(string json)
    {
        foreach (var field in (string[])["FlowData", "InteractiveData"])
        {
            var content = Map($"MessageType=interactive&Body=Sent&{field}={Uri.EscapeDataString(json)}");

            content.Text.ShouldContain("size: 42");
            content.Text.ShouldNotContain("Sent");
            content.Payload.ShouldBe("order-7");
            content.Things.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"data\":{\"data\":{\"data\":{\"data\":{\"data\":{\"a\":1}}}}}}")]
    [InlineData("{\"name\":\"Al\\ud83d\"}")]
    public void What_is_no_form_leaves_the_message_as_it_is(string json) =>
        Map($"Body=Bonjour&FlowData={Uri.EscapeDataString(json)}").Text.ShouldBe("Bonjour");

    [Theory]
    [InlineData("FREEMOBILE", NoAnswer.NamedSender)]
    [InlineData("Info-SFR", NoAnswer.NamedSender)]
    [InlineData("36180", NoAnswer.ShortCode)]
    [InlineData(TwilioHost.SecondSms, NoAnswer.OwnLine)]
    public async Task Where_no_one_reads_an_answer_the_message_is_kept_and_says_so(string from, NoAnswer reason)
    {
        await using var host = await TwilioHost.StartAsync(
            redis.Server.ConnectionString, handler: new Handler((_, _, _) => Task.FromResult(new TurnResult())));

        await host.PostAsync(TwilioHost.Messages, TwilioHost.Message(from, TwilioHost.Sms, "Votre facture est prête"));

        var entry = (await host.WrittenAsync(ChannelKind.Sms, from))[^1];
        entry.Text.ShouldBe("Votre facture est prête");
        entry.Content.ShouldNotBeNull().NoAnswer.ShouldBe(reason);
    }

    private static MessageContent Map(string form)
    {
        var inbound = TwilioInbound.Read(
            TwilioFields.ReadForm(Encoding.UTF8.GetBytes("MessageSid=SM1&From=x&To=y&" + form))!);
        return TwilioMapping.ToContent(inbound, TestChannels.Hearing(ChannelKind.WhatsApp), [], []);
    }
}
