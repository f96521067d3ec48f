using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House;

/// <summary>Who an invoice is made out to, as people tell it. The numbers are nobody's.</summary>
public sealed class FirmTests
{
    [Theory]
    [InlineData("Alors c'est Plâtrerie Escudier, TVA FR32987654321. Merci", "Plâtrerie Escudier", "FR32987654321")]
    [InlineData("Right. Cercle Mess Bellerive, VAT FR61824557103", "Cercle Mess Bellerive", "FR61824557103")]
    [InlineData("Taxi Haddad SARL, n° TVA FR 40 123 456 824", "Taxi Haddad SARL", "FR40123456824")]
    [InlineData("TVA BE 0123.456.789", null, "BE0123456789")]
    [InlineData("invoice to Halloran Traductions, vat che-123.456.789", "Halloran Traductions", "CHE123456789")]
    [InlineData("cest Garage Petit TVA FR32987654321", "Garage Petit", "FR32987654321")]
    [InlineData("its for Garage Petit, vat fr32987654321", "Garage Petit", "FR32987654321")]
    public void A_firm_is_told_by_its_number(string text, string? name, string number)
    {
        var firm = Firm.Read(text, named: null, isAsked: false);

        firm.Name.ShouldBe(name);
        firm.VatNumber.ShouldBe(number);
    }

    [Theory]
    [InlineData("06 39 98 12 12")]
    [InlineData("je voudrais 2 lampes pour l'hôtel")]
    [InlineData("FR 12")]
    [InlineData("My number will be 0612345678")]
    [InlineData("it 07911123456 is my mobile")]
    public void What_names_no_firm_tells_of_none(string text) =>
        Firm.Read(text, named: null, isAsked: true).IsEmpty.ShouldBeTrue();

    // "Livrez à l'hôtel Beaulieu" is a place, and no invoice.
    [Fact]
    public void A_name_alone_is_one_only_where_an_invoice_is_spoken_of()
    {
        const string text = "Boulangerie Le Goff";
        var whole = new TextSpan(0, text.Length);

        Firm.Read(text, whole, isAsked: false).IsEmpty.ShouldBeTrue();
        Firm.Read(text, whole, isAsked: true).Name.ShouldBe(text);
        Firm.Read($"la facture pour {text}", new TextSpan(16, 16 + text.Length), isAsked: false).Name.ShouldBe(text);
    }

    [Fact]
    public void What_is_said_besides_is_left()
    {
        var firm = Firm.Read("Garage Petit, TVA FR32987654321, et 2 lampes", named: null, isAsked: false);

        firm.Rest.ShouldNotContain("Garage");
        firm.Rest.ShouldNotContain("987");
        firm.Rest.ShouldContain("et 2 lampes");
    }
}
