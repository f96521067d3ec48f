using Gateway.Channels.Speech.Saying;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Saying;

public sealed class SpellingBackTests
{
    [Theory]
    [InlineData("AB-123-CD", "fr", "A comme Anatole, B comme Berthe, cent vingt-trois, C comme Célestin, D comme Désiré")]
    [InlineData("ab12 cde", "en", "A for Alpha, B for Bravo, one two, C for Charlie, D for Delta, E for Echo")]
    [InlineData("AB-007-CD", "fr", "A comme Anatole, B comme Berthe, zéro zéro sept, C comme Célestin, D comme Désiré")]
    public void A_plate(string plate, string locale, string spoken) =>
        SpellingBack.Plate(plate, locale).ShouldBe(spoken);

    [Theory]
    [InlineData("+33639980123", "fr", "plus trente-trois, six, trente-neuf, quatre-vingt-dix-huit, zéro un, vingt-trois")]
    [InlineData("0639980123", "fr", "zéro six, trente-neuf, quatre-vingt-dix-huit, zéro un, vingt-trois")]
    [InlineData("07700900123", "en", "oh seven seven oh oh, nine oh oh, one two three")]
    [InlineData("3639", "fr", "trois six trois neuf")]
    public void A_telephone_number(string number, string locale, string spoken) =>
        SpellingBack.Phone(number, locale).ShouldBe(spoken);

    [Theory]
    [InlineData("jean.dupont@gmail.com", "fr", "j e a n, point, d u p o n t, arobase, gmail point com")]
    [InlineData("a-b_2@example.org", "en", "a, dash, b, underscore, two, at, e x a m p l e, dot, org")]
    public void A_mailbox(string address, string locale, string spoken) =>
        SpellingBack.Email(address, locale).ShouldBe(spoken);

    [Fact]
    public void A_name() => SpellingBack.Name("Le Goff").ShouldBe("Le Goff, L E, G O F F");

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Each_letter_has_a_name_that_begins_with_it(string locale) =>
        Enumerable.Range(0, 26).ShouldAllBe(at => SpellingAlphabet.Names(locale)[at][0] == 'A' + at);

    [Fact]
    public void A_letter_with_an_accent_is_told_by_its_plain_one() =>
        SpellingAlphabet.Of('é', "fr").ShouldBe("E comme Eugène");
}
