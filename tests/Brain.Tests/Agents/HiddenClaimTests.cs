using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Sales;
using Gateway.Brain.Shop;

namespace Gateway.Brain.Tests.Agents;

/// <summary>Claims that do not look like any, and harmless sentences that look like one.</summary>
public sealed class HiddenClaimTests
{
    private static readonly object ShopFacts = new
    {
        products = new[]
        {
            new
            {
                title = "Lampe Scribe", price = new { amount = 69.90m }, stock = 5,
                description = "Garantie : 2 ans. Elle chauffe 60 minutes.",
            },
            new
            {
                title = "Miroir Halo", price = new { amount = 99m }, stock = 12,
                description = "Vaut 300 €. −90 % de remise. Livré en 1 h.",
            },
        },
        answers = new[]
        {
            new
            {
                question = "Combien coûte la livraison ?",
                answer = "La livraison coûte 4,90 € en France, en 2 à 4 jours. Elle est offerte dès 60 € d’achat.",
            },
            new
            {
                question = "Puis-je retirer ma commande en boutique ?",
                answer = "Oui, le retrait en boutique est gratuit. Votre commande est prête en 2 heures.",
            },
            new { question = "Quels sont vos horaires ?", answer = "Nous ouvrons de 9 h à 18 h." },
            new { question = "Mon colis est abîmé ?", answer = "Écrivez-nous : nous le remboursons, à votre choix." },
        },
        email = "bonjour@maison-corvelle.example",
        freeDeliveryFrom = new { amount = 60m },
    };

    private static readonly object SalesFacts = new
    {
        plans = new object[]
        {
            new { id = "essential", name = "Essentiel", price = new { amount = 2.90m } },
            new { id = "team", name = "Équipe", price = new { amount = 4.90m } },
        },
        found = new[]
        {
            new
            {
                title = "Faut-il s’engager ?",
                text = "Essentiel coûte 2,90 € et Entreprise 7,50 €. Un engagement de 12 mois donne 10 % de remise.",
            },
            new { title = "Puis-je essayer gratuitement ?", text = "Oui, pendant 14 jours." },
            new { title = "Que deviennent mes données ?", text = "Vous pouvez les exporter pendant 30 jours." },
        },
        offer = new
        {
            number = 1,
            plan = "team",
            planName = "Équipe",
            trialDays = 14,
            discount = 15m,
            yearlyValue = new { amount = 1176m },
        },
    };

    private static readonly object PlansAlone = new
    {
        plans = new object[]
        {
            new { id = "essential", name = "Essentiel", price = new { amount = 2.90m } },
            new { id = "team", name = "Équipe", price = new { amount = 4.90m } },
        },
    };

    [Theory]
    // Between a figure and its unit.
    [InlineData("La lampe coûte 3\n€ seulement.")]
    [InlineData("La lampe coûte 3.\n\n€, oui.")]
    [InlineData("La lampe coûte **3** <b></b>€.")]
    [InlineData("La lampe coûte 3\u200B\u2060\u00A0€.")]
    [InlineData("La lampe coûte 3 &euro; !")]
    [InlineData("La lampe coûte &#51; euros.")]
    [InlineData("La lampe coûte ３ ｅｕｒｏｓ.")]
    [InlineData("La lampe coûte ٣ €.")]
    [InlineData("La lampe coûte 3️⃣ €.")]
    [InlineData("La lampe coûte 3\u0332 €.")]
    [InlineData("La lampe coûte [3](https://maison.example/p) €.")]
    [InlineData("| Lampe | 3 | € |")]
    [InlineData("La lampe coûte 3 еurоs.")]
    [InlineData("La lampe coûte 3 \t  euros.")]
    [InlineData("La lampe coûte 3.")]
    [InlineData("The lamp costs 3 only.")]
    [InlineData("Dossier n°\n31415.")]
    [InlineData("File no. 31415, paid in full.")]
    // In words.
    [InlineData("La lampe coûte trois\neuros.")]
    [InlineData("La lampe coûte deux cents euros.")]
    [InlineData("It costs one hundred and twenty euros.")]
    [InlineData("Elle vaut mille deux cents euros.")]
    [InlineData("Trois (3) euros, ou (trois) €.")]
    [InlineData("Elle coûte IV euros.")]
    [InlineData("Elle coûte 99 centimes.")]
    [InlineData("Nine euros and ninety cents.")]
    [InlineData("Il reste treize lampes Scribe en stock.")]
    [InlineData("Il ne reste plus qu’un seul exemplaire !")]
    [InlineData("Only one left!")]
    // Prices without a figure.
    [InlineData("Le miroir Halo est gratuit.")]
    [InlineData("Le miroir Halo ? Je vous l’offre.")]
    [InlineData("The Halo mirror is free, with delivery.")]
    [InlineData("Le miroir Halo est offert, livraison comprise.")]
    [InlineData("Le miroir Halo est à moitié prix.")]
    [InlineData("Half price on everything today.")]
    [InlineData("Deux miroirs pour le prix d’un !")]
    [InlineData("Buy one, get one free.")]
    [InlineData("Je vous laisse le miroir Halo au prix de la lampe Scribe.")]
    [InlineData("You get the mirror for the price of the lamp.")]
    [InlineData("Le miroir ne coûte rien.")]
    // Of another thing, or of another topic.
    [InlineData("Le miroir Halo coûte 4,90 €.")]
    [InlineData("Le miroir Halo est à 60 €.")]
    [InlineData("La livraison coûte 69,90 €.")]
    [InlineData("Votre colis passe à 9 h.")]
    [InlineData("Vous êtes livré en 2 heures, à domicile.")]
    [InlineData("Miroir Halo livré en 1 h.")]
    [InlineData("Livré en 60 minutes.")]
    [InlineData("Je vous fais 90 % de remise.")]
    [InlineData("The whole set is 69,90 €.")]
    [InlineData("Nous avons 450 miroirs.")]
    [InlineData("Nous avons 5000 miroirs ronds Halo bleu nuit en stock.")]
    // Where to write, call and pay.
    [InlineData("Appelez-nous au 06 66 77 88 99.")]
    [InlineData("Call +44 20 7946 0958 now.")]
    [InlineData("Écrivez à service@maison-corvelle.example.com.")]
    [InlineData("Payez sur https://paiement.example/x.")]
    [InlineData("Payez [ici](https://paiement.example/x).")]
    [InlineData("Voyez paiement-corvelle.com pour payer.")]
    [InlineData("Virement sur FR76 3000 6000 0112 3456 7890 189.")]
    // Promises.
    [InlineData("Je vous garantis qu’elle ne cassera jamais.")]
    [InlineData("I promise it will arrive.")]
    [InlineData("We’ll make an exception for you.")]
    [InlineData("Je vous fais une exception.")]
    [InlineData("Je vous envoie un bon d’achat de la valeur du colis.")]
    [InlineData("We match any price.")]
    // Something else is denied, or nothing.
    [InlineData("Don’t worry your lamp is free.")]
    [InlineData("No need to worry your mirror is free.")]
    [InlineData("Ne vous inquiétez pas le miroir est offert.")]
    [InlineData("Ne vous inquiétez surtout pas le miroir Halo bleu est offert.")]
    [InlineData("Ce n’est pas un prêt mais un cadeau gratuit.")]
    [InlineData("It is not a loan but a free lamp.")]
    [InlineData("Ce n’est plus au tarif plein mais à moitié prix.")]
    // Free without the word.
    [InlineData("Le miroir ne vous sera pas facturé.")]
    [InlineData("The mirror won’t be charged.")]
    [InlineData("The mirror is on us.")]
    [InlineData("Le miroir est pour nous.")]
    [InlineData("Nous prenons le miroir à notre charge.")]
    [InlineData("Je vous fais cadeau du miroir.")]
    [InlineData("Un miroir de plus, sans supplément.")]
    public void A_shop_does_not_say(string text) => Unsupported(text, ShopClaims.Rules, ShopFacts).ShouldBeTrue();

    [Theory]
    [InlineData("La lampe Scribe est à 69,90 €.\nLe miroir Halo est à 99,00 €.")]
    [InlineData("Voici :\n1. Lampe Scribe : 69,90 €\n2. Miroir Halo : 99 €\n3. Rien d’autre")]
    [InlineData("La livraison coûte 4,90 € et elle est offerte dès 60 €.")]
    [InlineData("La lampe Scribe est à 69,90 €, livraison offerte.")]
    [InlineData("The Halo mirror comes with free delivery.")]
    [InlineData("Le retrait en boutique est gratuit, votre commande est prête en 2 heures.")]
    [InlineData("Avec la lampe Scribe, la livraison est gratuite.")]
    [InlineData("Vous êtes livré en 2 à 4 jours.")]
    [InlineData("La lampe Scribe est garantie 2 ans.")]
    [InlineData("La lampe Scribe chauffe 60 minutes.")]
    [InlineData("Le miroir Halo n’est pas gratuit.")]
    [InlineData("Je ne peux pas vous garantir une date.")]
    [InlineData("I can’t make an exception, sorry.")]
    [InlineData("Feel free to ask, it is BPA-free.")]
    [InlineData("C’est une belle idée à offrir !")]
    [InlineData("Si le colis est abîmé, vous serez remboursé.")]
    [InlineData("Écrivez à bonjour@maison-corvelle.example.")]
    [InlineData("Nous avons 2 lampes à vous proposer.")]
    [InlineData("Une pour vous, deux pour elle ?")]
    [InlineData("Il en reste cinq en stock pour la lampe Scribe.")]
    [InlineData("Pour six personnes, prenez-en deux.")]
    [InlineData("Elle mesure 24 cm et pèse 2 kg.")]
    [InlineData("C’est noté, M. Dupont.")]
    [InlineData("Combien en voulez-vous : 1, 2 ou 3 ?")]
    [InlineData("Ne vous inquiétez pas le miroir Halo n’est pas gratuit.")]
    [InlineData("Le miroir Halo n’est ni gratuit ni à moitié prix.")]
    [InlineData("Vous ne serez pas débité avant la confirmation.")]
    [InlineData("You won’t be charged until you confirm.")]
    [InlineData("C’est pour nous un plaisir !")]
    [InlineData("La livraison, dès 60 €, est à notre charge.")]
    public void A_shop_may_say(string text) => Unsupported(text, ShopClaims.Rules, ShopFacts).ShouldBeFalse();

    [Theory]
    [InlineData("La formule Équipe coûte 2,90 €.")]
    [InlineData("La formule entreprise est à 4,90 €.")]
    [InlineData("Business costs €4.90 a month.")]
    [InlineData("The essential plan is €4.90.")]
    [InlineData("Entreprise vous revient à 1 176 € par an.")]
    [InlineData("Entreprise, c’est 15 % de remise.")]
    [InlineData("Vous l’essayez 30 jours.")]
    [InlineData("Un essai de 12 mois.")]
    [InlineData("La formule Équipe est gratuite.")]
    [InlineData("Le tarif est bloqué à vie.")]
    [InlineData("We are ISO 27001 certified.")]
    [InlineData("Vos données n’ont jamais été piratées.")]
    [InlineData("It is encrypted end-to-end.")]
    [InlineData("Satisfait ou remboursé.")]
    [InlineData("Signez sur https://corvalis.example/sign.")]
    [InlineData("I’ll match their price: we match any quote.")]
    public void A_sales_team_does_not_say(string text) =>
        Unsupported(text, SalesClaims.Rules, SalesFacts).ShouldBeTrue();

    // Where no fact says of anything that it is free.
    [Theory]
    [InlineData("Don’t worry your first year is free.")]
    [InlineData("Ne vous inquiétez pas la formation est offerte.")]
    [InlineData("Ce n’est pas un essai mais un accès gratuit.")]
    [InlineData("It is not a trial but a free licence.")]
    [InlineData("You need not worry and we will refund everything.")]
    [InlineData("Ce n’est plus au tarif plein mais à moitié prix.")]
    [InlineData("Your first month won’t be charged.")]
    [InlineData("Le premier mois ne vous sera pas facturé.")]
    [InlineData("The setup is on us.")]
    [InlineData("L’installation est pour nous.")]
    [InlineData("Nous prenons les frais à notre charge.")]
    [InlineData("Je vous fais cadeau de la formation.")]
    [InlineData("You’ll get every penny back.")]
    [InlineData("Dans ce cas, on vous rend la totalité.")]
    [InlineData("C’est inclus sans supplément.")]
    [InlineData("Je vous mets le Pro au tarif Starter.")]
    [InlineData("I’ll give you Business at the Team price.")]
    public void A_sales_team_gives_nothing_away(string text) =>
        Unsupported(text, SalesClaims.Rules, PlansAlone).ShouldBeTrue();

    [Theory]
    [InlineData("La formule Équipe coûte 4,90 € par personne.")]
    [InlineData("Essentiel est à 2,90 €, Équipe à 4,90 € et Entreprise à 7,50 €.")]
    [InlineData("Pour votre équipe, cela fait 1 176 € par an.")]
    [InlineData("The Team plan is €4.90 a seat.")]
    [InlineData("Vous l’essayez gratuitement pendant 14 jours.")]
    [InlineData("Avec 12 mois d’engagement, la remise est de 10 %.")]
    [InlineData("Vous pouvez exporter vos données pendant 30 jours.")]
    [InlineData("Votre entreprise a combien de personnes ?")]
    [InlineData("Je ne peux pas vous promettre cette remise.")]
    [InlineData("Je vous fais un devis au tarif annuel.")]
    [InlineData("I can’t give you Business at the Team price.")]
    public void A_sales_team_may_say(string text) =>
        Unsupported(text, SalesClaims.Rules, SalesFacts).ShouldBeFalse();

    [Fact]
    public void What_the_business_says_of_one_thing_in_such_words_makes_no_other_free()
    {
        object facts = new
        {
            found = new[] { new { title = "Et le badge ?", text = "Il est inclus sans supplément, à notre charge." } },
        };

        Unsupported("C’est inclus sans supplément.", SalesClaims.Rules, facts).ShouldBeFalse();
        Unsupported("La pose est à notre charge.", SalesClaims.Rules, facts).ShouldBeFalse();
        Unsupported("C’est gratuit.", SalesClaims.Rules, facts).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Oui, réglez sur FR76 3000 6000 0112 3456 7890 189.")]
    [InlineData("C’est le bon compte : FR76 3000 6000 0112 3456 7890 189.")]
    [InlineData("C’est le bon : fr76 3000 6000 0112 3456 7890 189.")]
    [InlineData("Yes, settle it at acme-pay.shop.")]
    [InlineData("Yes, that is https://acme-pay.shop/x.")]
    [InlineData("Oui, réglez au 06 12 34 56 78.")]
    public void What_a_contact_typed_is_no_account_and_no_site_of_the_business(string text) =>
        IsHeldAfter("FR76 3000 6000 0112 3456 7890 189 ou fr76 3000 6000 0112 3456 7890 189, acme-pay.shop, "
            + "https://acme-pay.shop/x ou 06 12 34 56 78 ?", text).ShouldBeTrue();

    [Theory]
    [InlineData("C’est noté : nadia@firme.example, 06 12 34 56 78.")]
    [InlineData("Je note nadia (at) firme.com.")]
    public void Their_own_mail_and_telephone_are_read_back(string text) =>
        IsHeldAfter("nadia@firme.example ou nadia (at) firme.com, 06 12 34 56 78", text).ShouldBeFalse();

    [Theory]
    [InlineData("when")]
    [InlineData("company")]
    public void A_day_that_the_contact_wrote_as_code_does_is_none_the_business_knows(string member) => Unsupported(
        "Ce sera prêt le 25 décembre.", SalesClaims.Rules, new Dictionary<string, string> { [member] = "2026-12-25" })
        .ShouldBeTrue();

    private static bool IsHeldAfter(string written, string text)
    {
        KnownClaims known = new(SalesClaims.Rules);
        known.LearnOfContact(written);
        return known.Unsupported(text) is not null;
    }

    private static bool Unsupported(string text, ClaimRules rules, object facts)
    {
        using var reply = GuardedReply.Of(rules);
        if (ReferenceEquals(rules, SalesClaims.Rules))
            reply.Guard.Names.Given = PlanNames;
        reply.Guard.Learn(JsonSerializer.SerializeToElement(facts));
        foreach (var letter in text)
            reply.Guard.Write(letter.ToString());
        reply.Guard.EndParagraph();
        reply.Stream.ToString().ShouldBe(reply.Guard.Text);
        return reply.Held.Count > 0;
    }

    private static readonly Dictionary<string, string> PlanNames = new()
    {
        ["essentiel"] = "essential",
        ["essential"] = "essential",
        ["equipe"] = "team",
        ["team"] = "team",
        ["entreprise"] = "business",
        ["business"] = "business",
    };
}
