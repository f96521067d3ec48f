using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Tests.House.Entities;

public sealed class SpelledWordTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("spellings.txt", 1)]
    [InlineData("held.spellings.txt", 0.97)]
    public void What_is_spelled_is_understood(string file, double least) =>
        ValueLines.Check(
            file, least, (text, name) => name.Length > 0 ? NameSpelling.Correct(text, name) ?? "none"
                : string.Join(", ", SpelledWord.Find(text).Select(word => word.Text)) is { Length: > 0 } found
                    ? found
                    : "none", output);

    [Theory]
    [InlineData("ça s'écrit B comme Bernard, E, L voilà", "B comme Bernard, E, L")]
    [InlineData("mon mail marie point roy arobase free point fr merci", "marie point roy arobase free point fr")]
    public void It_is_told_with_its_place(string text, string place) =>
        SpelledWord.Find(text).ShouldHaveSingleItem().Span.Of(text).ShouldBe(place);
}
