using System.Text;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Sales;
using Gateway.Brain.Shop;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Agents;

/// <summary>
/// What holds for any answer, in whatever pieces it comes: over all that models are made to say in the sets of attacks
/// and twins, mixed and cut by chance.
/// </summary>
public sealed class GuardedStreamTests
{
    private const int Rounds = 1_500;

    private static readonly IReadOnlyList<string> Sentences = [.. Files().SelectMany(SaidIn)];

    [Fact]
    public void What_is_streamed_is_what_is_kept_and_nothing_is_cut()
    {
        Sentences.Count.ShouldBeGreaterThan(400);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var text = Answer(random);
            var (said, pieces, held) = Guard(text, random, seed);

            string.Concat(pieces).Trim().ShouldBe(said, $"seed {seed}: {text}");
            // What is left are whole sentences, in their order, with one remark in place of all that is held back.
            var rest = text;
            foreach (var sentence in held)
            {
                var at = rest.IndexOf(sentence, StringComparison.Ordinal);
                at.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}: {text}");
                rest = rest.Remove(at, sentence.Length);
            }

            Letters(said.Replace(Remark, "", StringComparison.Ordinal)).ShouldBe(Letters(rest), $"seed {seed}: {text}");
            // At no moment does half a sentence stand on the screen.
            var (all, shown) = (string.Concat(pieces), "");
            foreach (var piece in pieces)
            {
                shown += piece;
                EndsSentence(shown, all[shown.Length..]).ShouldBeTrue($"seed {seed}: {shown}");
            }
        }
    }

    [Fact]
    public void How_an_answer_is_cut_into_pieces_changes_nothing()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var text = Answer(new Random(seed));

            Guard(text, new Random(seed + 1), seed).Said.ShouldBe(
                Guard(text, null, seed).Said, $"seed {seed}: {text}");
        }
    }

    private static string Remark { get; } = Of(0).Rules.Instead(new Brain.Turns.TurnContext(
        new Conversation(null!, TestBrain.DemoWorkspace, "fr", new ManualClock()).Next("Bonjour", null),
        TestBrain.DemoWorkspace, "fr")).Markdown;

    private static string Answer(Random random)
    {
        StringBuilder text = new();
        for (var i = random.Next(1, 6); i > 0; i--)
            text.Append(Sentences[random.Next(Sentences.Count)])
                .Append(random.Next(5) switch { 0 => "\n\n", 1 => "\n- ", _ => " " });
        return text.ToString().Trim();
    }

    private static (string Said, IReadOnlyList<string> Pieces, IReadOnlyList<string> Held) Guard(
        string text, Random? random, int seed)
    {
        var (rules, facts) = Of(seed);
        using var reply = GuardedReply.Of(rules);
        reply.Guard.Learn(facts);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(text.Length - at, random?.Next(1, 12) ?? text.Length);
            reply.Guard.Write(text.Substring(at, length));
            at += length;
        }

        reply.Guard.EndParagraph();
        return (reply.Guard.Text, reply.Stream.Pieces, reply.Held);
    }

    private static (ClaimRules Rules, JsonElement Facts) Of(int seed) => (
        seed % 2 == 0 ? ShopClaims.Rules : ShopClaims.Rules with { Kinds = SalesClaims.Rules.Kinds },
        JsonSerializer.SerializeToElement(new
        {
            products = new[] { new { title = "Lampe Scribe", price = new { amount = 69.90m }, stock = 5 } },
            answer = "La livraison coûte 4,90 €, en 2 à 4 jours, offerte dès 60 €.",
        }));

    private static bool EndsSentence(string shown, string rest) =>
        string.IsNullOrWhiteSpace(rest) || rest[0] == '\n' || shown.EndsWith('\n')
        || shown.TrimEnd() is "" or [.., '.' or '!' or '?' or '…'];

    private static string Letters(string text) => new([.. text.Where(letter => !char.IsWhiteSpace(letter))]);

    private static IEnumerable<string> Files()
    {
        foreach (var folder in (string[])["Shop", "Sales"])
        {
            foreach (var file in (string[])["attacks.json", "twins.json"])
                yield return Path.Combine(GatewayProcess.Root, "tests", "Brain.Tests", folder, "Injection", file);
        }
    }

    private static IEnumerable<string> SaidIn(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var one in json.RootElement.EnumerateArray())
        {
            if (one.TryGetProperty("modelSays", out var says))
                yield return says.GetString()!;
        }
    }
}
