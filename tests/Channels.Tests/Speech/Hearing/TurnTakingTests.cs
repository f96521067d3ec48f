using Gateway.Channels.Speech.Hearing;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Hearing;

/// <summary>What the words tell of whether someone speaks on, wants the floor, or changes the language.</summary>
public sealed class TurnTakingTests
{
    [Theory]
    [InlineData("oui", "fr")]
    [InlineData("Oui, oui.", "fr")]
    [InlineData("d'accord", "fr")]
    [InlineData("Mm", "fr")]
    [InlineData("ah d'accord ok", "fr")]
    [InlineData("très bien", "fr")]
    [InlineData("c'est bon", "fr")]
    [InlineData("ok", "en")]
    [InlineData("Yeah, right.", "en")]
    [InlineData("uh huh", "en")]
    [InlineData("I see", "en")]
    [InlineData("", "en")]
    [InlineData("…", "fr")]
    public void A_listener_who_listens_does_not_interrupt(string said, string locale) =>
        BackChannel.Is(said, locale).ShouldBeTrue();

    [Theory]
    [InlineData("oui mais attendez", "fr")]
    [InlineData("non", "fr")]
    [InlineData("stop", "fr")]
    [InlineData("d'accord ?", "fr")]
    [InlineData("c'est", "fr")]
    [InlineData("no", "en")]
    [InlineData("wait", "en")]
    [InlineData("right now", "en")]
    [InlineData("I", "en")]
    [InlineData("got it all wrong", "en")]
    public void Words_of_their_own_do(string said, string locale) => BackChannel.Is(said, locale).ShouldBeFalse();

    [Theory]
    [InlineData("je voudrais un rendez-vous pour", "fr")]
    [InlineData("je voudrais un rendez-vous pour.", "fr")]
    [InlineData("c'est euh", "fr")]
    [InlineData("lundi,", "fr")]
    [InlineData("avec la", "fr")]
    [InlineData("parce que", "fr")]
    [InlineData("je ne sais pas si", "fr")]
    [InlineData("jean point", "fr")]
    [InlineData("alors…", "fr")]
    [InlineData("l'", "fr")]
    [InlineData("I would like to", "en")]
    [InlineData("on Monday or", "en")]
    [InlineData("it's the", "en")]
    [InlineData("um", "en")]
    [InlineData("jane dot", "en")]
    public void Who_pauses_at_such_a_word_goes_on(string said, string locale) =>
        Unfinished.Is(said, locale).ShouldBeTrue();

    [Theory]
    [InlineData("je voudrais un rendez-vous", "fr")]
    [InlineData("lundi matin.", "fr")]
    [InlineData("c'est pour quoi ?", "fr")]
    [InlineData("", "fr")]
    [InlineData("on Monday", "en")]
    [InlineData("what is it for?", "en")]
    public void Who_ends_a_sentence_has_ended(string said, string locale) =>
        Unfinished.Is(said, locale).ShouldBeFalse();

    [Theory]
    [InlineData("oui", Expectation.YesNo, "fr", true)]
    [InlineData("non merci", Expectation.YesNo, "fr", true)]
    [InlineData("oui mais", Expectation.YesNo, "fr", false)]
    [InlineData("yes please", Expectation.YesNo, "en", true)]
    [InlineData("zéro six trente-neuf quatre-vingt-dix-huit zéro un vingt-trois", Expectation.Phone, "fr", true)]
    [InlineData("zéro six trente-neuf quatre-vingt-dix-huit zéro un", Expectation.Phone, "fr", false)]
    [InlineData("oh seven seven oh oh nine oh oh one two three", Expectation.Phone, "en", true)]
    [InlineData("oh seven seven oh oh", Expectation.Phone, "en", false)]
    [InlineData("A B cent vingt-trois C D", Expectation.Plate, "fr", true)]
    [InlineData("A B cent vingt-trois C", Expectation.Plate, "fr", false)]
    [InlineData("A B one two C D E", Expectation.Plate, "en", true)]
    [InlineData("jean point dupont arobase gmail point com", Expectation.Email, "fr", true)]
    [InlineData("jean point dupont arobase gmail", Expectation.Email, "fr", false)]
    [InlineData("Dupont", Expectation.Name, "fr", false)]
    [InlineData("quatre", Expectation.Digits, "fr", false)]
    [InlineData("bonjour", Expectation.Free, "fr", false)]
    public void What_is_awaited_is_there_or_not(string said, Expectation expects, string locale, bool isThere) =>
        Satisfied.By(said, expects, locale).ShouldBe(isThere);

    [Theory]
    [InlineData("je voudrais prendre rendez-vous", "fr")]
    [InlineData("bonjour, c'est pour ma voiture", "fr")]
    [InlineData("vous êtes ouverts demain ?", "fr")]
    [InlineData("hello, I would like an appointment", "en")]
    [InlineData("do you speak English", "en")]
    [InlineData("what time is it", "en")]
    [InlineData("Dupont", null)]
    [InlineData("A B 123 C D", null)]
    [InlineData("ok", null)]
    [InlineData("", null)]
    public void The_language_is_told_where_it_can_be(string said, string? locale) =>
        LanguageHeard.Of(said).ShouldBe(locale);
}
