using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Texts;

public sealed class TextSplitterTests
{
    [Fact]
    public void What_fits_stays_whole_and_has_no_number() =>
        TextSplitter.Split("Bonjour. Ça va ?", 50).ShouldBe(["Bonjour. Ça va ?"]);

    [Fact]
    public void Paragraphs_come_before_sentences_and_sentences_before_words()
    {
        TextSplitter.Split("Un premier paragraphe, assez long.\n\nUn autre. Et encore un peu.", 60)
            .ShouldBe(["(1/2) Un premier paragraphe, assez long.", "(2/2) Un autre. Et encore un peu."]);
        TextSplitter.Split("Une phrase pour commencer. Une autre phrase qui suit la première.", 60)
            .ShouldBe(["(1/2) Une phrase pour commencer.", "(2/2) Une autre phrase qui suit la première."]);
        TextSplitter.Split("Une seule phrase qui ne finit pas avant la fin de tout ce message", 60)
            .ShouldBe(["(1/2) Une seule phrase qui ne finit pas avant la fin de", "(2/2) tout ce message"]);
    }

    [Fact]
    public void An_address_is_never_cut()
    {
        var address = "https://shop.example.test/" + new string('a', 40);

        TextSplitter.Split($"Voir aussi la page que voici : {address}", 80)[1].ShouldBe($"(2/2) {address}");
        TextSplitter.Split($"voir:{new string('x', 30)}{address}", 80)[1].ShouldBe($"(2/2) {address}");
    }

    [Fact]
    public void Nothing_is_lost_and_no_character_is_cut() => Holds(300);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_over_ten_thousand_texts() => Holds(10_000);

    private static void Holds(int times) =>
        Prop.ForAll(OddText.Any.Two().ToArbitrary(), Gen.Choose(50, 200).ToArbitrary(), (texts, most) =>
    {
        var text = CleanText.Of(texts.Item1 + " " + texts.Item2);
        var pieces = TextSplitter.Split(text, most);
        pieces.ShouldAllBe(piece => piece.Length <= most);
        var whole = pieces.Count == 1 ? pieces[0] : string.Concat(pieces.Select((piece, index) =>
            piece.StartsWith($"({index + 1}/{pieces.Count}) ", StringComparison.Ordinal)
                ? piece[$"({index + 1}/{pieces.Count}) ".Length..]
                : piece));
        Without(whole).ShouldBe(Without(text));
        foreach (var piece in pieces)
            (char.IsLowSurrogate(piece.FirstOrDefault()) || char.IsHighSurrogate(piece.LastOrDefault()))
                .ShouldBeFalse();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_125, 7));

    private static string Without(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));
}
