using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House;

/// <summary>
/// Answers to an order that was read back, of people who knew nothing of the house: a yes, and anything else. The sets
/// stand in <c>Answers/</c>, a line an answer.
/// </summary>
public sealed class AssentTests
{
    private const string ReadBack = """
        2 × Lampe Lueur : 45,90 € = 91,80 €
        Jeanne Morel, 06 39 98 12 12, 4 rue des Lilas 69003 Lyon
        """;

    [Theory]
    [InlineData("other.4.txt", 2)]
    public void What_is_no_plain_yes_is_not_taken_for_one(string file, int most)
    {
        var taken = Answers(file).Where(IsTaken).Select(answer => answer.Text).ToList();

        taken.Count.ShouldBeLessThanOrEqualTo(most, string.Join('\n', taken));
    }

    [Theory]
    [InlineData("yes.4.txt", 66)]
    public void Many_say_yes_in_words_of_their_own(string file, int least)
    {
        var missed = Answers(file).Where(answer => !IsTaken(answer)).Select(answer => answer.Text).ToList();

        (Answers(file).Count - missed.Count).ShouldBeGreaterThanOrEqualTo(least, string.Join('\n', missed));
    }

    [Theory]
    [InlineData("Yes, 3 lamps, confirmed")]
    [InlineData("yes, 1 lamp, all correct")]
    [InlineData("oui, trois lampes, c'est parfait")]
    [InlineData("oui c'est bien ça, 06 39 98 12 13")]
    public void A_figure_that_was_not_read_back_is_agreed_to_by_no_yes(string text) =>
        IsTaken((text.StartsWith('o') ? "fr" : "en", text)).ShouldBeFalse();

    private static bool IsTaken((string Locale, string Text) answer) => Assent.IsPlain(
        Utterance.Read(answer.Text, answer.Locale, Lexicon.Load($"House.{answer.Locale}.lexicon")), ReadBack);

    private static List<(string Locale, string Text)> Answers(string file) =>
        [.. File.ReadLines(Path.Combine(
            DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "House", "Answers", file))
            .Select(line => line.Split(" | ", 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1]))];
}
