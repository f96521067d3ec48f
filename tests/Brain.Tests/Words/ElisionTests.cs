using System.Text;
using Gateway.Brain.Words;

namespace Gateway.Brain.Tests.Words;

public sealed class ElisionTests
{
    [Theory]
    [InlineData("l’assistant de ", "Atelier Nord", "l’assistant d’Atelier Nord")]
    [InlineData("La fiche de ", "Étagère Épi", "La fiche d’Étagère Épi")]
    [InlineData("La fiche de ", "Œillet", "La fiche d’Œillet")]
    [InlineData("La fiche de ", "Hôtel du Lac", "La fiche d’Hôtel du Lac")]
    [InlineData("La fiche de ", "Housse Lin", "La fiche de Housse Lin")]
    [InlineData("La fiche de ", "Hamac Sieste", "La fiche de Hamac Sieste")]
    [InlineData("La fiche de ", "Yves", "La fiche d’Yves")]
    [InlineData("La fiche de ", "Yaourtière", "La fiche de Yaourtière")]
    [InlineData("La fiche de ", "Onze heures", "La fiche de Onze heures")]
    [InlineData("La fiche de ", "11 roses", "La fiche de 11 roses")]
    [InlineData("La fiche de ", "Lampe", "La fiche de Lampe")]
    [InlineData("mode ", "Atelier", "mode Atelier")]
    [InlineData("dit que ", "Inès", "dit qu’Inès")]
    [InlineData("La fiche de ", "\uD83D", "La fiche de \uD83D")]
    [InlineData("La fiche de ", "", "La fiche de ")]
    public void French_joins_a_word_to_a_name_that_begins_with_a_vowel(string text, string name, string joined) =>
        Append(text, name, "fr").ShouldBe(joined);

    [Theory]
    [InlineData("This is a ", "Apple bowl", "This is an Apple bowl")]
    [InlineData("This is a ", "Unicorn", "This is a Unicorn")]
    [InlineData("This is a ", "Umbrella", "This is an Umbrella")]
    [InlineData("This is a ", "hourglass", "This is an hourglass")]
    [InlineData("This is a ", "8-cup pot", "This is an 8-cup pot")]
    [InlineData("This is a ", "vase", "This is a vase")]
    [InlineData("assistant of ", "Atelier Nord", "assistant of Atelier Nord")]
    public void English_says_an_before_a_vowel(string text, string name, string joined) =>
        Append(text, name, "en").ShouldBe(joined);

    [Fact]
    public void A_value_is_never_read_as_a_placeholder() =>
        Phrasebook.Load("Shop.fr.phrases")
            .Say("priceIs", "t", ("title", "Bol {price}"), ("price", "12,00 €")).Markdown.ShouldBe(
                "Bol {price} est à 12,00 €.");

    private static string Append(string text, string name, string locale)
    {
        var builder = new StringBuilder(text);
        Elision.Append(builder, name, locale);
        return builder.ToString();
    }
}
