using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Tests.House;

public sealed class ImpersonalTests
{
    private static readonly UtteranceReader Reader = UtteranceReader.Load("House.shop.model");

    [Theory]
    [InlineData("fr", "je m'appelle Camille Durand, vous faites les réparations ?", "Camille", "Durand")]
    [InlineData("fr", "vous pouvez me rappeler au 06 12 34 56 78 pour une réparation ?", "12 34", "56 78")]
    [InlineData("fr", "rappelez le 06 12 34 56 78 ou le 01 98 76 54 32 svp", "12 34", "98 76")]
    [InlineData("fr", "rappelez-moi au zéro six douze trente-quatre cinquante-six soixante-dix-huit", "douze")]
    [InlineData("fr", "écrivez à camille.durand@example.fr et à bob@example.org merci", "camille", "bob", "example")]
    [InlineData("fr", "vous passez au 12 rue des Lilas 75011 Paris ?", "Lilas", "75011", "Paris")]
    [InlineData("fr", "ma commande 4417829 elle est où", "4417829")]
    [InlineData("fr", "mon iban FR7630006000011234567890189 marche pas", "0006")]
    [InlineData("en", "my name is John Smith, do you fix kettles?", "John", "Smith")]
    [InlineData("en", "call me on +44 20 7946 0958 about the kettle", "7946", "0958")]
    [InlineData("en", "do you come to 22 Baker Street, London NW1 6XE?", "Baker")]
    public void What_tells_who_somebody_is_is_left_out(string locale, string text, params string[] personal)
    {
        var left = Of(text, locale).ShouldNotBeNull();

        left.ShouldContain("…");
        foreach (var piece in personal)
            left.ShouldNotContain(piece);
    }

    [Theory]
    [InlineData("fr", "vous livrez en Corse ?")]
    [InlineData("fr", "la bouilloire fait 1500 W ou 2200 W ?")]
    [InlineData("fr", "vous avez un magasin à Lyon ?")]
    [InlineData("en", "is the kettle 1500 W?")]
    [InlineData("en", "do you ship to Jersey?")]
    public void What_is_asked_stays(string locale, string text) => Of(text, locale).ShouldBe(text);

    [Theory]
    [InlineData("06 12 34 56 78")]
    [InlineData("???")]
    [InlineData("")]
    public void Without_a_word_there_is_nothing_to_keep(string text) => Of(text, "fr").ShouldBeNull();

    [Fact]
    public void What_is_long_is_cut_and_no_number_is_cut_in_two()
    {
        var text = $"{string.Concat(Enumerable.Repeat("parlons encore ", 13))} 06 12 34 56 78 {new string('x', 5_000)}";

        var left = Of(text, "fr").ShouldNotBeNull();

        left.Length.ShouldBeLessThanOrEqualTo(Impersonal.MostLetters);
        left.ShouldNotContain("06");
    }

    [Fact]
    public void It_is_one_line() => Of("il est\n\nlourd ?", "fr").ShouldBe("il est lourd ?");

    private static string? Of(string text, string locale)
    {
        var read = Readable.Of(text);
        return Impersonal.Of(
            read, [.. Reader.Read(read, new Situation("none", "none", locale), []).SelectMany(clause => clause.Spans)]);
    }
}
