using Gateway.Brain.Prospects;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// Several things asked for in one turn: what is done, shown and quoted, besides the words of
/// <see cref="BurstPhrasesTests"/>.
/// </summary>
public sealed class BurstTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Number = "+33639981771";

    [Fact]
    public async Task Each_answer_stands_below_what_asked_for_it_and_the_greeting_above_all()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open();

        var answer = (await conversation.SendAsync("Livrez-vous en Belgique ?", "Et combien coûte le vase Argile ?"))
            .ShouldNotBeNull();

        var paragraphs = answer.Text.Split("\n\n");
        paragraphs.Length.ShouldBe(3);
        paragraphs[0].ShouldContain("assistant automatique");
        paragraphs[1].ShouldStartWith("«\u00A0Livrez-vous en Belgique ?\u00A0»\nOui, nous livrons");
        paragraphs[2].ShouldStartWith("«\u00A0Et combien coûte le vase Argile ?\u00A0»\n");
        paragraphs[2].ShouldContain("34,90");
        conversation.Streamed.ToString().ShouldBe(answer.Text);
    }

    [Fact]
    public async Task A_choice_by_number_and_a_question_are_both_taken()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(channel: ChannelKind.Sms, address: Number);
        var offered = Choices.Of((await conversation.SendAsync("je cherche une lampe")).ShouldNotBeNull().Parts);

        var answer = (await conversation.SendAsync("2", "et c'est livré quand ?")).ShouldNotBeNull();

        answer.Text.ShouldContain("2 à 4 jours");
        (await conversation.SendAsync("et le total ?")).ShouldNotBeNull();
        conversation.State.Json.ShouldNotBeNull()
            .ShouldContain($"\"product\":\"{offered[1].Payload!.Split(':')[^1]}\"");
    }

    [Fact]
    public async Task A_number_that_the_list_does_not_have_is_asked_for_again_and_the_question_answered()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(channel: ChannelKind.Sms, address: Number);
        await conversation.SendAsync("je cherche une lampe");

        var answer = (await conversation.SendAsync("99", "et c'est livré quand ?")).ShouldNotBeNull();

        answer.Text.ShouldContain("va de 1 à");
        answer.Text.ShouldContain("2 à 4 jours");
        Choices.Of(answer.Parts).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_two_requests_show_is_shown_of_both()
    {
        await using var brain = ShopBrain.Create(shop.Database);

        var answer = (await brain.Open().SendAsync("vous avez des plaids ?", "et des bougies ?")).ShouldNotBeNull();

        var titles = answer.Parts.OfType<CardPart>().Select(card => card.Title).ToList();
        titles.ShouldContain(title => title.Contains("Plaid", StringComparison.Ordinal));
        titles.ShouldContain(title => title.Contains("Bougie", StringComparison.Ordinal));
        titles.ShouldBeUnique();
    }

    [Fact]
    public async Task What_was_shown_before_a_yes_that_is_taken_back_is_still_shown()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await ReadBackAsync(brain);

        var answer = (await conversation.SendAsync("vous avez des plaids ?", "oui", "non attendez")).ShouldNotBeNull();

        answer.Parts.OfType<CardPart>().ShouldContain(card => card.Title.Contains("Plaid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("oui", "non attendez")]
    [InlineData("oui", "en fait non")]
    [InlineData("oui", "non annulez")]
    public async Task A_yes_that_is_taken_back_orders_nothing(string yes, string no)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await ReadBackAsync(brain);

        await conversation.SendAsync(yes, no);

        (await OrdersAsync(conversation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_press_that_is_taken_back_orders_nothing()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await ReadBackAsync(brain);
        var confirm = Choices.Of(conversation.Transcript[^1].Parts)[0];

        var turn = conversation.NextOf(
            new MessageContent(confirm.Title) { Payload = confirm.Payload }, new MessageContent("non attendez !"));
        conversation.Commit(await conversation.RunAsync(turn), turn);

        (await OrdersAsync(conversation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_yes_orders_once_and_the_question_behind_it_is_answered()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await ReadBackAsync(brain);

        var answer = (await conversation.SendAsync("oui", "oui", "et comment je reçois ma facture ?"))
            .ShouldNotBeNull();

        (await OrdersAsync(conversation)).ShouldBe(1);
        answer.Text.ShouldContain("La facture est jointe");
    }

    [Fact]
    public async Task What_is_read_back_in_a_turn_is_not_confirmed_by_a_yes_in_the_same()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open();
        await conversation.SayAsync("je veux commander le vase Argile");

        await conversation.SendAsync(
            "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers", "vous livrez en Suisse ?",
            "oui je confirme");

        (await OrdersAsync(conversation)).ShouldBe(0);
    }

    [Fact]
    public async Task How_the_team_is_reached_is_said_once()
    {
        await using var brain = ShopBrain.Create(shop.Database);

        var answer = (await brain.Open("en")
            .SendAsync("what is the airspeed of a swallow?", "and who won the cup in 1998?", "do you ship to Belgium?"))
                .ShouldNotBeNull();

        answer.Text.Split("01 00 00 00 00").Length.ShouldBe(2, answer.Text);
        answer.Text.ShouldContain("Belgium");
    }

    [Fact]
    public async Task What_is_quoted_is_shown_as_it_was_written_and_no_number_or_address_is_quoted()
    {
        await using var brain = ShopBrain.Create(shop.Database);

        var marked = (await brain.Open()
            .SendAsync("combien coûte le *vase* [Argile](x) ?", "livrez-vous en Belgique ?")).ShouldNotBeNull();
        var told = (await brain.Open()
            .SendAsync(
                "appelez-moi au 06 39 98 17 71, livrez-vous en Belgique ?",
                "combien coûte le vase Argile ? voir http://evil.example")).ShouldNotBeNull();

        AgentMarkdown.Unmark(marked.Text).ShouldContain("combien coûte le *vase* [Argile](x) ?");
        told.Text.ShouldNotContain("06 39");
        told.Text.ShouldNotContain("evil");
    }

    [Fact]
    public async Task A_flood_of_questions_is_answered_within_bounds()
    {
        await using var brain = ShopBrain.Create(shop.Database);

        var answer = (await brain.Open()
            .SendAsync([.. Enumerable.Range(1, 40).Select(i => $"combien coûte le vase {i} ?")])).ShouldNotBeNull();

        answer.Text.Length.ShouldBeInRange(1, 3_000);
    }

    [Fact]
    public async Task A_model_that_understands_more_is_asked_once_with_every_message()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Oui."));
        await using var brain = ShopBrain.Create(shop.Database, model);

        await brain.Open().SendAsync("Livrez-vous en Belgique ?", "Et combien coûte le vase ?", "Merci");

        model.Requests.Count.ShouldBe(1);
        model.Requests[0][^1].Text.ShouldBe("Livrez-vous en Belgique ?\nEt combien coûte le vase ?\nMerci");
        model.Requests[0][0].Text.ShouldContain("answer each");
    }

    [Theory]
    [InlineData("fr", "je cherche une lampe", false)]
    [InlineData("fr", "Hello, I am looking for a lamp, how much is it?", true)]
    public async Task Who_was_greeted_in_the_panel_is_not_greeted_again_unless_in_another_language(
        string locale, string text, bool isIntroduced)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);

        var first = (await conversation.SendAsync(new MessageContent(text) { IsGreeted = true })).ShouldNotBeNull();
        var second = (await conversation.SayAsync("merci")).ShouldNotBeNull();

        first.Text.Contains("Léa", StringComparison.Ordinal).ShouldBe(isIntroduced);
        second.Text.ShouldNotContain("Léa");
    }

    private static async Task<Conversation> ReadBackAsync(TestBrain brain)
    {
        var conversation = brain.Open();
        await conversation.SayAsync("je veux commander le vase Argile");
        (await conversation.SayAsync("Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers"))
            .ShouldNotBeNull().Text.ShouldContain("Récapitulatif");
        return conversation;
    }

    private async Task<int> OrdersAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.Prospects.CountAsync(
            prospect => prospect.SessionId == conversation.Id.Value && prospect.Status == ProspectStatus.Hot,
            TestContext.Current.CancellationToken);
    }
}
