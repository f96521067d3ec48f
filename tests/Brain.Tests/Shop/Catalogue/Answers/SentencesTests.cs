using Gateway.Brain.Shop.Catalogue.Answers;

namespace Gateway.Brain.Tests.Shop.Catalogue.Answers;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Oui. Non.", "Oui.|Non.")]
    [InlineData("It costs €4.90. Free from €60.", "It costs €4.90.|Free from €60.")]
    [InlineData("Écrivez à a@b.example. Merci !", "Écrivez à a@b.example.|Merci !")]
    [InlineData("Ask Dr. Green or St. John. They know.", "Ask Dr. Green or St. John.|They know.")]
    [InlineData("• Lundi : 9 h\n• Mardi : 10 h", "• Lundi : 9 h|• Mardi : 10 h")]
    [InlineData("", "")]
    public void An_answer_is_parted_where_its_sentences_end(string answer, string sentences) =>
        string.Join('|', Sentences.In(answer).Select(sentence => answer[sentence.Start..sentence.End]))
            .ShouldBe(sentences);

    [Theory]
    [InlineData("du lundi au vendredi de 9 h à 18 h", 0b001_1111)]
    [InlineData("Monday to Friday", 0b001_1111)]
    [InlineData("samedi 10 h – 17 h", 0b010_0000)]
    [InlineData("fri-mon", 0b111_0001)]
    [InlineData("fermé le dimanche et les jours fériés", 0b100_0000)]
    [InlineData("tous les jours", 0b111_1111)]
    [InlineData("open every day", 0b111_1111)]
    [InlineData("sous 5 jours", 0)]
    public void A_range_names_the_days_within_it(string text, int days) =>
        Mentions.In(text).WeekDays.ShouldBe(days);

    [Theory]
    [InlineData("j'habite à Genève", "CH", true)]
    [InlineData("livraison dans l'Union européenne", "DE", true)]
    [InlineData("outre-mer sur devis", "RE", true)]
    [InlineData("nous livrons en Belgique", "CA", false)]
    public void A_country_is_named_by_itself_or_by_what_it_is_part_of(string text, string country, bool isNamed) =>
        Mentions.In(text).Names(country).ShouldBe(isNamed);
}
