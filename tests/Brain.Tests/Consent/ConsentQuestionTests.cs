using Gateway.Sessions;

namespace Gateway.Brain.Tests.Consent;

/// <summary>What is asked of someone whose words may mean that nothing more is wanted.</summary>
public sealed class ConsentQuestionTests
{
    [Theory]
    [InlineData(ChannelKind.Sms, "fr", "Stop. Merci", "plus de messages")]
    [InlineData(ChannelKind.Sms, "en", "Stop. Thank you", "no more messages")]
    [InlineData(ChannelKind.WhatsApp, "fr", "arrêtez de m'écrire svp", "plus de messages")]
    [InlineData(ChannelKind.Telegram, "en", "🛑", "no more messages")]
    public async Task What_surely_means_a_stop_is_confirmed_without_a_question(
        string channel, string locale, string said, string confirmed)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        (await Open(brain, channel, locale).SendAsync(said)).ShouldNotBeNull().Text.ShouldContain(confirmed);

        brain.Consents.Recorded.ShouldHaveSingleItem().Keyword.ShouldBe(ConsentKeyword.Stop);
    }

    [Theory]
    [InlineData(ChannelKind.Sms, "fr", "lâchez-moi", "ne plus recevoir", "oui")]
    [InlineData(ChannelKind.Sms, "fr", "lâchez-moi", "ne plus recevoir", "1")]
    [InlineData(ChannelKind.WhatsApp, "en", "how do I unsubscribe?", "no more messages", "yes please")]
    [InlineData(ChannelKind.WhatsApp, "en", "go away", "no more messages", "go away!")]
    [InlineData(ChannelKind.Telegram, "fr", "comment me désabonner ?", "ne plus recevoir", "Plus de messages")]
    public async Task What_may_mean_a_stop_is_asked_about_once_and_a_yes_stops(
        string channel, string locale, string said, string asked, string answer)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, channel, locale);

        var question = await conversation.SendAsync(said);
        question.ShouldNotBeNull().Text.ShouldContain(asked);
        Choices.Of(question.Parts).Count.ShouldBe(2);
        brain.Consents.Recorded.ShouldBeEmpty();

        (await conversation.SendAsync(answer))
            .ShouldNotBeNull().Text.ShouldContain(locale == "fr" ? "C’est noté" : "Noted");
        brain.Consents.Recorded.ShouldHaveSingleItem().Keyword.ShouldBe(ConsentKeyword.Stop);
    }

    [Theory]
    [InlineData("non")]
    [InlineData("non merci")]
    [InlineData("2")]
    public async Task A_no_to_the_question_changes_nothing(string answer)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.Sms, "fr");
        await conversation.SendAsync("dégagez");

        (await conversation.SendAsync(answer)).ShouldNotBeNull().Text.ShouldContain("rien ne change");

        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_question_lapses_when_something_else_is_said()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp, "fr");
        await conversation.SendAsync("dégagez");
        await conversation.SendAsync("Bonjour");

        await conversation.SendAsync("oui");

        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_stopped_is_not_asked_again()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp, "en");
        await conversation.SendAsync("stop");

        (await conversation.SendAsync("go away")).ShouldBeNull();
    }

    [Fact]
    public async Task Who_has_stopped_starts_again_in_their_own_words()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp, "fr");
        await conversation.SendAsync("stop");

        (await conversation.SendAsync("vous pouvez m'écrire à nouveau"))
            .ShouldNotBeNull().Text.ShouldContain("de nouveau");

        brain.Consents.Recorded[^1].Keyword.ShouldBe(ConsentKeyword.Start);
    }

    [Fact]
    public async Task What_is_said_beside_it_is_answered_with_the_question_below()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        var answer = await Open(brain, ChannelKind.WhatsApp, "fr").SendAsync("Bonjour", "dégagez");

        answer.ShouldNotBeNull().Text.ShouldContain("assistant automatique");
        answer.Text.ShouldContain("ne plus recevoir");
    }

    [Fact]
    public async Task On_the_web_there_is_nothing_to_stop_and_nothing_is_asked()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);

        var answer = await brain.Open("fr").SendAsync("comment me désabonner ?");

        answer.ShouldNotBeNull().Text.ShouldNotContain("ne plus recevoir");
        brain.Consents.Recorded.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_who_has_taken_over_reads_unclear_words_themselves()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = Open(brain, ChannelKind.WhatsApp, "fr");
        conversation.Status = SessionStatus.HandedOver;

        (await conversation.SendAsync("dégagez")).ShouldBeNull();
        (await conversation.SendAsync("arrêtez de m'écrire")).ShouldNotBeNull().Text.ShouldContain("C’est noté");
    }

    private static Conversation Open(TestBrain brain, string channel, string locale) =>
        brain.Open(locale, channel: channel, address: channel == ChannelKind.Telegram ? "700000001" : "+33600000001");
}
