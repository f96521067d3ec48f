using Gateway.Brain.Shop.Catalogue.Facts;

namespace Gateway.Brain.Tests.Shop.Catalogue.Facts;

/// <summary>Goods held against each other: what is told of each, and which is wanted.</summary>
public sealed class FactComparisonTests
{
    private static readonly ProductFacts Press = FactReader.Read(
        "Fell press", "• Capacity: 1 L\n• Weight: 700 g\n• Burning time: 40 hours", null, null, "en");

    private static readonly ProductFacts Pot = FactReader.Read(
        "Tarn pot", "• Capacity: 300 ml\n• Weight: 0.9 kg\n• Burning time: 40 hours", null, null, "en");

    [Theory]
    [InlineData("which one makes more coffee", 0)]
    [InlineData("which is lighter", 0)]
    [InlineData("which is heavier?", 1)]
    [InlineData("and which of the two holds less", 1)]
    public void Which_is_more_or_less_is_told_in_what_is_asked(string question, int wanted)
    {
        var comparison = FactComparison.Compare([Press, Pot], question, "en").ShouldHaveSingleItem();

        comparison.Wanted.ShouldBe(wanted);
        comparison.Told.ShouldAllBe(told => told != null);
    }

    [Fact]
    public void What_is_alike_is_no_choice()
    {
        var comparison = FactComparison.Compare([Press, Pot], "longer-burning?", "en").ShouldHaveSingleItem();

        comparison.AreAlike.ShouldBeTrue();
        comparison.Wanted.ShouldBeNull();
    }

    [Fact]
    public void Without_a_thing_to_compare_the_usual_ones_are_told() =>
        FactComparison.Compare([Press, Pot], "what is the difference", "en")
            .Select(comparison => comparison.Topic)
            .ShouldContain("capacity");
}
