using Gateway.Brain.Sales.Answering;

namespace Gateway.Brain.Tests.Sales.Answering;

public sealed class SalesKnowledgeTests
{
    private static readonly string[] Locales = ["fr", "en"];

    [Fact]
    public void Each_question_finds_its_own_answer_first()
    {
        foreach (var locale in Locales)
        {
            foreach (var answer in DemoSales.Settings.Answers)
                First(answer.Question.In(locale), locale).ShouldBe(answer.Question.In(locale).Replace('\u00A0', ' '));
        }
    }

    [Theory]
    [InlineData("c'est combien votre logiciel ?", "Combien coûte Corvalis Planning ?")]
    [InlineData("vos tarifs svp", "Combien coûte Corvalis Planning ?")]
    [InlineData("c'est du HT ou du TTC ?", "Les prix sont-ils hors taxes ?")]
    [InlineData("la TVA est comprise ?", "Les prix sont-ils hors taxes ?")]
    [InlineData("il y a des frais pour démarrer / installer ?", "Y a-t-il des frais d’installation ?")]
    [InlineData("on peut tester gratuitement ?", "Puis-je essayer gratuitement ?")]
    [InlineData("y a un essai gratuit ?", "Puis-je essayer gratuitement ?")]
    [InlineData("que deviennent mes données à la fin de l'essai", "Que deviennent mes données après l’essai ?")]
    [InlineData("y a-t-il un engagement ?", "Faut-il s’engager ?")]
    [InlineData("comment on arrête l'abonnement ? résiliation ?", "Comment résilier ?")]
    [InlineData("on peut changer pour une autre formule plus tard ?", "Puis-je changer de formule ?")]
    [InlineData("comment vous comptez les gens, les saisonniers ?", "Comment sont comptées les personnes ?")]
    [InlineData("vous acceptez la carte bancaire ou le virement ?", "Quels moyens de paiement acceptez-vous ?")]
    [InlineData("ça prend combien de temps à mettre en place", "Combien de temps prend la mise en place ?")]
    [InlineData("peut-on importer notre tableau excel ?", "Puis-je importer mon fichier Excel ?")]
    [InlineData("vous proposez une formation pour les responsables ?", "Y a-t-il une formation ?")]
    [InlineData("le support est ouvert à quelle heure ?", "Quand le support est-il joignable ?")]
    [InlineData("compatible avec Silae ou Sage paie ?", "Avec quels logiciels de paie êtes-vous compatibles ?")]
    [InlineData("est-ce que vous faites les fiches / bulletins de paie", "Faites-vous les bulletins de paie ?")]
    [InlineData("et ceux qui ne veulent pas installer l'appli, c'est obligatoire ?",
        "L’application est-elle obligatoire pour les salariés ?")]
    [InlineData("ça marche sur iphone ?", "Sur quels téléphones fonctionne l’application ?")]
    [InlineData("il faut acheter une badgeuse ?", "Faut-il une badgeuse ?")]
    [InlineData("est-ce que le pointage suit la position des salariés ?", "Le pointage suit-il les salariés ?")]
    [InlineData("c'est adapté à notre convention collective hcr ?", "Respectez-vous ma convention collective ?")]
    [InlineData("où sont stockées / hébergées nos données", "Où sont hébergées les données ?")]
    [InlineData("rgpd ?", "Êtes-vous conformes au RGPD ?")]
    [InlineData("on peut récupérer et exporter toutes nos données ?", "Puis-je récupérer mes données ?")]
    [InlineData("vous pouvez me faire une démo du logiciel ?", "Pouvez-vous me montrer le logiciel ?")]
    [InlineData("c'est qui corvalis ?", "Qui est Corvalis ?")]
    public void A_question_in_other_words_finds_its_answer(string question, string answer) =>
        Titles(question, "fr").Take(2).ShouldContain(answer);

    [Theory]
    [InlineData("how much does Corvalis cost", "How much is Corvalis Planning?")]
    [InlineData("is VAT included?", "Do prices include VAT?")]
    [InlineData("any set-up fees?", "Is there a set-up fee?")]
    [InlineData("do you have a free trial", "Can I try it for free?")]
    [InlineData("am I tied to a commitment?", "Do I have to commit?")]
    [InlineData("how do we cancel the subscription", "How do I cancel?")]
    [InlineData("can we switch plans later", "Can I change plans?")]
    [InlineData("can I pay by card?", "How can I pay?")]
    [InlineData("can we import our Excel spreadsheet", "Can I import my spreadsheet?")]
    [InlineData("do you offer training", "Do you train us?")]
    [InlineData("support hours?", "When can I reach support?")]
    [InlineData("does it run on android phones", "Which phones does the app run on?")]
    [InlineData("are you GDPR compliant", "Are you GDPR compliant?")]
    [InlineData("where are the servers hosted", "Where is the data hosted?")]
    [InlineData("can we have a demo of the software", "Can you show me the software?")]
    public void So_it_does_in_English(string question, string answer) => First(question, "en").ShouldBe(answer);

    [Theory]
    [InlineData("fr", "avez-vous le pointage ?", "Pointage")]
    [InlineData("fr", "la signature électronique, vous l'avez ?", "Signature électronique")]
    [InlineData("fr", "peut-on échanger un poste entre collègues ?", "Échanges de postes")]
    [InlineData("en", "do you have single sign-on?", "Single sign-on and API")]
    [InlineData("en", "can employees swap shifts", "Shift swaps")]
    public void A_feature_is_found_with_the_plans_that_have_it(string locale, string question, string feature) =>
        Find(question, locale).Select(found => found.Title).ShouldContain(feature);

    [Theory]
    [InlineData("fr", "vous vendez des pizzas ?")]
    [InlineData("fr", "quel temps fait-il demain ?")]
    [InlineData("en", "do you repair bicycles?")]
    [InlineData("fr", "bonjour")]
    [InlineData("fr", "")]
    public void What_is_not_known_finds_nothing(string locale, string question) =>
        Find(question, locale).ShouldBeEmpty();

    [Fact]
    public void Who_else_is_on_the_market_is_found_by_any_of_its_names()
    {
        Find("on utilise Rotalis One aujourd'hui", "fr").ShouldContain(found => found.Kind == KnownKind.Competitor);
        Find("we are on Rotalis", "en").ShouldContain(found => found.Kind == KnownKind.Competitor);
    }

    private static string? First(string question, string locale) => Titles(question, locale).FirstOrDefault();

    private static IEnumerable<string> Titles(string question, string locale) =>
        Find(question, locale).Select(found => found.Title.Replace('\u00A0', ' '));

    private static IReadOnlyList<KnownThing> Find(string question, string locale) =>
        SalesKnowledge.Of(DemoSales.Settings, DemoSales.Currency, locale).Find(question, 4);
}
