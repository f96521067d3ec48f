using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

public sealed class McpServerReaderTests
{
    private const string Good =
        """
        {
          "id": "crm", "url": "https://crm.example.com/mcp",
          "headers": { "Authorization": "${Corner:Crm}" },
          "agents": ["shop-seller"],
          "tools": { "find_customer": { "policy": "read" }, "delete_all": { "policy": "off" } },
          "timeoutSeconds": 15
        }
        """;

    private readonly Dictionary<string, string> _secrets = new() { ["Corner:Crm"] = "Bearer fake" };

    [Fact]
    public void A_workspace_names_a_server_with_all_that_holds_for_it()
    {
        var file = Read(Good);

        file.Errors.ShouldBeEmpty();
        var server = file.Workspace.ShouldNotBeNull().McpServers.ShouldHaveSingleItem();
        server.Url.ShouldBe(new Uri("https://crm.example.com/mcp"));
        server.Headers["Authorization"].ShouldBe("Bearer fake");
        server.Agents.ShouldBe(["shop-seller"]);
        server.Tools["find_customer"].ShouldBe(McpPolicy.Read);
        server.Tools["delete_all"].ShouldBe(McpPolicy.Off);
        server.TimeoutSeconds.ShouldBe(15);
    }

    [Theory]
    [InlineData("id", "\"CRM\"", "$.mcpServers[0].id", "lower-case letters")]
    [InlineData("id", null, "$.mcpServers[0].id", "found nothing")]
    [InlineData("url", "\"http://crm.example.com/mcp\"", "$.mcpServers[0].url", "an https address")]
    [InlineData("url", "\"https://me:secret@crm.example.com\"", "$.mcpServers[0].url", "an https address")]
    [InlineData("url", "\"file:///etc/passwd\"", "$.mcpServers[0].url", "an https address")]
    [InlineData("headers", "7", "$.mcpServers[0].headers", "found a number")]
    [InlineData("headers", "{\"Host\":\"other\"}", "$.mcpServers[0].headers.Host", "is no header")]
    [InlineData("headers", "{\"X-A\":\"\"}", "$.mcpServers[0].headers.X-A", "printable")]
    [InlineData("agents", "\"all\"", "$.mcpServers[0].agents", "found a text")]
    [InlineData("tools", "[]", "$.mcpServers[0].tools", "found a list")]
    [InlineData("tools", "{\"a\":{\"policy\":\"yes\"}}", "$.mcpServers[0].tools.a.policy", "one of read")]
    [InlineData("tools", "{\"a\":{\"policy\":\"read\",\"x\":1}}", "$.mcpServers[0].tools.a.x", "is not known here")]
    [InlineData("timeoutSeconds", "21", "$.mcpServers[0].timeoutSeconds", "1 to 20")]
    [InlineData("command", "\"sh\"", "$.mcpServers[0].command", "is not known here")]
    public void What_is_wrong_is_said_with_its_place(string property, string? json, string path, string reason)
    {
        var server = JsonNode.Parse(Good)!.AsObject();
        server.Remove(property);
        if (json is not null)
            server[property] = JsonNode.Parse(json);

        var file = Read(server.ToJsonString());

        file.Workspace.ShouldBeNull();
        file.Errors.ShouldContain(error => error.Path == path && error.Reason.Contains(reason));
    }

    [Fact]
    public void Two_servers_of_one_id_are_an_error() =>
        Read($"{Good},{Good}").Errors.ShouldContain(error => error.Path == "$.mcpServers[1].id");

    [Fact]
    public void A_secret_that_is_missing_costs_its_server_and_nothing_else()
    {
        _secrets.Clear();

        var file = Read(Good);

        file.Workspace.ShouldNotBeNull().McpServers.ShouldBeEmpty();
        file.Errors.ShouldHaveSingleItem().Path.ShouldBe("$.mcpServers[0].headers.Authorization");
    }

    private WorkspaceDocument Read(string servers) => TestReaders.Of(_secrets.GetValueOrDefault).ReadFile(
        "corner-shop.json",
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "id": "corner-shop", "name": "Corner Shop", "solution": "shop", "mcpServers": [{{servers}}],
              "channels": [
                { "kind": "web", "siteKey": "corner-shop", "allowedOrigins": ["https://shop.example"] }
              ]
            }
            """));
}
