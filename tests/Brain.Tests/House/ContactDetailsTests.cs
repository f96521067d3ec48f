using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House;

public sealed class ContactDetailsTests
{
    private static readonly string[] Everything = ["lastName", "firstName", "phone", "address"];

    [Theory]
    [InlineData("je m'appelle Marie Dupont", "Dupont", "Marie")]
    [InlineData("Marie Dupont", "Dupont", "Marie")]
    [InlineData("marie dupont", "Dupont", "Marie")]
    [InlineData("Dupont Marie", "Dupont", "Marie")]
    [InlineData("DUPONT Marie", "Dupont", "Marie")]
    [InlineData("Marie DUPONT", "Dupont", "Marie")]
    [InlineData("nom: Dupont prénom: Marie", "Dupont", "Marie")]
    [InlineData("Nom : Dupont, Prénom : Marie", "Dupont", "Marie")]
    [InlineData("mon nom est Dupont et mon prénom Marie", "Dupont", "Marie")]
    [InlineData("prénom Marie nom Dupont", "Dupont", "Marie")]
    [InlineData("moi c'est Jean-Pierre Le Goff", "Le Goff", "Jean-Pierre")]
    [InlineData("Mme Sophie de la Tour", "de la Tour", "Sophie")]
    [InlineData("c'est Karim Benali", "Benali", "Karim")]
    [InlineData("first name Tom, last name Baker", "Baker", "Tom")]
    [InlineData("My name is Tom Baker", "Baker", "Tom")]
    [InlineData("I'm Tom Baker", "Baker", "Tom")]
    [InlineData("Noah Price", "Price", "Noah")]
    [InlineData("my name is Noah Price", "Price", "Noah")]
    [InlineData("it's Sarah O'Connor", "O'Connor", "Sarah")]
    [InlineData("last name: McDonald first name: Fiona", "McDonald", "Fiona")]
    [InlineData("Thomas Martin", "Martin", "Thomas")]
    [InlineData("Martin Sophie", "Martin", "Sophie")]
    public void A_name_is_told_apart_in_whatever_order_it_comes(string text, string last, string first)
    {
        var details = ContactDetails.Read(text, Everything);

        details.LastName.ShouldBe(last);
        details.FirstName.ShouldBe(first);
    }

    [Theory]
    [InlineData("Dupont", "lastName", "Dupont", null)]
    [InlineData("Marie", "firstName", null, "Marie")]
    [InlineData("Martin", "firstName", null, "Martin")]
    [InlineData("Baker", "lastName", "Baker", null)]
    [InlineData("c'est Dupont", "lastName", "Dupont", null)]
    public void A_single_word_is_what_was_asked_for(string text, string asked, string? last, string? first)
    {
        var details = ContactDetails.Read(text, [asked]);

        details.LastName.ShouldBe(last);
        details.FirstName.ShouldBe(first);
    }

    [Theory]
    [InlineData(
        "Marie Dupont, 06 12 34 56 78, 12 rue des Lilas 75011 Paris", "Dupont", "Marie", "06 12 34 56 78",
        "12 rue des Lilas 75011 Paris")]
    [InlineData(
        "Dupont Marie 0612345678 12 bis avenue de la République, 69003 Lyon", "Dupont", "Marie", "0612345678",
        "12 bis avenue de la République, 69003 Lyon")]
    [InlineData(
        "12 rue des Lilas, 75011 Paris, Marie Dupont, 0612345678", "Dupont", "Marie", "0612345678",
        "12 rue des Lilas, 75011 Paris")]
    [InlineData(
        "Marie Dupont\n06 12 34 56 78\n12 rue des Lilas\n75011 Paris", "Dupont", "Marie", "06 12 34 56 78",
        "12 rue des Lilas, 75011 Paris")]
    [InlineData(
        "je m'appelle Marie Dupont, mon numéro c'est le 06 12 34 56 78 et j'habite 3 place Bellecour 69002 Lyon",
        "Dupont", "Marie", "06 12 34 56 78", "3 place Bellecour 69002 Lyon")]
    [InlineData(
        "nom: Dupont prénom: Marie tél: 0612345678 adresse: 8 chemin du Moulin, 31000 Toulouse", "Dupont", "Marie",
        "0612345678", "8 chemin du Moulin, 31000 Toulouse")]
    [InlineData(
        "Noah Price, 06 12 34 56 78, 6 rue Haute 21000 Dijon", "Price", "Noah", "06 12 34 56 78",
        "6 rue Haute 21000 Dijon")]
    [InlineData(
        "Ivy Price / 06 12 34 56 78 / 6 rue Haute 21000 Dijon", "Price", "Ivy", "06 12 34 56 78",
        "6 rue Haute 21000 Dijon")]
    [InlineData(
        "Tom Baker, +44 7700 900123, 221B Baker Street, London NW1 6XE", "Baker", "Tom", "+44 7700 900123",
        "221B Baker Street, London NW1 6XE")]
    [InlineData(
        "I'm Emma Clark, my phone is +44 7700 900456 and my address is 10 Downing Street, London SW1A 2AA", "Clark",
        "Emma", "+44 7700 900456", "10 Downing Street, London SW1A 2AA")]
    [InlineData(
        "John Smith, +1 202 555 0143, 350 Fifth Avenue, New York, NY 10118", "Smith", "John", "+1 202 555 0143",
        "350 Fifth Avenue, New York, NY 10118")]
    public void Everything_is_found_in_one_message(string text, string last, string first, string phone, string address)
    {
        var details = ContactDetails.Read(text, Everything);

        details.LastName.ShouldBe(last);
        details.FirstName.ShouldBe(first);
        details.Phone.ShouldBe(phone);
        details.Address.ShouldBe(address);
    }

    [Theory]
    [InlineData("12 rue des Lilas, 75011 Paris", "12 rue des Lilas, 75011 Paris")]
    [InlineData("12 rue des lilas 75011 paris", "12 rue des lilas 75011 paris")]
    [InlineData(
        "j'habite au 5 impasse du Four, 13100 Aix-en-Provence, merci", "5 impasse du Four, 13100 Aix-en-Provence")]
    [InlineData("livrez au 7 bd Voltaire 75011 Paris svp", "7 bd Voltaire 75011 Paris")]
    [InlineData("10 allée des Pins, bâtiment B, 33000 Bordeaux", "10 allée des Pins, bâtiment B, 33000 Bordeaux")]
    [InlineData("4 rue Sainte-Catherine, Bordeaux", "4 rue Sainte-Catherine, Bordeaux")]
    [InlineData("75011 Paris", "75011 Paris")]
    [InlineData("12 rue des Lilas", "12 rue des Lilas")]
    [InlineData("flat 3, 14 Queen's Road, Bristol BS8 1RJ", "flat 3, 14 Queen's Road, Bristol BS8 1RJ")]
    [InlineData("actually the address is 5 Park Lane, London W1K 1BE", "5 Park Lane, London W1K 1BE")]
    [InlineData("1600 Pennsylvania Ave, Washington DC 20500", "1600 Pennsylvania Ave, Washington DC 20500")]
    [InlineData("Lieu-dit Le Bourg 23000 Guéret", "Lieu-dit Le Bourg 23000 Guéret")]
    public void An_address_is_found_from_its_number_to_its_town(string text, string address) =>
        ContactDetails.Read(text, ["address"]).Address.ShouldBe(address);

    [Theory]
    [InlineData("12 rue des Lilas", false)]
    [InlineData("75011 Paris", false)]
    [InlineData("12 rue des Lilas, 75011 Paris", true)]
    [InlineData("12 rue des Lilas 75011 Paris", true)]
    [InlineData("4 rue Sainte-Catherine, Bordeaux", true)]
    [InlineData("221B Baker Street, London NW1 6XE", true)]
    [InlineData("Paris", false)]
    public void An_address_is_complete_when_a_parcel_could_find_it(string address, bool complete) =>
        PostalAddress.IsComplete(address).ShouldBe(complete);

    [Theory]
    [InlineData("Je voudrais une lampe")]
    [InlineData("combien coûte la livraison ?")]
    [InlineData("oui merci")]
    [InlineData("I would like two mugs please")]
    [InlineData("do you have it in blue?")]
    [InlineData("quels sont les délais de livraison ?")]
    public void Other_messages_hold_no_details(string text) =>
        ContactDetails.Read(text, []).IsEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("Theiere Camelia, 06 12 34 56 78, 6 rue Haute 21000 Dijon")]
    [InlineData("Lampe Lueur, 06 12 34 56 78, 6 rue Haute 21000 Dijon")]
    [InlineData("Good Price, 06 12 34 56 78")]
    public void Two_capitals_alone_make_no_name_of_what_is_ordered(string text) =>
        ContactDetails.Read(text, []).LastName.ShouldBeNull();

    [Theory]
    [InlineData("vous livrez en Belgique ?")]
    [InlineData("c'est quoi les délais ?")]
    [InlineData("how long does delivery take?")]
    [InlineData("ok")]
    public void A_question_in_between_is_no_name(string text)
    {
        var details = ContactDetails.Read(text, Everything);

        details.LastName.ShouldBeNull();
        details.FirstName.ShouldBeNull();
    }
}
