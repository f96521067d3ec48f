using Gateway.Brain.Consent;
using Gateway.Brain.Tests.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Consent;

/// <summary>What the brain does when someone says stop, start or help.</summary>
public sealed class ConsentWordsTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Phone = "+33600000001";

    [Theory]
    [InlineData(ChannelKind.WhatsApp, "STOP", "fr", "plus de messages")]
    [InlineData(ChannelKind.Telegram, "/stop", "en", "no more messages")]
    [InlineData(ChannelKind.Sms, "Désabonnement", "fr", "plus de messages")]
    public async Task A_stop_is_written_down_and_confirmed_once(string channel, string word, string locale, string said)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, channel, locale);

        var first = await conversation.SendAsync(word);
        var second = await conversation.SendAsync(word);

        first.ShouldNotBeNull().Text.ShouldContain(said);
        first.Text.ShouldNotContain("assistant automatique");
        second.ShouldBeNull();
        brain.Consents.Recorded.Select(consent => consent.Keyword).ShouldBe([ConsentKeyword.Stop, ConsentKeyword.Stop]);
        brain.Consents.Recorded.Select(consent => consent.Source).Distinct().Count().ShouldBe(2);
        brain.Consents.Recorded[0].ShouldSatisfyAllConditions(
            consent => consent.Workspace.ShouldBe("demo-shop"),
            consent => consent.Channel.ShouldBe(channel),
            consent => consent.At.ShouldBe(conversation.Transcript[0].At));
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("cancel")]
    [InlineData(" End ")]
    public async Task What_twilio_confirms_is_not_confirmed_again(string word)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        (await Open(brain, ChannelKind.Sms).SendAsync(word)).ShouldBeNull();

        brain.Consents.Recorded.ShouldHaveSingleItem().Keyword.ShouldBe(ConsentKeyword.Stop);
    }

    [Theory]
    [InlineData("ARRET", ConsentKeyword.Stop)]
    [InlineData("START", ConsentKeyword.Start)]
    [InlineData("HELP", ConsentKeyword.Help)]
    public async Task A_word_the_provider_has_answered_is_not_answered_again(string word, ConsentKeyword keyword)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.Sms);
        var turn = conversation.NextOf(new MessageContent(word) { Keyword = keyword, IsKeywordAnswered = true });

        (await conversation.RunAsync(turn)).Entries.ShouldBeEmpty();

        brain.Consents.Recorded.Count.ShouldBe(keyword == ConsentKeyword.Help ? 0 : 1);
    }

    [Fact]
    public async Task What_stands_before_a_stop_is_not_answered_and_what_comes_after_it_is()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);

        var answer = await conversation.SendAsync("Vendez-vous des lampes ?", "stop", "Bonjour");

        answer.ShouldNotBeNull().Text.ShouldStartWith("C’est noté");
        answer.Text.ShouldContain("l’assistant automatique");
        answer.Text.ShouldNotContain("lampe");
    }

    [Fact]
    public async Task Who_stopped_and_writes_again_is_answered_as_before()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        await conversation.SendAsync("stop");

        (await conversation.SendAsync("Bonjour")).ShouldNotBeNull().Text.ShouldContain("assistant automatique");
        (await conversation.SendAsync("stop")).ShouldBeNull();
    }

    [Fact]
    public async Task Start_is_written_down_and_confirmed()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        await conversation.SendAsync("stop");

        (await conversation.SendAsync("Reprendre")).ShouldNotBeNull().Text.ShouldContain("de nouveau");
        (await conversation.SendAsync("stop")).ShouldNotBeNull().Text.ShouldContain("ne recevrez plus");

        brain.Consents.Recorded.Select(consent => consent.Keyword)
            .ShouldBe([ConsentKeyword.Stop, ConsentKeyword.Start, ConsentKeyword.Stop]);
    }

    [Fact]
    public async Task Of_two_words_in_one_turn_the_last_one_is_confirmed_and_both_are_written_down()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);

        (await conversation.SendAsync("stop", "start")).ShouldNotBeNull().Text.ShouldContain("de nouveau");

        brain.Consents.Recorded.Select(consent => consent.Keyword)
            .ShouldBe([ConsentKeyword.Stop, ConsentKeyword.Start]);
    }

    [Theory]
    [InlineData("fr", "AIDE", "Ici Maison Corvelle", "STOP", "+33100000000 ou team@example.com")]
    [InlineData("en", "help", "This is Maison Corvelle", "STOP", "+33100000000 or team@example.com")]
    public async Task Help_says_who_writes_how_to_stop_it_and_how_to_reach_a_person(
        string locale, string word, params string[] pieces)
    {
        await using var brain = new TestBrain(
            TestBrain.DemoWorkspace with { Escalation = new("+33100000000", "team@example.com") });

        var answer = await Open(brain, ChannelKind.Sms, locale).SendAsync(word);

        foreach (var piece in pieces)
            answer.ShouldNotBeNull().Text.ShouldContain(piece);
        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_yes_that_may_answer_a_question_starts_nothing_again()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        await conversation.SendAsync("stop");
        await conversation.SendAsync("Je voudrais commander la lampe Scribe");

        await conversation.SendAsync("oui");

        brain.Consents.Recorded.ShouldHaveSingleItem().Keyword.ShouldBe(ConsentKeyword.Stop);
    }

    [Fact]
    public async Task A_yes_of_someone_who_has_not_stopped_is_only_a_yes()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        await Open(brain, ChannelKind.WhatsApp).SendAsync("oui");

        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_yes_right_after_the_confirmation_starts_again()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        await conversation.SendAsync("stop");

        (await conversation.SendAsync("Oui !")).ShouldNotBeNull().Text.ShouldContain("de nouveau");

        brain.Consents.Recorded[^1].Keyword.ShouldBe(ConsentKeyword.Start);
    }

    [Fact]
    public async Task The_start_command_of_a_bot_starts_again_only_who_has_stopped()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.Telegram);
        await conversation.SendAsync("/start");
        brain.Consents.Recorded.ShouldBeEmpty();
        await conversation.SendAsync("/stop");

        (await conversation.SendAsync("/start")).ShouldNotBeNull().Text.ShouldContain("de nouveau");

        brain.Consents.Recorded[^1].Keyword.ShouldBe(ConsentKeyword.Start);
    }

    [Theory]
    [InlineData(ChannelKind.WhatsApp, "CANCEL")]
    [InlineData(ChannelKind.Telegram, "End")]
    public async Task Cancel_stops_all_messages_when_there_is_nothing_else_to_cancel(string channel, string word)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        (await Open(brain, channel, "en").SendAsync(word)).ShouldNotBeNull().Text.ShouldContain("no more messages");

        brain.Consents.Recorded.ShouldHaveSingleItem().Keyword.ShouldBe(ConsentKeyword.Stop);
    }

    [Theory]
    [InlineData(ChannelKind.WhatsApp, "1", false)]
    [InlineData(ChannelKind.WhatsApp, "2", true)]
    [InlineData(ChannelKind.Telegram, "No more messages", true)]
    [InlineData(ChannelKind.WhatsApp, "cancel", true)]
    public async Task With_an_order_open_cancel_is_asked_about(string channel, string then, bool stops)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = Open(brain, channel, "en");
        await conversation.SendAsync("I would like to order the Scribe desk lamp");

        var question = await conversation.SendAsync("cancel");
        question.ShouldNotBeNull().Text.ShouldContain("cancel the order, or");
        Choices.Of(question.Parts).Select(choice => choice.Title).ShouldBe(["Cancel the order", "No more messages"]);
        brain.Consents.Recorded.ShouldBeEmpty();

        var answer = await conversation.SendAsync(then);

        brain.Consents.Recorded.Count.ShouldBe(stops ? 1 : 0);
        answer.ShouldNotBeNull().Text.ShouldContain(stops ? "no more messages" : "nothing has been ordered");
    }

    [Fact]
    public async Task On_the_web_no_word_is_about_consent()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open("en");

        await conversation.SendAsync("cancel", "stop", "help");
        await conversation.SayAsync("stop", ConsentReply.StopPayload);

        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_an_operator_speaks_a_stop_is_heard_all_the_same()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        conversation.Status = SessionStatus.HandedOver;

        (await conversation.SendAsync("Bonjour")).ShouldBeNull();
        (await conversation.SendAsync("stop")).ShouldNotBeNull();

        brain.Consents.Recorded.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_turn_whose_stop_cannot_be_written_down_fails_and_is_run_again()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp);
        brain.Consents.Failure = new TimeoutException();
        var turn = conversation.NextOf(new MessageContent("stop") { Keyword = ConsentKeyword.Stop });

        await Should.ThrowAsync<TimeoutException>(() => conversation.RunAsync(turn));
        brain.Consents.Failure = null;
        (await conversation.RunAsync(turn)).Entries.ShouldNotBeEmpty();
        (await conversation.RunAsync(turn)).Entries.ShouldNotBeEmpty();

        brain.Consents.Recorded.Select(consent => consent.Source).Distinct().ShouldHaveSingleItem();
    }

    private static Conversation Open(TestBrain brain, string channel, string locale = "fr") =>
        brain.Open(locale, channel: channel, address: channel == ChannelKind.Telegram ? "700000001" : Phone);
}
