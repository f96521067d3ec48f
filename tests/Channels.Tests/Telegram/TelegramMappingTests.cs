using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Channels.Telegram;
using Gateway.Sessions;
using Shouldly;
using Telegram.Bot;
using Telegram.Bot.Types;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramMappingTests
{
    private const long Chat = 700_000_001;
    private const long Group = -1_001_234_567_890;
    private const long BotId = 700_000_099;

    [Fact]
    public void Words_come_with_who_said_them()
    {
        var message = Message(TelegramHost.Message(Chat, 5, "Avez-vous des lampes ?"));

        message.Chat.ToString().ShouldBe("700000001");
        message.ExternalId.ShouldBe("5");
        message.Locale.ShouldBe("fr");
        message.SentAt.ShouldNotBeNull();
        message.Content.Text.ShouldBe("Avez-vous des lampes ?");
        message.Content.Sender!.Name.ShouldBe("Zoé Petit");
        message.Content.Sender.Identities.ShouldBe([new ContactIdentity(IdentityKind.TelegramUser, "700000001")]);
    }

    [Fact]
    public void A_change_is_a_message_of_its_own_that_names_the_first()
    {
        var json = TelegramHost.Message(Chat, 5, "corrigé");
        json["edit_date"] = 1_795_000_000;

        var message = Message(json, "edited_message");

        message.Content.EditOf.ShouldBe("5");
        message.ExternalId.ShouldBe("5e9");
        message.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));
    }

    [Fact]
    public void Of_a_photo_the_largest_size_is_taken_and_its_caption_is_the_text()
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["caption"] = "Celle-ci";
        json["photo"] = new JsonArray(Photo("small", 90), Photo("large", 1_280), Photo("middle", 320));

        var message = Message(json);

        message.Content.Text.ShouldBe("Celle-ci");
        message.Files.ShouldBe([new TelegramFile("large", "image/jpeg", null, 1_280)]);
    }

    [Theory]
    [InlineData(
        "document",
        "{\"file_id\":\"d1\",\"file_unique_id\":\"u\",\"file_name\":\"devis.pdf\",\"mime_type\":\"application/pdf\",\"file_size\":5}", "application/pdf", "devis.pdf")]
    [InlineData("voice", "{\"file_id\":\"d1\",\"file_unique_id\":\"u\",\"duration\":2}", "audio/ogg", null)]
    [InlineData(
        "audio", "{\"file_id\":\"d1\",\"file_unique_id\":\"u\",\"duration\":2,\"title\":\"air\"}", "audio/mpeg", "air")]
    [InlineData(
        "video", "{\"file_id\":\"d1\",\"file_unique_id\":\"u\",\"duration\":2,\"width\":1,\"height\":1}", "video/mp4",
        null)]
    public void Files_are_named_by_what_Telegram_knows_them_by(string field, string file, string type, string? name)
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json[field] = JsonNode.Parse(file);

        var found = Message(json).Files.ShouldHaveSingleItem();

        (found.FileId, found.ContentType, found.Name).ShouldBe(("d1", type, name));
    }

    [Fact]
    public void A_sticker_says_what_its_emoji_says()
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["sticker"] = JsonNode.Parse(
            """{"file_id":"s","file_unique_id":"u","type":"regular","width":1,"height":1,"emoji":"👍","is_animated":false,"is_video":false}""");

        Message(json).Content.Text.ShouldBe("👍");
    }

    [Fact]
    public void A_venue_is_a_place_with_a_name()
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["location"] = JsonNode.Parse("""{"latitude":48.85,"longitude":2.35}""");
        json["venue"] = JsonNode.Parse(
            """{"location":{"latitude":48.85,"longitude":2.35},"title":"Mairie","address":"1 place"}""");

        Message(json).Content.Location.ShouldBe(new GeoLocation(48.85, 2.35, "Mairie", "1 place"));
    }

    [Theory]
    [InlineData(Chat, "33600000001", true)]
    [InlineData(Chat, "+33 6 00 00 00 01", true)]
    [InlineData(Chat + 1, "33600000001", false)]
    [InlineData(null, "33600000001", false)]
    [InlineData(Chat, "0600000001", false)]
    public void A_card_proves_a_number_only_when_it_is_the_senders_own(long? owner, string phone, bool isProof)
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["contact"] = new JsonObject { ["phone_number"] = phone, ["first_name"] = "Zoé", ["user_id"] = owner };

        var content = Message(json).Content;

        content.Contacts!.Single().Phone.ShouldBe(phone);
        content.Sender!.Identities.Contains(new ContactIdentity(IdentityKind.Phone, "+33600000001")).ShouldBe(isProof);
    }

    [Fact]
    public void Start_is_a_greeting_and_what_its_link_carries_is_told_as_where_it_came_from()
    {
        var plain = Message(TelegramHost.Message(Chat, 5, "/start")).Content;
        var linked = Message(TelegramHost.Message(Chat, 6, "/start produit-42")).Content;

        (plain.Text, plain.Referral, plain.Payload, plain.Keyword).ShouldBe(("Bonjour", null, null, null));
        (linked.Text, linked.Payload).ShouldBe(("Bonjour", null));
        linked.Referral!.SourceId.ShouldBe("produit-42");
        linked.Referral.SourceType.ShouldBe("start");
    }

    [Theory]
    [InlineData("/aide", "aide", ConsentKeyword.Help)]
    [InlineData("/stop", "stop", ConsentKeyword.Stop)]
    [InlineData("STOP", "STOP", ConsentKeyword.Stop)]
    [InlineData("/nos_horaires demain", "nos horaires demain", null)]
    [InlineData("je stoppe", "je stoppe", null)]
    public void A_command_is_words_with_a_stroke_before_them(string said, string text, ConsentKeyword? keyword)
    {
        var content = Message(TelegramHost.Message(Chat, 5, said)).Content;

        (content.Text, content.Keyword).ShouldBe((text, keyword));
    }

    [Fact]
    public void In_a_group_only_what_is_said_to_the_bot_is_heard()
    {
        Read(TelegramHost.Message(Group, 5, "on mange où ?")).ShouldBe(new TelegramEvent.Unused("notAddressed"));
        Read(Addressed("@other_bot des lampes ?", "mention", 0, 10)).ShouldBe(new TelegramEvent.Unused("notAddressed"));
        Read(Addressed("/prix@other_bot", "bot_command", 0, 15)).ShouldBe(new TelegramEvent.Unused("notAddressed"));

        Text(Addressed("@Test_Shop_Bot des lampes ?", "mention", 0, 14)).ShouldBe("des lampes ?");
        Text(Addressed("/prix@test_shop_bot lampe", "bot_command", 0, 19)).ShouldBe("prix lampe");
        var reply = TelegramHost.Message(Group, 5, "la bleue");
        reply["reply_to_message"] = TelegramHost.Message(Group, 4, "Laquelle ?");
        reply["reply_to_message"]!["from"]!["id"] = BotId;
        var message = Read(reply).ShouldBeOfType<TelegramEvent.Message>();
        (message.Content.Text, message.Content.QuotedId).ShouldBe(("la bleue", "4"));
    }

    [Fact]
    public void A_topic_of_a_forum_is_a_conversation_of_its_own()
    {
        var json = Addressed("@test_shop_bot ici", "mention", 0, 14);
        json["message_thread_id"] = 17;
        json["is_topic_message"] = true;

        Read(json).ShouldBeOfType<TelegramEvent.Message>().Chat.ToString().ShouldBe("-1001234567890/17");
    }

    [Theory]
    [InlineData("member", "kicked", ConsentKeyword.Stop)]
    [InlineData("kicked", "member", ConsentKeyword.Start)]
    [InlineData("left", "member", null)]
    public void Blocking_the_bot_is_a_stop_and_letting_it_in_again_a_start(
        string from, string to, ConsentKeyword? keyword)
    {
        var read = TelegramMapping.Read(Update("my_chat_member", JsonNode.Parse($$$"""
            {"chat":{"id":700000001,"type":"private"},"from":{"id":700000001,"is_bot":false,"first_name":"Zoé"},"date":1795000000,
             "old_chat_member":{"status":"{{{from}}}","user":{"id":700000099,"is_bot":true,"first_name":"b"},"until_date":0},
             "new_chat_member":{"status":"{{{to}}}","user":{"id":700000099,"is_bot":true,"first_name":"b"},"until_date":0}}
            """)!), "test_shop_bot", BotId, "fr");

        if (keyword is { } said)
            read.ShouldBeOfType<TelegramEvent.Consent>().Keyword.ShouldBe(said);
        else
            read.ShouldBe(new TelegramEvent.Unused("membership"));
    }

    [Fact]
    public void A_group_that_becomes_a_supergroup_is_noted()
    {
        var json = TelegramHost.Message(-400, 5, text: null);
        json["chat"]!["type"] = "group";
        json["migrate_to_chat_id"] = Group;

        Read(json).ShouldBe(new TelegramEvent.Moved(-400, Group));
    }

    private static JsonObject Addressed(string text, string type, int offset, int length)
    {
        var json = TelegramHost.Message(Group, 5, text);
        json["entities"] = new JsonArray(new JsonObject { ["type"] = type, ["offset"] = offset, ["length"] = length });
        return json;
    }

    private static JsonObject Photo(string id, int size) =>
        new() { ["file_id"] = id, ["file_unique_id"] = id, ["width"] = size, ["height"] = size, ["file_size"] = size };

    private static Update Update(string kind, JsonNode content) =>
        new JsonObject { ["update_id"] = 9, [kind] = content }.Deserialize<Update>(JsonBotAPI.Options)!;

    private static TelegramEvent Read(JsonObject message, string kind = "message") =>
        TelegramMapping.Read(Update(kind, message), "test_shop_bot", BotId, "fr");

    private static TelegramEvent.Message Message(JsonObject message, string kind = "message") =>
        Read(message, kind).ShouldBeOfType<TelegramEvent.Message>();

    private static string Text(JsonObject message) => Message(message).Content.Text;
}
