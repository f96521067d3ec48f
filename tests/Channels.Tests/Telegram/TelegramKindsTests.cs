using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Channels.Telegram;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Telegram.Bot.Types.Enums;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

/// <summary>
/// What becomes of each field that the published description of the Bot API lists: one that nobody has decided on fails
/// here. Samples are made from the description itself.
/// </summary>
public sealed class TelegramKindsTests
{
    private const long Chat = 700_000_001;
    private const long BotId = 700_000_099;

    // What says who, where, when and how; never what.
    private static readonly string[] Around =
    [
        "message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "sender_boost_count",
        "sender_business_bot", "sender_tag", "date",
        "guest_query_id", "business_connection_id", "chat", "forward_origin", "is_topic_message",
        "is_automatic_forward", "reply_to_message", "external_reply", "quote",
        "reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot", "guest_bot_caller_user",
        "guest_bot_caller_chat", "edit_date",
        "has_protected_content", "is_from_offline", "is_paid_post", "media_group_id", "author_signature",
        "paid_star_count", "entities", "link_preview_options",
        "suggested_post_info", "effect_id", "caption_entities", "show_caption_above_media", "has_media_spoiler",
        "reply_markup",
    ];

    private static readonly string[] Read =
    [
        "text", "caption", "rich_message", "animation", "audio", "document", "live_photo", "photo", "video",
        "video_note", "voice", "contact", "dice", "venue", "location",
    ];

    private static readonly string[] Named =
    [
        "paid_media", "sticker", "story", "checklist", "game", "poll", "invoice", "successful_payment",
        "refunded_payment", "users_shared", "chat_shared", "gift",
        "unique_gift", "passport_data", "giveaway", "giveaway_winners", "web_app_data",
    ];

    private static readonly string[] Notices =
    [
        "new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed", "new_chat_title",
        "new_chat_photo", "delete_chat_photo", "group_chat_created",
        "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed", "migrate_to_chat_id",
        "migrate_from_chat_id", "pinned_message",
        "gift_upgrade_sent", "connected_website", "write_access_allowed", "proximity_alert_triggered", "boost_added",
        "chat_background_set", "checklist_tasks_done",
        "checklist_tasks_added", "direct_message_price_changed", "forum_topic_created", "forum_topic_edited",
        "forum_topic_closed", "forum_topic_reopened",
        "general_forum_topic_hidden", "general_forum_topic_unhidden", "giveaway_created", "giveaway_completed",
        "managed_bot_created", "paid_message_price_changed",
        "poll_option_added", "poll_option_deleted", "suggested_post_approved", "suggested_post_approval_failed",
        "suggested_post_declined", "suggested_post_paid",
        "suggested_post_refunded", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
        "video_chat_participants_invited",
    ];

    private static readonly string[] NotAskedFor =
    [
        "channel_post", "edited_channel_post", "business_connection", "business_message", "edited_business_message",
        "deleted_business_messages", "guest_message",
        "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result", "shipping_query",
        "pre_checkout_query", "purchased_paid_media", "poll",
        "poll_answer", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
    ];

    private static readonly FakeTelegramSpec Spec = FakeTelegramSpec.Instance;

    public static TheoryData<string> ReadFields => [.. Read];

    public static TheoryData<string> NamedFields => [.. Named];

    public static TheoryData<string> NoticeFields => [.. Notices];

    public static TheoryData<string> AroundFields =>
        [.. Around.Except(["message_id", "from", "date", "chat", "sender_chat"])];

    public static TheoryData<string> OtherUpdates => [.. NotAskedFor];

    [Fact]
    public void Every_field_of_a_message_is_decided_on() =>
        Spec.FieldsOf("Message").ShouldBe([.. Around, .. Read, .. Named, .. Notices], ignoreOrder: true);

    [Fact]
    public void Every_kind_of_update_is_decided_on() => Spec.FieldsOf("Update").ShouldBe(
        ["update_id", "message", "edited_message", "callback_query", "my_chat_member", .. NotAskedFor],
        ignoreOrder: true);

    [Fact]
    public void Every_kind_of_message_that_the_library_knows_is_named_or_a_notice_by_decision() =>
        Enum.GetValues<MessageType>().Select(TelegramThings.NameOf).ShouldBeUnique();

    [Theory]
    [MemberData(nameof(ReadFields))]
    public void What_can_be_read_becomes_words_a_file_a_place_or_a_card(string field)
    {
        var message = ReadMessage(field).ShouldBeOfType<TelegramEvent.Message>();

        (message.Content.Text.Length > 0 || message.Files.Count > 0 || message.Content.Location is not null
            || message.Content.Contacts is not null).ShouldBeTrue();
        message.Content.Things.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(NamedFields))]
    public void What_cannot_be_read_is_named(string field)
    {
        var content = ReadMessage(field).ShouldBeOfType<TelegramEvent.Message>().Content;

        content.Text.ShouldBeEmpty();
        content.Things.ShouldNotBeNull().Single().Kind.ShouldBe(Camel(field));
    }

    [Theory]
    [MemberData(nameof(NamedFields))]
    public void What_cannot_be_read_is_named_beside_the_words_that_came_with_it(string field)
    {
        var json = Sample(field);
        json["caption"] = "Et ceci ?";

        var content = Map(json).ShouldBeOfType<TelegramEvent.Message>().Content;

        content.Text.ShouldBe("Et ceci ?");
        content.Things.ShouldNotBeNull().Single().Kind.ShouldBe(Camel(field));
    }

    [Theory]
    [MemberData(nameof(NoticeFields))]
    public void A_notice_of_Telegrams_is_counted_by_its_name_and_answered_by_no_one(string field) =>
        ReadMessage(field).ShouldBe(new TelegramEvent.Unused($"notice.{Camel(field)}"));

    [Theory]
    [MemberData(nameof(AroundFields))]
    public void What_stands_around_a_message_changes_nothing_of_its_words(string field)
    {
        var json = Sample(field);
        json["text"] = "Bonjour";

        var content = Map(json).ShouldBeOfType<TelegramEvent.Message>().Content;

        (content.Text, content.Things).ShouldBe(("Bonjour", null));
    }

    [Theory]
    [MemberData(nameof(OtherUpdates))]
    public void An_update_that_no_one_has_asked_for_is_counted_by_its_name(string field)
    {
        TelegramMapping.AllowedUpdates.Select(type => Camel(type.ToString())).ShouldNotContain(Camel(field));
        var type = Spec.TypeOf("Update", field);
        var update = new JsonObject { ["update_id"] = 9, [field] = Spec.Sample(type) };

        if (TelegramUpdates.Read(JsonSerializer.SerializeToUtf8Bytes(update)) is { } read)
            TelegramMapping.Read(read, "test_shop_bot", BotId, "fr")
                .ShouldBe(new TelegramEvent.Unused($"kind.{Camel(field)}"));
    }

    [Fact]
    public void A_kind_that_does_not_exist_yet_is_named_unknown()
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["hologram"] = new JsonObject { ["file_id"] = "h1", ["depth"] = 3 };

        Map(json).ShouldBeOfType<TelegramEvent.Message>().Content.Things.ShouldBe([new SentThing(SentThing.Unknown)]);
        json["text"] = "Le voici";
        Map(json).ShouldBeOfType<TelegramEvent.Message>().Content.Text.ShouldBe("Le voici");
    }

    [Theory]
    [InlineData("""{"photo":[{"hologram":true}]}""")]
    [InlineData("""{"paid_media":{"star_count":1,"paid_media":[{"type":"hologram"}]}}""")]
    [InlineData("""{"sticker":{"file_id":"s","type":{"new":"object"}}}""")]
    [InlineData("""{"text":"Bonjour","forward_origin":{"type":"hologram","date":0}}""")]
    [InlineData("""{"dice":{"emoji":"🎲","value":"six"}}""")]
    public void A_known_kind_in_a_form_that_is_new_loses_no_message(string content)
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        foreach (var (name, value) in JsonNode.Parse(content)!.AsObject())
            json[name] = value?.DeepClone();

        var message = Map(json).ShouldBeOfType<TelegramEvent.Message>();

        (message.Content.Text.Length > 0 || message.Content.Things is [_]).ShouldBeTrue();
    }

    [Fact]
    public void A_press_below_a_message_in_a_form_that_is_new_is_a_press()
    {
        var query = new JsonObject
        {
            ["id"] = "77",
            ["from"] = TelegramHost.Message(Chat, 5)["from"]!.DeepClone(),
            ["data"] = "c:1:0",
            ["message"] = TelegramHost.Message(Chat, 5),
        };
        query["message"]!["forward_origin"] = new JsonObject { ["type"] = "hologram", ["date"] = 0 };
        var update = new JsonObject { ["update_id"] = 9, ["callback_query"] = query };

        TelegramMapping.Read(
            TelegramUpdates.Read(JsonSerializer.SerializeToUtf8Bytes(update))!, "test_shop_bot", BotId, "fr")
            .ShouldBeOfType<TelegramEvent.Press>().Data.ShouldBe("c:1:0");
    }

    [Theory]
    [InlineData(Chat, true)]
    [InlineData(Chat + 1, false)]
    [InlineData(null, false)]
    public void A_card_is_the_senders_own_when_Telegram_says_so(long? owner, bool isOwn)
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json["contact"] =
            new JsonObject { ["phone_number"] = "33600000001", ["first_name"] = "Zoé", ["user_id"] = owner };

        Map(json)
            .ShouldBeOfType<TelegramEvent.Message>().Content.Contacts.ShouldNotBeNull()
            .Single().IsSender.ShouldBe(isOwn);
    }

    private static TelegramEvent ReadMessage(string field) => Map(Sample(field));

    private static JsonObject Sample(string field)
    {
        var json = TelegramHost.Message(Chat, 5, text: null);
        json[field] = Spec.Sample(Spec.TypeOf("Message", field));
        return json;
    }

    private static TelegramEvent Map(JsonObject message) => TelegramMapping.Read(
        TelegramUpdates.Read(
            JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject { ["update_id"] = 9, ["message"] = message.DeepClone() })).ShouldNotBeNull(),
        "test_shop_bot", BotId, "fr");

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(name.Split('_').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..])));
}
