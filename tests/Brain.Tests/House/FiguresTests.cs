using Gateway.Brain.Agents;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Reception;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.House;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("２")]
    [InlineData("le ٢")]
    [InlineData("२")]
    [InlineData("2️⃣")]
    [InlineData("②")]
    [InlineData("²")]
    [InlineData("𝟚")]
    [InlineData("\u202a2\u202c")]
    public void A_place_is_read_in_any_script(string text) =>
        Reference.Place(Utterance.Read(text, "fr").Words, count: 3, wasAsked: true).ShouldBe(1);

    [Theory]
    [InlineData("２")]
    [InlineData("٢")]
    [InlineData("2️⃣")]
    [InlineData("②")]
    public void A_choice_is_read_in_any_script(string text) =>
        ChoiceReading.Read(text, [new Choice("Oui", "yes"), new Choice("Non", "no")], mayBePart: false).Place.ShouldBe(
            2);

    [Theory]
    [InlineData("moins de ３０ €", 30.0)]
    [InlineData("budget ٣٠٫٥", 30.5)]
    [InlineData("budget 99999999999999999999999999999999", null)]
    public void A_budget_is_read_in_any_script(string text, double? most) => Budget.Find(text).ShouldBe((decimal?)most);

    [Fact]
    public void Quantities_numbers_and_addresses_are_read_in_any_script()
    {
        Quantity.Find("j'en prends ３", wasAsked: true)!.Value.Number.ShouldBe(3);
        Quantity.Find("٣ mugs", wasAsked: false)!.Value.Number.ShouldBe(3);
        PhoneNumber.Parse("０６ １２ ３４ ５６ ７８").E164.ShouldBe("+33612345678");
        PhoneNumber.Parse("\u202a+٣٣ ٦ ١٢ ٣٤ ٥٦ ٧٨\u202c").E164.ShouldBe("+33612345678");
        var details = ContactDetails.Read(
            "Marie Dupont, ０６１２３４５６７８, １２ rue des Lilas ７５０１１ Paris, ｍａｒｉｅ＠ｅｘａｍｐｌｅ．ｆｒ", []);
        details.Phone.ShouldBe("0612345678");
        details.Address.ShouldBe("12 rue des Lilas 75011 Paris");
        details.Email.ShouldBe("marie@example.fr");
    }

    [Theory]
    [InlineData("Cela coûte ١٢ €.", 12.0)]
    [InlineData("It is ＄３０ only.", 30.0)]
    [InlineData("Il y en a pour 99999999999999999999999999999999999999 €.", null)]
    public void A_claim_is_one_in_any_script_and_of_any_size(string text, double? figure) =>
        Claims.In(text).Single().Figure.ShouldBe(figure is null ? decimal.MaxValue : (decimal)figure);

    [Theory]
    [InlineData("only 12.50 € left for you")]
    [InlineData("reste 30 %")]
    public void A_price_that_is_left_is_no_stock(string text) =>
        Claims.In(text).ShouldAllBe(claim => claim.Kind != ClaimKind.Stock);
}
