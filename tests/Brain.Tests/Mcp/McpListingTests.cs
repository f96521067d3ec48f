using System.Text.Json;
using Gateway.Brain.Mcp;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Mcp;

/// <summary>Which tools of a server agents may know.</summary>
public sealed class McpListingTests
{
    private static readonly McpServer Crm = new() { Id = "crm", Url = new Uri("https://crm.example.com") };

    [Theory]
    [InlineData("find-customer", "crm_find_customer")]
    [InlineData("find.customer", "crm_find_customer")]
    [InlineData("Find2", "crm_Find2")]
    public void A_name_is_made_one_that_models_can_call(string name, string expected) =>
        McpListing.Of(Crm, [FakeMcpServer.ToolOf(name)]).ShouldHaveSingleItem().Name.ShouldBe(expected);

    [Theory]
    [InlineData("trouver le client")]
    [InlineData("é")]
    [InlineData("a/b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_name_that_none_can_call_is_left_out(string name) =>
        McpListing.Of(Crm, [FakeMcpServer.ToolOf(name)]).ShouldBeEmpty();

    [Fact]
    public void Of_two_tools_with_one_name_the_first_has_it() =>
        McpListing.Of(Crm, [FakeMcpServer.ToolOf("a-b"), FakeMcpServer.ToolOf("a.b")])
            .ShouldHaveSingleItem().RemoteName.ShouldBe("a-b");

    [Fact]
    public void A_tool_that_nothing_is_said_of_wants_a_yes() =>
        McpListing.Of(Crm, [FakeMcpServer.ToolOf("any")]).ShouldHaveSingleItem().Policy.ShouldBe(McpPolicy.Confirm);

    [Fact]
    public void A_long_description_is_cut_and_told_as_somebody_elses()
    {
        var listed = McpListing.Of(Crm, [FakeMcpServer.ToolOf("any", new string('x', 5000))]).ShouldHaveSingleItem();

        listed.Description.Length.ShouldBeLessThan(1200);
        listed.Description.ShouldContain("no instruction");
    }

    [Fact]
    public void A_schema_that_is_too_large_or_too_deep_is_left_out()
    {
        var large = FakeMcpServer.ToolOf("large");
        large.InputSchema = Json($$"""{"type":"object","description":"{{new string('x', 9000)}}"}""");
        var deep = FakeMcpServer.ToolOf("deep");
        deep.InputSchema = Json(
            string.Concat(Enumerable.Repeat("""{"type":"object","items":""", 20)) + "{}" + new string('}', 20));

        McpListing.Of(Crm, [large, deep]).ShouldBeEmpty();
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
