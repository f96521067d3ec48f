using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Speech.Saying;
using Gateway.Channels.Tests.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Saying;

public sealed class SpokenMapTests
{
    private const string Reply = "**Bonjour** Marie, 79,90 € à 9h30 [ici](https://example.test).";

    [Fact]
    public void What_was_heard_is_told_in_the_source()
    {
        var said = Said.Of(Reply, "fr");

        said.Text.ShouldBe("Bonjour Marie, soixante-dix-neuf euros quatre-vingt-dix à neuf heures trente ici.");
        Reply[..said.SourceHeard("Bonjour".Length)].ShouldBe("**Bonjour");
        Reply[..said.SourceHeard("Bonjour Mar".Length)].ShouldBe("**Bonjour** Mar");
        // Half a price is none.
        Reply[..said.SourceHeard("Bonjour Marie, soixante-dix".Length)].ShouldBe("**Bonjour** Marie, ");
        Reply[..said.SourceHeard("Bonjour Marie, soixante-dix-neuf euros quatre-vingt-dix".Length)]
            .ShouldBe("**Bonjour** Marie, 79,90 €");
        Reply[..said.SourceHeard(said.Text.Length)].ShouldBe(Reply);
        said.SourceHeard(0).ShouldBe(0);
    }

    [Fact]
    public void A_place_of_the_source_is_found_in_the_words()
    {
        var said = Said.Of(Reply, "fr");

        said.Text[said.SpokenAt(Reply.IndexOf("79", StringComparison.Ordinal))..].ShouldStartWith("soixante-dix-neuf");
        said.Text[said.SpokenAt(Reply.IndexOf("ici", StringComparison.Ordinal))..].ShouldBe("ici.");
        said.SpokenAt(Reply.Length).ShouldBe(said.Text.Length);
    }

    [Fact]
    public void Any_text_is_said_without_marks_and_its_map_is_whole() =>
        Prop.ForAll(OddText.Any.Two().ToArbitrary(), texts =>
        {
            foreach (var locale in (string[])["fr", "en"])
            {
                var text = texts.Item1 + " 12,5 % " + texts.Item2;
                var said = Said.Of(text, locale);
                var (spoken, source) = (0, 0);
                foreach (var stretch in said.Map)
                {
                    stretch.SpokenStart.ShouldBe(spoken);
                    stretch.SpokenLength.ShouldBeGreaterThan(0);
                    stretch.SourceStart.ShouldBeGreaterThanOrEqualTo(source);
                    stretch.SourceEnd.ShouldBeLessThanOrEqualTo(text.Length);
                    (spoken, source) = (stretch.SpokenEnd, stretch.SourceEnd);
                }

                spoken.ShouldBe(said.Text.Length);
                said.Text.IndexOfAny(['*', '_', '#', '`', '|', '<', '>', '\n', '\u00A0']).ShouldBe(-1);
                said.Text.Any(char.IsSurrogate).ShouldBeFalse();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_201, 7));
}
