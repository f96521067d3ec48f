using System.Text;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.House;

public sealed class ModelTests
{
    private static readonly string House =
        Path.Combine(DemoShop.WorkspacesPath, "..", "src", "Brain", "House");

    [Theory]
    [InlineData("shop")]
    [InlineData("sales")]
    public void A_trades_model_is_the_one_learned_from_its_corpus(string trade)
    {
        using var stream = File.OpenRead(Path.Combine(House, "Models", $"{trade}.model"));

        var digest = Model.Read(stream).Digest;

        digest.ShouldBe(
            Trainer.DigestOf(
                [.. Directory.GetFiles(Path.Combine(House, "Corpus"), $"{trade}.*.txt"),
                    .. Directory.GetFiles(Path.Combine(House, "Thesaurus"), "*.txt")]),
            "The corpus has changed: learn it again, as House/Corpus/README.md says.");
    }

    [Fact]
    public void What_a_yes_is_was_learned_from_its_corpus() => AssentModel.Embedded.Digest.ShouldBe(
        Trainer.DigestOf(
            [.. Directory.GetFiles(Path.Combine(House, "Corpus"), "shop.*.txt"),
                .. Directory.GetFiles(Path.Combine(House, "Corpus"), "assent.*.txt")]),
        "The corpus has changed: learn it again, as House/Corpus/README.md says.");

    // A model that was learned from other features than those that are looked at today knows nothing any more.
    [Theory]
    [InlineData("shop.fr.3.txt")]
    [InlineData("shop.en.3.txt")]
    public void The_shops_model_reads_what_it_was_learned_from(string file)
    {
        var reader = UtteranceReader.Load("House.shop.model");
        var examples = Corpus.Read(Path.Combine(House, "Corpus", file)).Take(300).ToList();

        var right = examples.Count(example =>
            reader.Read(TextOf(example), example.Situation, _ => false).Select(clause => clause.Act)
                .SequenceEqual(example.Clauses.Select(clause => clause.Act)));

        right.ShouldBeGreaterThan(240);
    }

    [Fact]
    public void A_model_is_the_same_each_time_it_is_learned()
    {
        var some = Corpus.Read(Path.Combine(House, "Corpus", "shop.en.1.txt")).Take(150).ToList();

        Written(Trainer.Train(some, "")).ShouldBe(Written(Trainer.Train(some, "")));
    }

    [Theory]
    [InlineData("hello there // and more", "no context stands before it")]
    [InlineData("@ about=none", "a context says asked= and about=")]
    [InlineData("@ asked=none about=none channel=web\nno bar", "an utterance is acts, ' | ' and the text")]
    [InlineData("@ asked=none about=none channel=web\nyes // no | just one", "there are 2 acts for 1 clauses")]
    public void What_is_not_of_the_format_is_told_with_its_line(string text, string reason)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.en.1.txt");
        File.WriteAllText(file, text);

        var wrong = Should.Throw<FormatException>(() => Corpus.Read(file));

        wrong.Message.ShouldContain(reason);
        wrong.Message.ShouldContain($"line {text.Split('\n').Length}");
        File.Delete(file);
    }

    private static string TextOf(Example example)
    {
        var text = new StringBuilder();
        foreach (var token in example.Tokens)
            text.Append(' ', token.Start - text.Length).Append(token.Text);
        return text.ToString();
    }

    private static byte[] Written(Model model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }
}
