using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// What stands in the catalogue, the answers and the settings is escaped in what the house says; how channels show it,
/// their own tests say.
/// </summary>
public sealed class DataInWordsTests(RecordsServer server) : IAsyncLifetime
{
    private ShopFolder _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await ShopFolder.CreateAsync(server);
        _shop.Write("shop.csv", $"""
            {ShopFolder.CsvHeader}
            box,Boîte 30*40*50 cm,Volume 2*3*4,*Rayon*,,TRUE,,,,4,12,,,active
            mug,*Star* mug_with_marks,# 1 [beau] <b>mug</b> & `co`,*Rayon*,,TRUE,,,,4,9,,,active
            """);
        _shop.Write("faq.md", "## Livrez-vous à l’étranger ?\n\nOui : 10\\*20\\*30 cm, [au plus](x) 5\\_000 g.\n");
        (await _shop.ImportAsync(
            """{"catalogue": {"fr": "shop.csv"}, "faq": {"fr": "faq.md"}}""")).Errors.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("combien coûte la boîte ?", "Boîte 30*40*50 cm")]
    [InlineData("combien coûte la boîte ?", "Volume 2*3*4")]
    [InlineData("vous avez un mug star ?", "*Star* mug_with_marks")]
    [InlineData("vous livrez à l’étranger ?", "10*20*30 cm")]
    [InlineData("que vendez-vous ?", "*Rayon*")]
    public async Task What_the_house_says_of_it_shows_its_characters(string question, string shown)
    {
        await using var brain = Brain("Chez *Ana*");
        var answer = (await brain.Open("fr").SayAsync(question))!;

        answer.Text.ShouldContain(AgentMarkdown.Escape(shown));
        AgentMarkdown.Unescape(answer.Text).ShouldContain(shown);
        answer.Text.ShouldContain("Chez \\*Ana\\*");
    }

    [Fact]
    public async Task An_order_is_read_back_as_it_was_given()
    {
        await using var brain = Brain("Shop");
        var conversation = brain.Open("fr");
        await conversation.SayAsync("je prends la boîte");

        var readBack = (await conversation.SayAsync("Marie Petit, 06 12 34 56 78, 12 rue des *Lilas*, 75011 Paris"))!;

        AgentMarkdown.Unescape(readBack.Text).ShouldContain("Boîte 30*40*50 cm");
        readBack.Text.ShouldContain("\\*Lilas\\*");
    }

    private TestBrain Brain(string name) => new(
        ShopFolder.Workspace("""{"catalogue": {"fr": "shop.csv"}, "faq": {"fr": "faq.md"}}""") with { Name = name },
        null, services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(_shop.Database)
            .AddSingleton(TimeProvider.System));
}
