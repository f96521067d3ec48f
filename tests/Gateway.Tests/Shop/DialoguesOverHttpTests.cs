using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Shop;

/// <summary>
/// The shop's conversations through the door that users take: one gateway, <c>POST /chat</c>, prospects read over the
/// API.
/// </summary>
public sealed class DialoguesOverHttpTests(Newcomer gateway)
{
    private static readonly string Folder = Path.Combine(
        GatewayProcess.Root, "tests", "Brain.Tests", "Shop", "Dialogues");

    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Folder, "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_shop_holds_the_conversation_over_the_network(string file)
    {
        var dialogue = Dialogue.Load(Path.Combine(Folder, $"{file}.json"));
        string? session = null;

        var wrong = (await DialogueRunner.RunAsync(dialogue, async (text, payload) =>
        {
            using var response = await gateway.Http.PostAsJsonAsync(
                "/chat",
                new { id_session = session, texte = text, payload, locale = dialogue.Locale, workspace = "demo-shop" });
            var body = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(body);
            var answer = JsonNode.Parse(body)!;
            session = (string)answer["id_session"]!;
            return new DialogueAnswer(
                (string)answer["texte"]!, answer["parts"].Deserialize<List<Part>>(SessionJson.Options)!);
        })).ToList();
        wrong.AddRange(DialogueRunner.Differences(dialogue.Prospect, await RecordedAsync(session!)));

        wrong.ShouldBeEmpty($"{dialogue.Name}\n  {string.Join("\n  ", wrong)}");
    }

    private async Task<List<DialogueProspect>> RecordedAsync(string session)
    {
        var recorded = new List<DialogueProspect>();
        string? after = null;
        do
        {
            var page = (await gateway.Operator.GetFromJsonAsync<JsonNode>(
                $"/api/prospects?workspace=demo-shop&status=hot&limit=200{(after is null ? "" : $"&after={after}")}"))!;
            recorded.AddRange(
                page["items"]!.AsArray()
                .Where(item => (string?)item!["sessionId"] == session!.Split('.')[0])
                .Select(item => new DialogueProspect(
                (string)item!["lastName"]!, (string)item["firstName"]!, (string)item["phone"]!,
                (string)item["address"]!,
                (string)item["productHandle"]!, (int)item["quantity"]!, (bool)item["freeDelivery"]!)));
            after = (string?)page["next"];
        }
        while (after is not null);

        return recorded;
    }
}
