using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House;

/// <summary>Numbers as people type them: what is a number of pieces, what cannot be one, and what is none.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("je veux 2 bouilloires", 2)]
    [InlineData("j'en veux 3", 3)]
    [InlineData("mettez-en 4", 4)]
    [InlineData("mets-en cinq", 5)]
    [InlineData("x3", 3)]
    [InlineData("3x", 3)]
    [InlineData("2 x Ondine", 2)]
    [InlineData("2 X vases", 2)]
    [InlineData("Ondine x 2", 2)]
    [InlineData("- 2 bouilloires", 2)]
    [InlineData("-2 bouilloires\n-3 vases", 2)]
    [InlineData("deux vases", 2)]
    [InlineData("une douzaine de mugs", 12)]
    [InlineData("il me faut 12 mugs", 12)]
    [InlineData("il me faut 1 000 mugs", 1000)]
    [InlineData("je prends 1.000 mugs", 1000)]
    [InlineData("mettez-en 1000000", 1_000_000)]
    [InlineData("two please", 2)]
    [InlineData("make it 4", 4)]
    [InlineData("I need 1,500 mugs", 1500)]
    [InlineData("make it 1000000", 1_000_000)]
    [InlineData("I want 99999999999 mugs", int.MaxValue)]
    [InlineData("a dozen mugs", 12)]
    [InlineData("just one", 1)]
    [InlineData("a pair of mugs", 2)]
    public void A_number_of_pieces_is_read(string text, int number) =>
        Quantity.Find(text, wasAsked: false).ShouldNotBeNull().Number.ShouldBe(number);

    [Theory]
    [InlineData("je veux -5 bouilloires")]
    [InlineData("je veux 0 bouilloire")]
    [InlineData("je veux 2,5 bouilloires")]
    [InlineData("je veux 1.5 bouilloire")]
    [InlineData("je veux 1/2 bouilloire")]
    [InlineData("je veux ½ bouilloire")]
    [InlineData("deux bouilloires et demie")]
    [InlineData("je veux moins 3 bouilloires")]
    [InlineData("mettez-en -2")]
    [InlineData("I want -5 kettles")]
    [InlineData("I want – 5 kettles")]
    [InlineData("I want 0 kettles")]
    [InlineData("I want 1e3 kettles")]
    [InlineData("I want 10^3 kettles")]
    [InlineData("I want 0x10 kettles")]
    [InlineData("two and a half kettles")]
    [InlineData("minus 5")]
    [InlineData("-5")]
    public void What_cannot_be_one_is_never_made_another(string text) =>
        Quantity.Find(text, wasAsked: true).ShouldNotBeNull().Number.ShouldBe(Quantity.Impossible);

    [Theory]
    [InlineData("une lampe de 25 cm")]
    [InlineData("la bouilloire 1,7 L")]
    [InlineData("1.7 l kettle")]
    [InlineData("le 2")]
    [InlineData("la 1")]
    [InlineData("numéro 2")]
    [InlineData("option 2")]
    [InlineData("option two")]
    [InlineData("choix 3")]
    [InlineData("number 3")]
    [InlineData("moins de 50 euros")]
    [InlineData("à 49,90 €")]
    [InlineData("-20 %")]
    [InlineData("dans 3 jours")]
    [InlineData("within 2 days")]
    [InlineData("je cherche un cadeau depuis 1985 environ")]
    [InlineData("30 x 40 cm")]
    [InlineData("je l'ai acheté en 2024")]
    [InlineData("I bought it in 2024")]
    [InlineData("un vase")]
    [InlineData("a kettle")]
    [InlineData("the 2nd one")]
    [InlineData("la 2e")]
    public void What_counts_no_pieces_is_no_number_of_them(string text) =>
        Quantity.Find(text, wasAsked: false).ShouldBeNull();

    [Theory]
    [InlineData("la Dora 6 tasses", null)]
    [InlineData("2 Dora 6 tasses", 2)]
    [InlineData("la Dora 6 tasses x2", 2)]
    [InlineData("6 Dora 6 tasses", 6)]
    [InlineData("6 tasses", null)]
    [InlineData("6 vases", 6)]
    public void A_figure_of_a_name_counts_nothing(string text, int? number)
    {
        var found = Quantity.Find(Quantity.WithoutThoseOf("Cafetière italienne Dora 6 tasses", text), wasAsked: false);

        (found is null ? (int?)null : found.Value.Number).ShouldBe(number);
    }

    [Theory]
    [InlineData("je veux 999999999 bouilloires", null)]
    [InlineData("en fait mettez-en 1000000", null)]
    [InlineData("actually make it 1000000", null)]
    [InlineData("1000000 mugs please", null)]
    [InlineData("mon numéro c'est 06123456", "06123456")]
    [InlineData("my number is 1234567", "1234567")]
    [InlineData("make it 0612345678", "0612345678")]
    [InlineData("I want it, 0612345678 Marie", "0612345678")]
    [InlineData("je veux être rappelé 612345678 merci", "612345678")]
    public void A_number_of_pieces_is_no_telephone_number(string text, string? phone) =>
        ContactDetails.Read(text, []).Phone.ShouldBe(phone);
}
