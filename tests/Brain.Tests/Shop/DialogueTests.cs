using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// The conversations of <c>Dialogues/</c>, held with the embedded model over the demo shop's own catalogue.
/// </summary>
public sealed class DialogueTests(DemoShop shop) : IClassFixture<DemoShop>
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Folder(), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_shop_holds_the_conversation(string file)
    {
        var dialogue = Dialogue.Load(Path.Combine(Folder(), $"{file}.json"));
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(dialogue.Locale);

        var wrong = (await DialogueRunner.RunAsync(dialogue, async (text, payload) =>
        {
            var answer = await conversation.SayAsync(text, payload);
            return new DialogueAnswer(answer!.Text, answer.Parts);
        })).ToList();
        wrong.AddRange(DialogueRunner.Differences(dialogue.Prospect, await RecordedAsync(conversation)));

        wrong.ShouldBeEmpty($"{dialogue.Name}\n  {string.Join("\n  ", wrong)}");
    }

    private async Task<List<DialogueProspect>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.ProspectOrders
            .Where(order => order.Prospect.SessionId == conversation.Id.Value
                && order.Prospect.Status == ProspectStatus.Hot)
            .Select(order => new DialogueProspect(
                order.Prospect.LastName!, order.Prospect.FirstName!, order.Prospect.Phone!, order.Address,
                order.ProductHandle, order.Quantity, order.FreeDelivery))
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Where the dialogues are.</summary>
    public static string Folder() =>
        Path.Combine(DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "Shop", "Dialogues");
}
