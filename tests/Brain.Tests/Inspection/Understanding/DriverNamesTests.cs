using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Tests.Inspection.Understanding;

public sealed class DriverNamesTests
{
    [Theory]
    [InlineData("My name is Henk van der Velde", "Henk", "van der Velde")]
    [InlineData("Wouter Van den Berghe, ,", "Wouter", "Van den Berghe")]
    [InlineData("name's Sheila O'Brien", "Sheila", "O'Brien")]
    [InlineData("Cheikh Tidiane Fall. Cheikh Tidiane c'est le prénom", "Cheikh Tidiane", "Fall")]
    [InlineData("Fatima Zahra c'est mon prénom, El Amrani mon nom", "Fatima Zahra", "El Amrani")]
    [InlineData("da silva paulo, prénom paulo", "Paulo", "da Silva")]
    [InlineData("Nom : Fournier. Prénom : Alexis.", "Alexis", "Fournier")]
    [InlineData("Family name: Brinkmann. First name: Uwe.", "Uwe", "Brinkmann")]
    [InlineData("mettez au nom d'Alain Fouquet", "Alain", "Fouquet")]
    [InlineData("c'est au nom de mon frère : prénom Ousmane, nom Ndiaye. Plaque", "Ousmane", "Ndiaye")]
    [InlineData("enzo ferreira da costa", "Enzo", "Ferreira da Costa")]
    [InlineData("Monsieur Bertrand de La Tour", "Bertrand", "de La Tour")]
    [InlineData("put it under my name, Ellie Marsden", "Ellie", "Marsden")]
    [InlineData("Myself Priya Raghunathan", "Priya", "Raghunathan")]
    [InlineData("Abdelkader Benjelloun, Abdelkader le prénom", "Abdelkader", "Benjelloun")]
    [InlineData("moi c léa vandamme", "Léa", "Vandamme")]
    [InlineData("je suis madame Maupetit, mon prenom c est Denise", "Denise", "Maupetit")]
    [InlineData("Renault Master. Contact is Grace Mwangi", "Grace", "Mwangi")]
    public void Both_halves_are_told_apart(string text, string first, string last)
    {
        var name = DriverNames.In(text, isAsked: true, mayBeBare: true).ShouldNotBeNull();

        (name.FirstName, name.LastName).ShouldBe((first, last));
    }

    [Theory]
    [InlineData("le kiné vient chez lui à trois heures alors")]
    [InlineData("our motorhome is 3 m high")]
    [InlineData("Oui, réservez")]
    [InlineData("Contrôle technique")]
    [InlineData("Renault Master")]
    public void What_is_nobodys_name_is_taken_for_none(string text) =>
        DriverNames.In(text, isAsked: true, mayBeBare: true).ShouldBeNull();

    [Theory]
    [InlineData("Non, Camille avec deux L", "Camile", "Rousseau", "Camille", null)]
    [InlineData("it's Stephens with a ph", "Ann", "Stevens", null, null)]
    [InlineData("with one t: Elliot", "Elliott", "Park", "Elliot", null)]
    public void A_name_that_is_spelled_again_is_corrected(
        string text, string first, string last, string? newFirst, string? newLast)
    {
        var again = NameWords.SpelledAgain(text, first, last);

        (again?.FirstName, again?.LastName).ShouldBe((newFirst, newLast));
    }
}
