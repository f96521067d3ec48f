using System.Text;
using System.Text.Json.Nodes;
using Gateway.Installation;
using Gateway.Simulator.Stage;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Workspaces;

public sealed class WorkspacesWithoutHostTests(TableStores stores) : IClassFixture<TableStores>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Files_and_rows_are_read_and_a_file_wins()
    {
        var database = await stores.CreateDatabaseAsync();
        await using var node = await TableNode.StartAsync(stores.Redis, database);
        await node.Store.CreateAsync(Document("both", "Of the row"), "operator:test", None);
        await node.Store.CreateAsync(Document("row", "Of the row"), "operator:test", None);
        await node.Store.CreateAsync(Document("closed", "Of the row"), "operator:test", None);
        await node.Store.DisableAsync("closed", 1, "operator:test", None);
        await node.WriteFileAsync("both", document => document["name"] = "Of the file");

        Read(node, database).Select(workspace => (workspace.Id, workspace.Name))
            .ShouldBe([("both", "Of the file"), ("row", "Of the row")]);
        Read(node, postgres: null).Select(workspace => workspace.Id).ShouldBe(["both"]);
        Read(node, await stores.CreateDatabaseAsync()).Select(workspace => workspace.Id).ShouldBe(["both"]);
    }

    [Fact]
    public async Task Telegram_is_not_simulated_where_a_row_has_a_bot()
    {
        var database = await stores.CreateDatabaseAsync();
        await using var node = await TableNode.StartAsync(stores.Redis, database);
        Simulate(node, database).TelegramToken.ShouldNotBeNull();

        await node.Store.CreateAsync(TableNode.Document("row", document => document["channels"]!.AsArray().Add(
            new JsonObject
            {
                ["kind"] = "telegram",
                ["bot"] = "row_bot",
                ["token"] = "700000099:fake-telegram-token-for-tests",
            })), "operator:test", None);

        Simulate(node, database).TelegramToken.ShouldBeNull();
    }

    private static byte[] Document(string id, string name) =>
        Encoding.UTF8.GetBytes($$"""{ "id": "{{id}}", "name": "{{name}}", "solution": "shop" }""");

    private static IReadOnlyList<Sessions.Workspaces.Workspace> Read(TableNode node, string? postgres)
    {
        var configuration = Configure(node, postgres);
        return Composition.ReadWithoutHost(configuration, GatewayOptions.Read(configuration));
    }

    private static Simulation Simulate(TableNode node, string postgres)
    {
        var configuration = Configure(node, postgres);
        var options = GatewayOptions.Read(configuration);
        return Simulation.Decide(
            configuration, options, () => Composition.ReadWithoutHost(configuration, options),
            () => (new Uri("http://127.0.0.1:8080"), new Uri("http://127.0.0.1:8081")));
    }

    private static IConfiguration Configure(TableNode node, string? postgres) => new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new("Gateway:DataPath", Path.Combine(node.Folder, "data")),
            new("Gateway:WorkspacesPath", node.Folder),
            new("ConnectionStrings:Postgres", postgres),
        ])
        .Build();
}
