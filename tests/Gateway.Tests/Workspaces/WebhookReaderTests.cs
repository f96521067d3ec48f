using System.Text.Json;
using Gateway.Sessions.Workspaces;
using Gateway.Workspaces;

namespace Gateway.Tests.Workspaces;

public sealed class WebhookReaderTests
{
    private const string Key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly List<WorkspaceError> _errors = [];
    private readonly List<WorkspaceError> _missing = [];

    [Fact]
    public void A_subscription_says_where_what_and_signed_with_what()
    {
        var read = Read(
            """[{ "id": "erp", "url": "https://erp.example/hook", "secret": "${Key}", "events": ["task.recorded"] }]""")
            .ShouldHaveSingleItem();

        (read.Id, read.Url, read.Secret.Length).ShouldBe(("erp", new Uri("https://erp.example/hook"), 24));
        (read.Wants("task.recorded"), read.Wants("prospect.recorded")).ShouldBe((true, false));
        _errors.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_lacks_its_secret_is_left_out_and_costs_nothing_else()
    {
        Read(
            """
            [
                { "id": "erp", "url": "https://erp.example/hook", "secret": "${Absent}" },
                { "id": "crm", "url": "https://crm.example/hook", "secret": "${Key}" }
            ]
            """).Select(one => one.Id).ShouldBe(["crm"]);

        _errors.ShouldBeEmpty();
        _missing.Single().Path.ShouldBe("$.webhooks[0].secret");
    }

    [Theory]
    [InlineData("""{ "id": "Erp", "url": "https://e.example", "secret": "${Key}" }""", "$.webhooks[0].id")]
    [InlineData("""{ "id": "erp", "url": "http://e.example", "secret": "${Key}" }""", "$.webhooks[0].url")]
    [InlineData("""{ "id": "erp", "url": "https://u:p@e.example", "secret": "${Key}" }""", "$.webhooks[0].url")]
    [InlineData("""{ "id": "erp", "url": "https://e.example", "secret": "${Short}" }""", "$.webhooks[0].secret")]
    [InlineData("""{ "id": "erp", "url": "https://e.example", "secret": "whsec_x" }""", "$.webhooks[0].secret")]
    [InlineData("""{ "id": "erp", "url": "https://e.example" }""", "$.webhooks[0].secret")]
    [InlineData(
        """{ "id": "erp", "url": "https://e.example", "secret": "${Key}", "events": ["lost"] }""",
        "$.webhooks[0].events[0]")]
    [InlineData(
        """{ "id": "erp", "url": "https://e.example", "secret": "${Key}", "event": [] }""", "$.webhooks[0].event")]
    public void What_is_wrong_is_named_and_no_secret_shown(string json, string path)
    {
        Read($"[{json}]");

        _errors.Select(error => error.Path).ShouldBe([path]);
        _errors[0].Reason.ShouldNotContain("whsec_x");
    }

    [Fact]
    public void Two_of_one_name_are_an_error()
    {
        const string One = """{ "id": "erp", "url": "https://e.example", "secret": "${Key}" }""";

        Read($"[{One}, {One}]");

        _errors.Single().Path.ShouldBe("$.webhooks[1].id");
    }

    private IReadOnlyList<WebhookSubscription> Read(string webhooks)
    {
        var file = new FileObject(
            "$", JsonElement.Parse($$"""{ "webhooks": {{webhooks}} }"""), _errors.Add, SecretOf);
        return WebhookReader.Read(file, _errors.Add, _missing.Add, SecretOf);
    }

    private static string? SecretOf(string name) => name switch
    {
        "Key" => Key,
        "Short" => "whsec_c2hvcnQ=",
        _ => null,
    };
}
