using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Reception;

public sealed class UnreadThingsTests
{
    private const string File = "/media/0123456789abcdef0123456789abcdef";

    public static TheoryData<string, string, string> Files => new()
    {
        { "audio/ogg", "écouter", "listen" },
        { "image/jpeg", "voir les images", "see pictures" },
        { "video/mp4", "vidéos", "videos" },
        { "application/pdf", "ouvrir les fichiers", "open files" },
        { "text/vcard", "fiches de contact", "contact cards" },
        { "application/x-hologram", "ouvrir les fichiers", "open files" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_no_model_reads_is_told_kindly_with_what_to_do_instead(
        string type, string french, string english)
    {
        (await HearAsync("fr", FileOf(type)))
            .ShouldNotBeNull()
            .ShouldSatisfyAllConditions(said => said.ShouldContain(french), said => said.ShouldContain("Écrivez-moi"));
        (await HearAsync("en", FileOf(type)))
            .ShouldNotBeNull()
            .ShouldSatisfyAllConditions(said => said.ShouldContain(english), said => said.ShouldContain("Tell me"));
    }

    [Theory]
    [InlineData("sticker")]
    [InlineData("poll")]
    [InlineData("story")]
    [InlineData("order")]
    [InlineData("unknown")]
    [InlineData("aKindOfTomorrow")]
    public async Task A_thing_that_cannot_be_read_is_told(string kind) =>
        (await HearAsync("en", new MessageContent("") { Things = [new SentThing(kind)] }))
            .ShouldNotBeNull()
            .ShouldContain("I’m sorry, I can’t");

    [Fact]
    public async Task A_place_and_someone_elses_card_are_told_where_the_house_answers()
    {
        (await HearAsync("en", new MessageContent("") { Location = new GeoLocation(45.7, 4.8) }))
            .ShouldNotBeNull()
            .ShouldContain("written address");
        (await HearAsync("en", new MessageContent("") { Contacts = [new SharedContact("Ana", "+33611111111")] }))
            .ShouldNotBeNull()
            .ShouldContain("contact cards");
    }

    [Fact]
    public async Task No_model_is_asked_about_what_it_cannot_read()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Never."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model);

        var answer = await brain.Open("en").SendAsync(FileOf("audio/ogg"));

        answer.ShouldNotBeNull().Text.ShouldNotContain("Never.");
        model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_beside_it_are_answered_and_the_rest_is_named()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Yes, we are open."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model);

        var answer = await brain.Open("en").SendAsync(FileOf("video/mp4") with { Text = "Are you open today?" });

        answer.ShouldNotBeNull().Text.ShouldSatisfyAllConditions(
            said => said.ShouldContain("can’t watch videos"), said => said.ShouldContain("Yes, we are open."),
            said => said.ShouldNotContain("Tell me in a few words"));
        model.Requests[0].Select(message => message.Text).ShouldContain("(sent a film (not seen))");
    }

    [Fact]
    public async Task An_album_is_told_once()
    {
        var said = await HearAsync("en", FileOf("image/jpeg"), FileOf("image/jpeg"), FileOf("image/png"));

        said.ShouldNotBeNull().Split("pictures").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_reaction_and_a_deletion_are_kept_and_not_answered()
    {
        (await HearAsync("fr", new MessageContent("") { Things = [new SentThing(SentThing.Reaction, "👍")] }))
            .ShouldBeNull();
        (await HearAsync("fr", new MessageContent("") { Things = [new SentThing(SentThing.Deletion)] })).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_shares_their_own_card_gives_their_number_and_no_one_elses()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Thank you."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model);
        var conversation = brain.Open("en", channel: ChannelKind.Telegram, address: "700000001");

        await conversation.SendAsync(
            new MessageContent("") { Contacts = [new SharedContact("Zoé", "33600000001", IsSender: true)] });

        model.Requests.Single()[^1].Text.ShouldBe("33600000001");
    }

    [Fact]
    public async Task Of_a_message_that_is_corrected_before_its_answer_the_correction_is_answered()
    {
        var model = new ScriptedModel(ScriptedModel.Says("One lamp."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model);
        var conversation = brain.Open("en", channel: ChannelKind.Telegram, address: "700000001");
        var turn = conversation.NextOf(
            new MessageContent("two lamps"), new MessageContent("one lamp") { EditOf = "5" });
        turn = turn with { Messages = [turn.Messages[0] with { ExternalId = "5" }, turn.Messages[1]] };

        await conversation.RunAsync(turn);

        model.Requests.Single()[^1].Text.ShouldBe("one lamp");
    }

    [Fact]
    public async Task A_change_that_changes_no_word_of_an_answered_message_is_not_answered_and_one_that_does_is()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en", channel: ChannelKind.Telegram, address: "700000001");
        await conversation.SendAsync(new MessageContent("hello there") { EditOf = "5" });

        (await conversation.SendAsync(new MessageContent("hello there") { EditOf = "5" })).ShouldBeNull();
        (await conversation.SendAsync(new MessageContent("thank you very much") { EditOf = "5" })).ShouldNotBeNull();
    }

    private static MessageContent FileOf(string type) => new("") { Attachments = [new Attachment(File, type)] };

    private static async Task<string?> HearAsync(string locale, params MessageContent[] messages)
    {
        await using var brain = new TestBrain(
            TestBrain.DemoWorkspace with { Escalation = new Escalation("+33100000001", null) });
        var conversation = brain.Open(locale, channel: ChannelKind.WhatsApp, address: "+33600000001");
        var turn = conversation.NextOf(messages);
        return conversation.Commit(await conversation.RunAsync(turn), turn)?.Text;
    }
}
