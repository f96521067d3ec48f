using Gateway.Brain.Shop.Catalogue.Facts;

namespace Gateway.Brain.Tests.Shop.Catalogue.Facts;

public sealed class FactReaderTests
{
    [Theory]
    [InlineData("fr", "Poids : 1,9 kg", "weight", 1900)]
    [InlineData("fr", "Contenance : 30 cl", "capacity", 0.3)]
    [InlineData("fr", "Puissance : 1 200 W", "power", 1200)]
    [InlineData("fr", "Hauteur : 152 cm, abat-jour 45 cm", "height", 152)]
    [InlineData("fr", "Dimensions : 29 × 16 × 20 cm, 1,1 kg", "weight", 1100)]
    [InlineData("fr", "Dimensions : 29 × 16 × 20 cm, 1,1 kg", "height", 20)]
    [InlineData("fr", "Charge : 160 kg", "load", 160_000)]
    [InlineData("fr", "Charge : 4 heures, câble USB-C fourni", "charging", 240)]
    [InlineData("fr", "Garantie : 2 ans", "warranty", 24)]
    [InlineData("fr", "Lot : 4 assiettes", "pieces", 4)]
    [InlineData("fr", "Lumière : LED 8 W, 2 700 à 4 000 K", "colour-temperature", 4000)]
    [InlineData("en", "Power: 2,200 W", "power", 2200)]
    [InlineData("en", "Capacity: 1.7 L, about 7 cups", "serves", 7)]
    [InlineData("en", "Height: 25 cm, diameter 18 cm", "diameter", 18)]
    [InlineData("en", "Runtime: 8 to 20 hours", "runtime", 1200)]
    [InlineData("en", "Weight: 4.9 kg, load 130 kg", "load", 130_000)]
    [InlineData("en", "Noise: 79 dB", "noise", 79)]
    public void A_line_tells_a_number_in_its_base_unit(string locale, string line, string topic, double value) =>
        FactReader.Read("X", $"• {line}", null, null, locale).Measures[topic].ShouldBe(value, 0.001);

    [Theory]
    [InlineData("Material: organic cotton, 550 g/m²", "weight")]
    [InlineData("Blade: 14C28 steel", "temperature")]
    public void What_only_looks_like_a_measure_is_none(string line, string topic) =>
        FactReader.Read("X", $"• {line}", null, null, "en").Measures.Keys.ShouldNotContain(topic);

    [Fact]
    public void Facts_come_back_from_their_JSON_as_they_were()
    {
        var facts = FactReader.Read("Été mug", "A mug.\n• Capacity: 30 cl", "Colour: blue", "Faïencerie", "en");
        var read = ProductFacts.Read(facts.Write());

        read.Sentences.ShouldBe(facts.Sentences);
        read.Measures.ShouldBe(facts.Measures);
        read.Find("capacity")!.Values.ShouldBe([0.3]);
        read.Sentences[read.Find("maker")!.Sentence].Text.ShouldBe("Faïencerie");
    }

    [Fact]
    public void Of_two_products_it_is_told_which_has_more()
    {
        ProductFacts[] kettles =
        [
            FactReader.Read("A", "• Capacity: 1 L\n• Weight: 1.1 kg", null, null, "en"),
            FactReader.Read("B", "• Capacity: 1.7 L\n• Weight: 900 g", null, null, "en"),
        ];

        FactComparison.Compare(kettles, "which one is lighter?", "en")
            .ShouldHaveSingleItem().Least.ShouldBe(1);
        FactComparison.Compare(kettles, "which is bigger", "en").ShouldHaveSingleItem().Most.ShouldBe(1);
        FactComparison.Compare(kettles, "what's the warranty", "en").ShouldBeEmpty();
    }
}
