using Gateway.Brain.Sales.Dialogue;

namespace Gateway.Brain.Tests.Sales.House;

public sealed class SignedNameTests
{
    [Theory]
    [InlineData("Fraser Mackie, fraser@mackieheat.example, mobile 07700 900412", "Mackie", "Fraser")]
    [InlineData("jess tran / jess@slowpour.example", "Tran", "Jess")]
    [InlineData("gary pickles gaz.pickles@example.com", "Pickles", "Gary")]
    [InlineData("Merci de votre retour.\n\nÀ lundi.\n\nBien à vous,\nNadia Ferhat", "Ferhat", "Nadia")]
    [InlineData("Hello,\nWhat does it cost?\nDenise Okafor\nDirector of Operations", "Okafor", "Denise")]
    [InlineData("send it to fraser@mackieheat.example", null, null)]
    [InlineData("On part là-dessus alors. Mon mail : n.ferhat@clinique.example", null, null)]
    [InlineData("we are 12", null, null)]
    [InlineData("Soit. C. Maurin, c.maurin@parfums.example", "Maurin", null)]
    public void A_message_is_from_whom_its_form_tells(string text, string? last, string? first)
    {
        var name = SignedName.In(text);

        (name?.LastName, name?.FirstName).ShouldBe((last, first));
    }

    [Theory]
    [InlineData("claire.thibaudeau@hotel.example", "Thibaudeau", "Claire")]
    [InlineData("joan@pots.example", null, "Joan")]
    [InlineData("c.maurin@parfums.example", "Maurin", null)]
    [InlineData("contact@parfums.example", null, null)]
    [InlineData("bar.lemans@parfums.example", null, null)]
    public void An_address_tells_the_name_that_is_in_it(string address, string? last, string? first) =>
        (SignedName.InAddress(address).LastName, SignedName.InAddress(address).FirstName).ShouldBe((last, first));
}
