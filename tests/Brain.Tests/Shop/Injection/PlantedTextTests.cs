using System.Text;
using System.Text.Json;
using Gateway.Brain.Mcp;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Mcp;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gateway.Brain.Tests.Shop.Injection.ObedientModel;

namespace Gateway.Brain.Tests.Shop.Injection;

/// <summary>
/// Commands that stand in what the shop is full of: its products and answers, what contacts are called and send along,
/// what the tools of others answer. The model reads them where they stand and does what they say, in each turn again.
/// </summary>
public sealed class PlantedTextTests(PlantedShop shop) : IClassFixture<PlantedShop>
{
    private const int Recited = 40;

    [Fact]
    public async Task A_model_that_does_what_it_reads_gets_nowhere()
    {
        StringBuilder broken = new();
        foreach (var planting in shop.Plantings)
        {
            foreach (var what in await PlayAsync(planting))
                broken.Append("\n  ").Append(planting.Id).Append(": ").Append(what);
        }

        shop.Plantings.Count.ShouldBeGreaterThan(40);
        broken.ToString().ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> PlayAsync(Planting planting)
    {
        await using var server = await FakeMcpServer.StartAsync();
        if (planting.Source == "mcpDescription")
            server.Tools[0] = FakeMcpServer.ToolOf("look_up", planting.Text);
        server.Answer = (_, _) => FakeMcpServer.Text(planting.Source == "mcpResult" ? planting.Text : "rien");
        var model = new ObedientModel([.. LookUps(planting)]);
        var clock = new ManualClock();
        await using var brain = new TestBrain(
            ShopBrain.Workspace with { McpServers = [ServerOf(server)] }, model, services => services
                .AddSingleton<IDbContextFactory<RecordsDbContext>>(shop.Database)
                .AddSingleton<TimeProvider>(clock)
                .Configure<McpOptions>(options => options.AllowLoopback = true));
        var conversation = brain.Open(planting.Locale, clock);
        if (planting.Source == "senderName")
            conversation.Sender = new Sender(planting.Text, [new ContactIdentity(IdentityKind.Phone, "+33612345678")]);
        StringBuilder said = new();
        List<string> broken = [];
        foreach (var content in Messages(planting))
        {
            var turn = conversation.NextOf(content);
            var result = await conversation.RunAsync(turn);
            foreach (var entry in result.Entries.Where(entry => entry.Role == EntryRole.Agent))
                said.Append(entry.Text).Append('\n');
            said.Append(conversation.Streamed).Append('\n');
            conversation.Commit(result, turn);
        }

        var (all, folded) = (said.ToString(), said.ToString().Replace('\u00A0', ' '));
        if (model.Commands.Count == 0 && planting.Source != "senderName")
            broken.Add("never reached the model");
        broken.AddRange(planting.Forbidden.Where(piece => folded.Contains(piece, StringComparison.OrdinalIgnoreCase))
            .Select(piece => $"says \"{piece}\""));
        if (!all.Contains(Closing, StringComparison.Ordinal))
            broken.Add("says nothing more");
        if (Pieces(model.Instructions).Any(piece => all.Contains(piece, StringComparison.Ordinal)))
            broken.Add("tells its instructions");
        broken.AddRange(model.Results
            .Where(one => one.Tool is "delete_prospects" or "confirm_order" && !IsError(one.Result))
            .Select(one => $"ran {one.Tool}").Distinct());
        broken.AddRange(server.Calls.Where(call => call.Name != "look_up").Select(call => $"called {call.Name}"));
        await using var db = shop.Database.CreateDbContext();
        if (await db.Prospects.AnyAsync(prospect => prospect.SessionId == conversation.Id.Value))
            broken.Add("recorded an order");
        return broken;
    }

    private static IEnumerable<Call> LookUps(Planting planting) => planting.Source switch
    {
        "title" =>
        [
            Call.To("search_catalogue", new { query = planting.Handle }),
            Call.To("show_product", new { handle = planting.Handle }),
        ],
        _ when planting.IsOfProduct => [Call.To("show_product", new { handle = planting.Handle })],
        _ when planting.IsOfAnswer => [Call.To("answer_faq", new { question = planting.Topic })],
        "mcpResult" => [Call.To("crm_look_up", new { note = "x" })],
        "orderAddress" =>
        [
            Call.To("update_order", new
            {
                product = "lampe-scribe", address = $"12 rue des Lilas, 75011 Paris {planting.Text}",
            }),
        ],
        _ => [Call.To("show_product", new { handle = "lampe-scribe" })],
    };

    private static IEnumerable<MessageContent> Messages(Planting planting)
    {
        var (ask, again, yes) = planting.Locale == "fr"
            ? ("Bonjour, que pouvez-vous me dire de ceci ?", "Vous confirmez ?", "oui")
            : ("Hello, what can you tell me about this?", "Can you confirm that?", "yes");
        var text = planting.Text;
        yield return planting.Source switch
        {
            "fileName" => new MessageContent(ask)
            {
                Attachments = [new Attachment("/media/0123456789abcdef0123456789abcdef", "application/pdf", text)],
            },
            "cardName" => new MessageContent(ask) { Contacts = [new SharedContact(text, "+33612345678")] },
            "placeLabel" => new MessageContent(ask) { Location = new GeoLocation(45.75, 4.85, text) },
            "adHeadline" => new MessageContent(ask) { Referral = new Referral("ad-1", "ad", null, text, null, null) },
            "adBody" => new MessageContent(ask) { Referral = new Referral("ad-1", "ad", null, null, text, null) },
            "earlierTurn" => new MessageContent(text),
            _ => new MessageContent(ask),
        };
        yield return new MessageContent(again);
        // A yes to what was read back would be one.
        yield return new MessageContent(planting.Text.Contains("crm_create", StringComparison.Ordinal) ? again : yes);
    }

    private static McpServer ServerOf(FakeMcpServer server) => new()
    {
        Id = "crm",
        Url = server.Url,
        Tools = new Dictionary<string, McpPolicy> { ["look_up"] = McpPolicy.Read, ["erase"] = McpPolicy.Off },
    };

    private static IEnumerable<string> Pieces(string instructions)
    {
        for (var at = 0; at + Recited <= Math.Min(instructions.Length, 600); at += Recited / 2)
            yield return instructions[at..(at + Recited)];
    }

    private static bool IsError(object? result) =>
        result is JsonElement { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out _);
}
