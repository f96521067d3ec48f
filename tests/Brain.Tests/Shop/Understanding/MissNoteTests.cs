using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Shop.Understanding;

/// <summary>What a turn leaves in the ledger when something was not understood.</summary>
public sealed class MissNoteTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("fr", "avez-vous des toilettes dans le magasin ?")]
    [InlineData("en", "do you have toilets in the shop?")]
    public async Task What_nothing_answers_is_noted_with_its_words(string locale, string question)
    {
        var miss = (await MissesAsync(locale, question)).ShouldHaveSingleItem();

        miss.Agent.ShouldBe("shop-seller");
        miss.Reason.ShouldBeOneOf(MissKind.NoAnswer, MissKind.Unclear);
        miss.Words.ShouldBe(new NotedWords(question, locale, About: null));
    }

    [Theory]
    [InlineData("fr", "vous vendez des parapluies ?")]
    [InlineData("en", "do you sell umbrellas?")]
    public async Task Goods_that_are_not_sold_are_noted_as_such(string locale, string question)
    {
        var miss = (await MissesAsync(locale, question)).ShouldHaveSingleItem();

        (miss.Reason, miss.Words!.About).ShouldBe((MissKind.NotSold, null));
    }

    [Fact]
    public async Task What_a_sheet_does_not_say_is_noted_with_the_product()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("en");
        await conversation.SayAsync("How much is the Halo mirror?");
        await conversation.SayAsync("ok");

        var result = await conversation.RunAsync(conversation.Next("is it waterproof?"));

        var miss = Misses(result).ShouldHaveSingleItem();
        miss.Reason.ShouldBe(MissKind.NotOnSheet);
        miss.Words.ShouldBe(new NotedWords("is it waterproof?", "en", "miroir-halo"));
    }

    [Theory]
    [InlineData("fr", "combien coûte la livraison ?")]
    [InlineData("fr", "bonjour")]
    [InlineData("fr", "merci beaucoup")]
    [InlineData("fr", "je veux parler à quelqu'un")]
    [InlineData("fr", "vous avez des lampes ?")]
    [InlineData("en", "how long does delivery take?")]
    [InlineData("en", "I'd like to order the Luciole lamp")]
    public async Task What_is_understood_leaves_no_note(string locale, string said) =>
        (await MissesAsync(locale, said)).ShouldBeEmpty();

    [Fact]
    public async Task Several_questions_of_a_turn_are_noted_each_for_itself()
    {
        var misses = await MissesAsync(
            "fr", "Vous vendez des parapluies ? Combien coûte la livraison ? Vous vendez des vélos ?");

        misses.Select(miss => miss.Words!.Text).ShouldBe(["Vous vendez des parapluies ?", "Vous vendez des vélos ?"]);
    }

    [Theory]
    [InlineData("avez-vous des toilettes pour Camille Durand, 06 12 34 56 78 ?", "avez-vous des toilettes pour …, … ?")]
    [InlineData(
        "est-ce que vous avez des toilettes, c'est pour camille.durand@example.fr ?",
        "est-ce que vous avez des toilettes, c'est pour … ?")]
    public async Task Nobody_can_be_told_from_a_note(string said, string noted) =>
        (await MissesAsync("fr", said)).ShouldHaveSingleItem().Words!.Text.ShouldBe(noted);

    [Fact]
    public async Task A_turn_that_is_run_again_leaves_the_same_notes()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("fr");
        var turn = conversation.Next("avez-vous des toilettes dans le magasin ?");

        var first = await conversation.RunAsync(turn);
        var second = await conversation.RunAsync(turn);

        Untimed(second).ShouldBe(Untimed(first));
    }

    private static IEnumerable<TurnNote> Untimed(TurnResult result) =>
        result.Notes.Select(note => note with { ElapsedMs = null });

    [Fact]
    public async Task Who_was_asked_who_they_are_is_not_quoted()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("fr");
        await conversation.SayAsync("je voudrais commander une lampe Luciole");

        var turn = conversation.Next("chez la mère Michel au fond du bois");

        Misses(await conversation.RunAsync(turn)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_could_look_nothing_was_missed()
    {
        await using var brain = new TestBrain(ShopBrain.Workspace);
        var conversation = brain.Open("fr");

        Misses(await conversation.RunAsync(conversation.Next("avez-vous des toilettes dans le magasin ?")))
            .ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<TurnNote>> MissesAsync(string locale, params string[] said)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        return Misses(await conversation.RunAsync(
            conversation.NextOf([.. said.Select(text => new MessageContent(text))])));
    }

    private static List<TurnNote> Misses(TurnResult result) =>
        [.. result.Notes.Where(note => note.Rule == SolutionTurn.MissRule)];
}
