using Gateway.Brain.Shop.Catalogue;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class FaqSearchTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("quels sont les délais de livraison", "Quels sont les délais")]
    [InlineData("vous livrez en combien de temps", "Quels sont les délais")]
    [InlineData("combien coute la livraison", "Combien coûte la livraison")]
    [InlineData("frais de port ?", "Combien coûte la livraison")]
    [InlineData("la livraison est chère", "Combien coûte la livraison")]
    [InlineData("livrason gratuite", "À partir de quel montant")]
    [InlineData("Est-ce que vous livrez en Belgique ?", "Livrez-vous à l’étranger")]
    [InlineData("je veux retourner un article", "Comment retourner")]
    [InlineData("puis-je être remboursé ?", "Quand suis-je remboursé")]
    [InlineData("je peux payer par paypal", "Quels moyens de paiement")]
    [InlineData("prenez-vous les chèques", "Quels moyens de paiement")]
    [InlineData("paiement en 3 fois", "Puis-je payer en plusieurs fois")]
    [InlineData("vous êtes ouverts le samedi ?", "Quels sont vos horaires")]
    [InlineData("garantie", "Quelle est la garantie")]
    [InlineData("il me faut une facture", "Comment obtenir une facture")]
    [InlineData("mon colis est arrivé cassé", "Que faire si mon colis")]
    [InlineData("je veux annuler ma commande", "Puis-je modifier ou annuler")]
    [InlineData("paquet cadeau", "Faites-vous des emballages cadeaux")]
    [InlineData("points de fidélité", "Y a-t-il un programme de fidélité")]
    [InlineData("c'est fabriqué où", "Où sont fabriqués")]
    public async Task In_French_the_answer_is_known(string query, string question) =>
        await ShouldKnowAsync("fr", query, question);

    [Theory]
    [InlineData("how long is delivery", "How long does delivery take?")]
    [InlineData("delivry time", "How long does delivery take?")]
    [InlineData("shipping cost", "How much is delivery?")]
    [InlineData("do you deliver to Belgium", "Do you ship abroad?")]
    [InlineData("can I send it back", "How do I return an item?")]
    [InlineData("refund", "When do I get my refund?")]
    [InlineData("can I pay with paypal", "Which payment methods do you accept?")]
    [InlineData("pay in 3 instalments", "Can I pay in instalments?")]
    [InlineData("are you open on saturday", "What are your opening hours?")]
    [InlineData("warranty", "What warranty do your products have?")]
    [InlineData("cancel my order", "Can I change or cancel my order?")]
    [InlineData("where is my parcel", "How do I track my parcel?")]
    [InlineData("gift wrapping", "Do you gift-wrap?")]
    [InlineData("is it safe to pay here", "Is payment secure?")]
    public async Task In_English_the_answer_is_known(string query, string question) =>
        await ShouldKnowAsync("en", query, question);

    [Theory]
    [InlineData("fr", "c'est quoi la capitale de l'Australie ?")]
    [InlineData("fr", "quel temps fait-il à Paris")]
    [InlineData("fr", "qui a gagné le match hier")]
    [InlineData("fr", "raconte-moi une blague")]
    [InlineData("fr", "vendez-vous des voitures")]
    [InlineData("fr", "avez-vous un restaurant")]
    [InlineData("fr", "quel est le sens de la vie")]
    [InlineData("fr", "puis-je venir avec mon chien ?")]
    [InlineData("fr", "recrutez-vous ?")]
    [InlineData("fr", "la recette de la tarte aux pommes")]
    [InlineData("en", "what is the capital of australia")]
    [InlineData("en", "who won the game yesterday")]
    [InlineData("en", "tell me a joke")]
    [InlineData("en", "what's the weather like")]
    [InlineData("en", "do you sell cars")]
    [InlineData("en", "can I bring my dog")]
    [InlineData("en", "are you hiring")]
    [InlineData("en", "what is the meaning of life")]
    public async Task What_no_answer_is_about_is_not_known(string locale, string query) =>
        (await FindAsync(locale, query)).ShouldAllBe(match => match.Score < CatalogueSearch.KnownAnswer);

    [Fact]
    public async Task An_answer_is_plain_text() =>
        (await FindAsync("fr", "Quels sont vos horaires d’ouverture ?"))[0].ShouldSatisfyAllConditions(
            match => match.Answer.ShouldStartWith("La boutique et le téléphone sont ouverts"),
            match => match.Answer.ShouldNotContain("#"),
            match => match.Score.ShouldBeInRange(0.9, 1));

    [Fact]
    public async Task Another_workspace_knows_nothing_of_it() =>
        (await shop.Search.FindAnswersAsync("other-shop", "fr", "garantie", 3, TestContext.Current.CancellationToken))
            .ShouldBeEmpty();

    private async Task ShouldKnowAsync(string locale, string query, string question) =>
        (await FindAsync(locale, query))[0].ShouldSatisfyAllConditions(
            first => first.Question.ShouldStartWith(question),
            first => first.Score.ShouldBeGreaterThanOrEqualTo(CatalogueSearch.KnownAnswer));

    private Task<IReadOnlyList<FaqMatch>> FindAsync(string locale, string query) =>
        shop.Search.FindAnswersAsync(DemoShop.Id, locale, query, 3, TestContext.Current.CancellationToken);
}
