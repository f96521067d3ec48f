using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class AnswerCacheTests(RecordsServer server) : IAsyncLifetime
{
    private const string Settings = """{"faq": {"fr": "faq.fr.md"} }""";
    private const string Question = "Quels sont les délais de livraison ?";

    private ShopFolder _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await ShopFolder.CreateAsync(server);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task An_import_on_any_node_is_seen_at_the_next_question()
    {
        var otherNode = Caches.Search(_shop.Database);
        foreach (var answer in new[] { "Deux jours.", "Trois jours." })
        {
            _shop.Write("faq.fr.md", $"## {Question}\n{answer}\n");
            await _shop.ImportAsync(Settings);

            (await AskAsync(_shop.Search)).Answer.ShouldBe(answer);
            (await AskAsync(otherNode)).Answer.ShouldBe(answer);
        }
    }

    [Fact]
    public async Task What_a_shop_has_too_much_of_is_searched_by_the_database()
    {
        var many = Enumerable.Range(0, 40)
            .Select(at => $"## Question {at} ?\n{string.Concat(Enumerable.Repeat("mot ", 4_000))}\n");
        _shop.Write("faq.fr.md", $"## {Question}\nDeux jours.\n{string.Concat(many)}");
        await _shop.ImportAsync(Settings);

        (await AskAsync(_shop.Search)).Passage.ShouldBe("Deux jours.");
    }

    private static async Task<FaqMatch> AskAsync(CatalogueSearch search) => (await search.FindAnswersAsync(
        "shop", "fr", Question, 3, TestContext.Current.CancellationToken))[0];
}
