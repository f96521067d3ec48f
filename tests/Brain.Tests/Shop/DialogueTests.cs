using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>The conversations of <c>Dialogues/</c>, held with the embedded model over the demo shop's own catalogue.</summary>
public sealed class DialogueTests(DemoShop shop) : IClassFixture<DemoShop>
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Folder(), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

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
        wrong.AddRange(Differences(dialogue.Prospect, await RecordedAsync(conversation)));

        wrong.ShouldBeEmpty($"{dialogue.Name}\n  {string.Join("\n  ", wrong)}");
    }

    private async Task<List<Prospect>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.Prospects.Where(prospect => prospect.SessionId == conversation.Id.Value).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Differences(DialogueProspect? expected, List<Prospect> recorded)
    {
        if (expected is null || recorded is not [var prospect])
        {
            if (recorded.Count != (expected is null ? 0 : 1))
                yield return $"{recorded.Count} prospects were recorded";
            yield break;
        }

        if (!DialogueRunner.Same(prospect.LastName, expected.LastName) || !DialogueRunner.Same(prospect.FirstName, expected.FirstName))
            yield return $"the name is {prospect.FirstName} | {prospect.LastName}";
        if (prospect.Phone != expected.Phone)
            yield return $"the phone is {prospect.Phone}";
        if (!DialogueRunner.Holds(prospect.Address, expected.Address))
            yield return $"the address is {prospect.Address}";
        if (prospect.ProductHandle != expected.Product || prospect.Quantity != expected.Quantity)
            yield return $"the order is {prospect.Quantity} x {prospect.ProductHandle}";
        if (expected.FreeDelivery is { } free && prospect.FreeDelivery != free)
            yield return $"free delivery is {prospect.FreeDelivery}";
        if (prospect.Status != ProspectStatus.Hot)
            yield return $"the status is {prospect.Status}";
    }

    private static string Folder() =>
        Path.Combine(DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "Shop", "Dialogues");
}
