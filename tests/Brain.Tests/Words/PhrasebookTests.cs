using System.Text.RegularExpressions;
using Gateway.Brain.Words;

namespace Gateway.Brain.Tests.Words;

public sealed partial class PhrasebookTests
{
    [Theory]
    [InlineData("House")]
    [InlineData("Shop")]
    [InlineData("Consent")]
    public void Both_languages_have_the_same_phrases_with_the_same_placeholders(string book)
    {
        var french = Phrasebook.Load($"{book}.fr.phrases").Phrases;
        var english = Phrasebook.Load($"{book}.en.phrases").Phrases;

        english.Keys.Order().ShouldBe(french.Keys.Order());
        foreach (var (key, variants) in french)
            Placeholders(english[key]).ShouldBe(Placeholders(variants), key);
    }

    [Theory]
    [InlineData("House.fr.phrases")]
    [InlineData("Shop.fr.phrases")]
    [InlineData("Consent.fr.phrases")]
    public void French_phrases_have_French_typography(string book)
    {
        foreach (var variant in Phrasebook.Load(book).Phrases.Values.SelectMany(variants => variants))
        {
            variant.ShouldNotContain("'");
            OrdinarySpace().IsMatch(variant).ShouldBeFalse(variant);
        }
    }

    [Fact]
    public void The_same_turn_is_worded_the_same_each_time_and_others_differ()
    {
        var book = Phrasebook.Load("House.fr.phrases");

        book.Say("thanks", "turn-1").Markdown.ShouldBe(book.Say("thanks", "turn-1").Markdown);
        Enumerable.Range(0, 20)
            .Select(turn => book.Say("thanks", $"turn-{turn}").Markdown)
            .Distinct()
            .Count()
            .ShouldBe(book.Phrases["thanks"].Length);
    }

    private static List<string> Placeholders(string[] variants) =>
        [.. variants.SelectMany(variant => Placeholder().Matches(variant))
            .Select(match => match.Value)
            .Distinct()
            .Order()];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[ ][:;?!»]|«[ ]", RegexOptions.None, 1000)]
    private static partial Regex OrdinarySpace();
}
