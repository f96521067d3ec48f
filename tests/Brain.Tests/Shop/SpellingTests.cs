using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.Shop;

/// <summary>A name that is spelled is taken as it is spelled, when it is asked for and afterwards.</summary>
public sealed class SpellingTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("fr", "D U P O N T", "\"lastName\":\"Dupont\"")]
    [InlineData("fr", "Ça s'écrit L-E B-I-H-A-N", "\"lastName\":\"Le Bihan\"")]
    [InlineData("fr", "B comme Bernard, E, R comme Robert, N, O, T comme Thomas", "\"lastName\":\"Bernot\"")]
    [InlineData("fr", "Marie Dupon, D U P O N D", "\"lastName\":\"Dupond\",\"firstName\":\"Marie\"")]
    [InlineData("en", "N as in November, G, U, Y, E, N", "\"lastName\":\"Nguyen\"")]
    [InlineData("en", "Jane Philips, with two Ls", "\"lastName\":\"Phillips\",\"firstName\":\"Jane\"")]
    [InlineData("en", "Szabo, with an s and a z", "\"lastName\":\"Szabo\"")]
    [InlineData("en", "Smith, that's S-M-Y-T-H", "\"lastName\":\"Smyth\"")]
    public async Task A_name_that_is_asked_for_may_be_spelled(string locale, string said, string name) =>
        (await OrderAfterAsync(locale, said)).ShouldContain(name);

    [Theory]
    [InlineData("fr", "Marie Le Bian", "Ça s'écrit L-E B-I-H-A-N", "\"lastName\":\"Le Bihan\",\"firstName\":\"Marie\"")]
    [InlineData("fr", "Marie Dupont", "Dupond avec un D à la fin", "\"lastName\":\"Dupond\",\"firstName\":\"Marie\"")]
    [InlineData("fr", "Mathieu Roussel", "Matthieu avec deux T", "\"lastName\":\"Roussel\",\"firstName\":\"Matthieu\"")]
    [InlineData("fr", "Marie Philips", "avec deux L", "\"lastName\":\"Phillips\",\"firstName\":\"Marie\"")]
    [InlineData("fr", "Katherine Roux", "c'est Catherine avec un C",
        "\"lastName\":\"Roux\",\"firstName\":\"Catherine\"")]
    [InlineData("en", "Jane Smith", "sorry, it's S M Y T H", "\"lastName\":\"Smyth\",\"firstName\":\"Jane\"")]
    [InlineData("en", "Anna Thomson", "Thompson with a P", "\"lastName\":\"Thompson\",\"firstName\":\"Anna\"")]
    public async Task What_is_spelled_afterwards_corrects_the_name(
        string locale, string given, string said, string name)
    {
        var order = await OrderAfterAsync(locale, given, said);

        order.ShouldContain(name);
        order.ShouldContain("\"quantity\":1");
    }

    [Theory]
    [InlineData("fr", "non, Dupond avec un D à la fin", "\"lastName\":\"Dupond\",\"firstName\":\"Marie\"")]
    [InlineData("fr", "mon nom s'écrit D U P O N D", "\"lastName\":\"Dupond\",\"firstName\":\"Marie\"")]
    [InlineData("en", "no, D-U-P-O-N-D", "\"lastName\":\"Dupond\",\"firstName\":\"Marie\"")]
    public async Task So_it_does_after_all_was_read_back(string locale, string said, string name) =>
        (await OrderAfterAsync(
            locale, "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers", said)).ShouldContain(name);

    [Theory]
    [InlineData("fr", "avec deux lampes ça ferait combien ?")]
    [InlineData("fr", "il existe en taille S M L ?")]
    [InlineData("en", "with a C rather than an E27 bulb?")]
    public async Task What_spells_no_name_changes_none(string locale, string said) =>
        (await OrderAfterAsync(locale, "Marie Dupont", said)).ShouldContain(
            "\"lastName\":\"Dupont\",\"firstName\":\"Marie\"");

    [Theory]
    [InlineData("fr", "Lambert", "2 L s'il vous plaît")]
    [InlineData("fr", "Martin", "L, pas M")]
    [InlineData("fr", "Durand", "Durand, avec un t-shirt ça irait")]
    [InlineData("fr", "Lemaire", "Lemaire, sans l'emballage cadeau")]
    [InlineData("fr", "Dupont", "Dupont, bâtiment B au bout de l'impasse")]
    [InlineData("fr", "Le Goff", "oui, en un seul colis svp")]
    [InlineData("fr", "Martin", "mon nom c'est Martin, s.v.p.")]
    [InlineData("en", "Smith", "Smith, Flat C at the back")]
    [InlineData("en", "Smith", "Smith, flat C at the end of the corridor")]
    [InlineData("en", "Smith", "last name Smith, U.S.A.")]
    [InlineData("en", "Smith-Jones", "how much? well, all together then")]
    [InlineData("fr", "Li", "sans L sans I avec un D à la fin")]
    public async Task What_has_letters_besides_a_name_leaves_the_name(string locale, string name, string said) =>
        (await OrderAfterAsync(locale, $"Marie {name}", said)).ShouldContain($"\"lastName\":\"{name}\"");

    [Theory]
    [InlineData("You can call me at 06.39.98.17.71", "\"phone\":\"+33639981771\"")]
    [InlineData("I live at 12-14 rue des Lilas 69003 Lyon", "12-14 rue des Lilas")]
    public async Task At_before_figures_is_no_mail(string said, string held) =>
        (await OrderAfterAsync("en", said)).ShouldContain(held);

    // The order of a kettle as it stands after these messages, as the state has it.
    private async Task<string> OrderAfterAsync(string locale, params string[] messages)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        await conversation.SayAsync(
            locale == "fr" ? "je veux commander la bouilloire Ondine" : "I want to order the Ondine kettle");
        foreach (var message in messages)
            (await conversation.SayAsync(message)).ShouldNotBeNull();
        var state = conversation.State.Json.ShouldNotBeNull();
        return state[state.IndexOf("\"order\":{", StringComparison.Ordinal)..];
    }
}
