using Gateway.Brain.ChatModels;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class TokenCounterTests
{
    [Fact]
    public void Words_are_counted_as_a_model_reads_them()
    {
        TokenCounter.Count("").ShouldBe(0);
        TokenCounter.Count("Hello world").ShouldBe(2);
        TokenCounter.Count(string.Join(' ', Enumerable.Repeat("hello", 5_000))).ShouldBeInRange(5_000, 5_050);
    }

    [Fact]
    public void A_million_letters_without_a_space_are_counted_before_the_contact_has_gone()
    {
        var letters = new string('a', 1_000_000);

        TokenCounter.Count(letters).ShouldBeInRange(125_000, 127_000);
        TokenCounter.Cut(letters, 10_000).Length.ShouldBeInRange(79_000, 80_000);
    }

    [Fact]
    public void What_is_cut_is_the_beginning_and_has_no_more_tokens_than_it_may()
    {
        var text = string.Join(' ', Enumerable.Range(0, 2_000).Select(n => $"lampe {n} à pétrole,"));

        foreach (var most in (int[])[0, 1, 10, 500, 1_500, 5_000])
        {
            var cut = TokenCounter.Cut(text, most);
            text.ShouldStartWith(cut);
            TokenCounter.Count(cut).ShouldBeLessThanOrEqualTo(most);
        }

        TokenCounter.Cut(text, 1_000_000).ShouldBe(text);
    }

    [Fact]
    public void Letters_of_two_halves_are_not_cut_apart()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("𝕬🏳️‍🌈é", 800));

        foreach (var most in Enumerable.Range(0, 40).Append(3_000))
            TokenCounter.Cut(text, most).ShouldNotContain('\uFFFD');
        Enumerable.Range(0, 40).Select(most => TokenCounter.Cut(text, most))
            .ShouldAllBe(cut => cut.Length == 0 || !char.IsHighSurrogate(cut.Last()));
    }

    [Fact]
    public void A_message_is_its_words_its_calls_and_what_they_found()
    {
        var call = new FunctionCallContent("c1", "look_up", new Dictionary<string, object?> { ["query"] = "lampe" });
        var found = new FunctionResultContent("c1", new { found = 2 });

        TokenCounter.Count(new ChatMessage(ChatRole.Assistant, [call])).ShouldBeGreaterThan(
            TokenCounter.Count(new ChatMessage(ChatRole.Assistant, "")));
        TokenCounter.WordsOf(call).ShouldBe("""look_up{"query":"lampe"}""");
        TokenCounter.WordsOf(found).ShouldBe("""{"found":2}""");
        TokenCounter.Count(new ChatMessage(
            ChatRole.User, [new UriContent("https://gateway.example.test/x", "image/png")]))
            .ShouldBeGreaterThan(500);
    }
}
