using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.House;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("fr", "bjr", "greeting")]
    [InlineData("fr", "Bonjour !", "greeting")]
    [InlineData("fr", "bonjoru", "greeting")]
    [InlineData("fr", "merci bcp", "thanks")]
    [InlineData("fr", "ça va ?", "howAreYou")]
    [InlineData("fr", "t'es un robot ?", "areYouHuman")]
    [InlineData("fr", "vous êtes un humain ou une machine ?", "areYouHuman")]
    [InlineData("fr", "qui êtes-vous ?", "whoAreYou")]
    [InlineData("fr", "raconte-moi une blague", "joke")]
    [InlineData("fr", "je voudrais parler à quelqu'un", "person")]
    [InlineData("fr", "oui c'est bon", "yes")]
    [InlineData("fr", "c bon", "yes")]
    [InlineData("fr", "c pas bon", "no")]
    [InlineData("fr", "c'est exact", "yes")]
    [InlineData("fr", "ouais", "yes")]
    [InlineData("fr", "dac", "yes")]
    [InlineData("fr", "non merci", "no")]
    [InlineData("fr", "laissez tomber", "cancel")]
    [InlineData("fr", "je veux annuler", "cancel")]
    [InlineData("fr", "non, mon numéro c'est le 0612345678", "correction")]
    [InlineData("fr", "en fait plutôt deux", "correction")]
    [InlineData("fr", "j'hésite", "hesitation")]
    [InlineData("fr", "au revoir", "goodbye")]
    [InlineData("fr", "c koi ça", "question")]
    [InlineData("en", "hi there", "greeting")]
    [InlineData("en", "thx", "thanks")]
    [InlineData("en", "are you a real person?", "areYouHuman")]
    [InlineData("en", "how's it going?", "howAreYou")]
    [InlineData("en", "who are you?", "whoAreYou")]
    [InlineData("en", "can I talk to a human", "person")]
    [InlineData("en", "yep", "yes")]
    [InlineData("en", "that's correct", "yes")]
    [InlineData("en", "nope", "no")]
    [InlineData("en", "forget it", "cancel")]
    [InlineData("en", "actually the address is 5 Park Lane", "correction")]
    [InlineData("en", "hmm, not sure", "hesitation")]
    [InlineData("en", "bye", "goodbye")]
    public void An_intent_is_recognised(string locale, string text, string intent) =>
        Read(text, locale).Is(intent).ShouldBeTrue();

    [Theory]
    [InlineData("fr", "Simon Dupont", "yes")]
    [InlineData("fr", "non", "yes")]
    [InlineData("fr", "c pas bon", "yes")]
    [InlineData("fr", "je cherche une lampe", "cancel")]
    [InlineData("en", "what is the price?", "yes")]
    [InlineData("en", "no", "yes")]
    [InlineData("en", "I am looking for a lamp", "cancel")]
    public void An_intent_is_not_made_up(string locale, string text, string intent) =>
        Read(text, locale).Is(intent).ShouldBeFalse();

    [Theory]
    [InlineData("Bonjour, je cherche une lampe", "fr")]
    [InlineData("c'est combien la livraison", "fr")]
    [InlineData("hello, do you have lamps?", "en")]
    [InlineData("how much is it", "en")]
    public void The_language_is_recognised(string text, string locale)
    {
        var score = LanguageDetector.Score(text);

        score.For(locale).ShouldBeGreaterThan(score.For(locale == "fr" ? "en" : "fr"));
    }

    [Theory]
    [InlineData("j'en prends deux", false, 2)]
    [InlineData("je voudrais 3 mugs", false, 3)]
    [InlineData("x4", false, 4)]
    [InlineData("2x le plaid", false, 2)]
    [InlineData("une douzaine", false, 12)]
    [InlineData("un seul", false, 1)]
    [InlineData("une", true, 1)]
    [InlineData("finalement 5", false, 5)]
    [InlineData("I'll take two", false, 2)]
    [InlineData("a pair of mugs", false, 2)]
    [InlineData("just one", false, 1)]
    [InlineData("vingt et un", true, 21)]
    [InlineData("make it three", false, 3)]
    public void A_quantity_is_found(string text, bool asked, int quantity) =>
        Quantity.Find(text, asked)?.Number.ShouldBe(quantity);

    [Theory]
    [InlineData("une lampe")]
    [InlineData("le plaid de 130 cm")]
    [InlineData("moins de 50 euros")]
    [InlineData("la bouilloire 1,7 L")]
    [InlineData("le deuxième")]
    [InlineData("a lamp")]
    [InlineData("lot de 4")]
    public void Other_numbers_are_no_quantity(string text) => Quantity.Find(text, wasAsked: false).ShouldBeNull();

    [Theory]
    [InlineData("le deuxième", 3, false, 1)]
    [InlineData("la première", 3, false, 0)]
    [InlineData("le dernier", 3, false, 2)]
    [InlineData("the second one", 3, false, 1)]
    [InlineData("the last one please", 3, false, 2)]
    [InlineData("2", 3, true, 1)]
    [InlineData("le 2", 3, true, 1)]
    public void A_place_in_a_list_is_understood(string text, int count, bool asked, int place) =>
        Reference.Place(Word.In(text), count, asked).ShouldBe(place);

    [Theory]
    [InlineData("first name Tom", 3, false)]
    [InlineData("2 mugs", 3, true)]
    [InlineData("le cinquième", 3, false)]
    [InlineData("attendez une seconde", 3, false)]
    public void Other_words_are_no_place(string text, int count, bool asked) =>
        Reference.Place(Word.In(text), count, asked).ShouldBeNull();

    [Theory]
    [InlineData("moins de 50 euros", 50)]
    [InlineData("budget max 35,50 €", 35.5)]
    [InlineData("under €40", 40)]
    [InlineData("mon budget est de 100€", 100)]
    [InlineData("30 euros maximum", 30)]
    public void A_budget_is_found(string text, double budget) => Budget.Find(text).ShouldBe((decimal)budget);

    [Theory]
    [InlineData("comande", "commande", true)]
    [InlineData("livriason", "livraison", true)]
    [InlineData("pri", "prix", false)]
    [InlineData("tasse", "basse", false)]
    public void Typos_are_forgiven_in_longer_words(string written, string meant, bool forgiven) =>
        Typos.Forgive(written, meant).ShouldBe(forgiven);

    private static Utterance Read(string text, string locale) =>
        Utterance.Read(text, locale, Lexicon.Load($"House.{locale}.lexicon"));
}
