using System.Text;
using Gateway.Channels.Twilio;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioMappingTests
{
    [Fact]
    public void A_pressed_button_is_its_payload_and_its_label()
    {
        var content = Map(
            "Body=Oui%2C+demain&ButtonText=Oui%2C+demain&ButtonPayload=confirm%3Aapt-912&MessageType=interactive");

        content.Text.ShouldBe("Oui, demain");
        content.Payload.ShouldBe("confirm:apt-912");
    }

    [Fact]
    public void A_chosen_item_of_a_list_is_its_id_and_its_title()
    {
        var content = Map("Body=&ListId=slot%3A3&ListTitle=Mardi+10+h");

        content.Text.ShouldBe("Mardi 10 h");
        content.Payload.ShouldBe("slot:3");
    }

    [Fact]
    public void A_shared_place_is_a_place() =>
        Map("Body=&Latitude=48.8566&Longitude=2.3522&Label=Chez+nous&Address=1+rue+de+Paris").Location
            .ShouldBe(new GeoLocation(48.8566, 2.3522, "Chez nous", "1 rue de Paris"));

    [Theory]
    [InlineData("Latitude=91&Longitude=0")]
    [InlineData("Latitude=1e400&Longitude=0")]
    [InlineData("Latitude=NaN&Longitude=0")]
    [InlineData("Latitude=48%2C85&Longitude=2")]
    [InlineData("Latitude=48")]
    public void A_place_that_is_none_is_left_out(string fields) => Map(fields).Location.ShouldBeNull();

    [Fact]
    public void A_quoted_message_is_named() =>
        Map("Body=x&OriginalRepliedMessageSid=SM00000000000000000000000000000a09").QuotedId.ShouldBe(
            "SM00000000000000000000000000000a09");

    [Fact]
    public void An_advertisement_comes_along_and_its_empty_shell_does_not()
    {
        Map("Body=x&ReferralNumMedia=0").Referral.ShouldBeNull();
        Map(
            "Body=x&ReferralSourceId=120&ReferralSourceType=ad&ReferralSourceUrl=https%3A%2F%2Fads.example.test%2F1&ReferralHeadline=Soldes&ReferralBody=Vite&ReferralCtwaClid=clid")
            .Referral.ShouldBe(new Referral("120", "ad", "https://ads.example.test/1", "Soldes", "Vite", "clid"));
    }

    [Theory]
    [InlineData("Body=Arr%C3%AAt", ConsentKeyword.Stop)]
    [InlineData("Body=help", ConsentKeyword.Help)]
    [InlineData("Body=basta&OptOutType=STOP", ConsentKeyword.Stop)]
    [InlineData("Body=stop&OptOutType=START", ConsentKeyword.Start)]
    [InlineData("Body=stop&OptOutType=whatever", ConsentKeyword.Stop)]
    [InlineData("Body=Please+stop+by", null)]
    public void A_word_about_consent_is_known_and_twilios_own_finding_counts_first(
        string fields, ConsentKeyword? keyword) =>
        Map(fields).Keyword.ShouldBe(keyword);

    [Theory]
    [InlineData("a%00b%07c", "abc")]
    [InlineData("a%0D%0Ab%0Dc%09d", "a\nb\nc\td")]
    [InlineData("a%ED%A0%80b", "a\uFFFD\uFFFD\uFFFDb")]
    [InlineData("%C3%28", "\uFFFD(")]
    [InlineData("%", "%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("1%2B1+%3D+2", "1+1 = 2")]
    [InlineData("%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D", "שלום")]
    [InlineData("%F0%9F%98%80", "😀")]
    public void Text_is_mended_and_not_refused(string body, string text) => Map("Body=" + body).Text.ShouldBe(text);

    [Fact]
    public void A_text_that_is_too_long_is_cut_between_characters()
    {
        var text = Map("Body=" + new string('x', 7_999) + "%F0%9F%98%80%F0%9F%98%80").Text;

        text.Length.ShouldBe(7_999);
    }

    [Theory]
    [InlineData("-1", 0)]
    [InlineData("1000000000", 3)]
    [InlineData("99999999999999999999", 0)]
    [InlineData("2", 2)]
    [InlineData("x", 0)]
    public void The_number_of_files_is_not_believed(string count, int files) =>
        Read($"NumMedia={count}&MediaUrl0=a&MediaUrl1=b&MediaUrl2=c").Media.Count.ShouldBe(files);

    [Theory]
    [InlineData(
        "whatsapp:+33600000001", "ExternalUserId=whatsapp%3AFR.8A7B&WaId=33600000001", "+33600000001", "FR.8A7B", null)]
    [InlineData("whatsapp:+33600000001", "", "+33600000001", null, null)]
    [InlineData("whatsapp:FR.8A7B", "", null, "FR.8A7B", null)]
    [InlineData("whatsapp:FR.8A7B", "WaId=33600000001", "+33600000001", "FR.8A7B", null)]
    [InlineData(
        "whatsapp:FR.8A7B", "WaId=FR.8A7B&ExternalUserId=FR.8A7B&ParentExternalUserId=whatsapp%3AFR.ENT.9C", null,
        "FR.8A7B", "FR.ENT.9C")]
    [InlineData("whatsapp:FR.ENT.9C", "ExternalUserId=whatsapp%3AFR.8A7B", null, "FR.8A7B", "FR.ENT.9C")]
    public void A_sender_on_whatsapp_is_known_by_number_and_ids(
        string from, string fields, string? phone, string? user, string? parent)
    {
        TwilioAddress.TryParse(from, out var address).ShouldBeTrue();

        WhatsAppSender.Read(address, Read(fields)).ShouldBe(new WhatsAppSender(address.Value, phone, user, parent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whatsapp:")]
    [InlineData("whatsapp:a:b")]
    [InlineData("an-address-of-who-knows-what:123")]
    [InlineData("+336\n0")]
    [InlineData("+336\u00000")]
    [InlineData("é")]
    [InlineData("{p:00}")]
    public void What_could_not_stand_in_a_key_is_no_address(string text) =>
        TwilioAddress.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("queued", OutboundState.Sent)]
    [InlineData("accepted", OutboundState.Sent)]
    [InlineData("scheduled", OutboundState.Sent)]
    [InlineData("sending", OutboundState.Sent)]
    [InlineData("sent", OutboundState.Sent)]
    [InlineData("delivered", OutboundState.Delivered)]
    [InlineData("read", OutboundState.Read)]
    [InlineData("undelivered", OutboundState.Failed)]
    [InlineData("failed", OutboundState.Failed)]
    [InlineData("canceled", OutboundState.Failed)]
    [InlineData("received", null)]
    [InlineData("", null)]
    public void A_status_says_how_far_a_message_got(string status, OutboundState? state) =>
        TwilioMapping.ToState(status).ShouldBe(state);

    private static TwilioInbound Read(string form) =>
        TwilioInbound.Read(TwilioFields.ReadForm(Encoding.UTF8.GetBytes("MessageSid=SM1&From=x&To=y&" + form))!);

    private static MessageContent Map(string form) =>
        TwilioMapping.ToContent(Read(form), TestChannels.Hearing(ChannelKind.WhatsApp), [], []);
}
