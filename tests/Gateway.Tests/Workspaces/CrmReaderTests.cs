using System.Text.Json;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

public sealed class CrmReaderTests
{
    private const string Stages =
        """{ "hot": "s1", "warm": "s2", "cold": "s3", "won": "closedwon", "lost": "closedlost" }""";

    private readonly List<WorkspaceError> _errors = [];
    private readonly List<WorkspaceError> _missing = [];

    [Fact]
    public void It_says_which_with_what_key_and_where_deals_stand()
    {
        var crm = Read(
            $$"""
            {
                "kind": "hubspot", "token": "${Token}", "secret": "${Secret}", "pipeline": "default",
                "stages": {{Stages}}, "owners": { "Claire Martin": "1234" }
            }
            """).ShouldNotBeNull();

        (crm.Token, crm.Secret, crm.Pipeline, crm.Url).ShouldBe(
            ("pat-1", "client", "default", CrmSettings.HubSpotUrl));
        (crm.Stages["won"], crm.Owners["Claire Martin"]).ShouldBe(("closedwon", "1234"));
        _errors.ShouldBeEmpty();
    }

    [Fact]
    public void Without_its_token_there_is_none_and_nothing_else_is_lost()
    {
        Read($$"""{ "kind": "hubspot", "token": "${Absent}", "pipeline": "p", "stages": {{Stages}} }""")
            .ShouldBeNull();

        _errors.ShouldBeEmpty();
        _missing.Single().Path.ShouldBe("$.crm.token");
    }

    [Theory]
    [InlineData("kind", "\"salesforce\"", "$.crm.kind")]
    [InlineData("token", "\"pat-written-out\"", "$.crm.token")]
    [InlineData("pipeline", "\"\"", "$.crm.pipeline")]
    [InlineData("stages", "{ \"hot\": \"s\" }", "$.crm.stages.warm")]
    [InlineData("stages", "\"s1\"", "$.crm.stages")]
    [InlineData("owners", "{ \"Claire\": \"claire\" }", "$.crm.owners.Claire")]
    [InlineData("url", "\"http://hubspot.example\"", "$.crm.url")]
    [InlineData("url", "\"https://hubspot.example/path\"", "$.crm.url")]
    [InlineData("stage", "{}", "$.crm.stage")]
    public void What_is_wrong_is_named_and_no_token_shown(string name, string value, string path)
    {
        var parts = new Dictionary<string, string>
        {
            ["kind"] = "\"hubspot\"",
            ["token"] = "\"${Token}\"",
            ["pipeline"] = "\"default\"",
            ["stages"] = Stages,
            [name] = value,
        };

        Read($$"""{ {{string.Join(", ", parts.Select(part => $"\"{part.Key}\": {part.Value}"))}} }""");

        _errors[0].Path.ShouldBe(path);
        _errors[0].Reason.ShouldNotContain("written");
    }

    private CrmSettings? Read(string crm)
    {
        var file = new FileObject("$", JsonElement.Parse($$"""{ "crm": {{crm}} }"""), _errors.Add, SecretOf);
        return CrmReader.Read(file, _errors.Add, _missing.Add, SecretOf);
    }

    private static string? SecretOf(string name) => name switch
    {
        "Token" => "pat-1",
        "Secret" => "client",
        _ => null,
    };
}
