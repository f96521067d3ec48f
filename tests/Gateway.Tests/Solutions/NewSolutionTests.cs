using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Solutions;
using Gateway.Tests.Texts;
using Gateway.Tests.Workspaces;
using Gateway.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Solutions;

/// <summary>
/// A solution is its own folder and one registration: nothing of the product is changed for one that nobody has
/// thought of.
/// </summary>
public sealed class NewSolutionTests
{
    private const string File =
        """
        {
          "id": "cave", "name": "The Cave", "solution": "echo", "locale": "en", "settings": { "times": 2 },
          "channels": [{ "kind": "web", "siteKey": "cave", "allowedOrigins": ["https://cave.example"] }]
        }
        """;

    [Theory]
    [InlineData(
        "\"times\": 2", "\"times\": 10", "$.settings.times", "found a number, expected a whole number of 1 to 9")]
    [InlineData("\"times\"", "\"tims\"", "$.settings.tims", "is not known here; known are times")]
    [InlineData("\"echo\"", "\"ecco\"", "$.solution", "one of shop, inspection, sales, echo")]
    public void Its_settings_are_checked_in_a_workspace_file(string before, string after, string path, string reason)
    {
        using var services = new ServiceCollection().AddSolutions().AddEcho().BuildServiceProvider();
        var reader = new WorkspaceReader(
            _ => null, TestReaders.Channels, services.GetRequiredService<KnownSolutions>());

        reader.ReadFile("cave.json", Encoding.UTF8.GetBytes(File)).Errors.ShouldBeEmpty();
        var wrong = reader.ReadFile(
            "cave.json", Encoding.UTF8.GetBytes(File.Replace(before, after, StringComparison.Ordinal)));

        wrong.Workspace.ShouldBeNull();
        wrong.Errors.ShouldContain(
            error => error.Path == path && error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_page_its_endpoint_and_its_answers_are_served()
    {
        var folder = Directory.CreateTempSubdirectory("workspaces-").FullName;
        try
        {
            await System.IO.File.WriteAllTextAsync(
                Path.Combine(folder, "cave.json"), File, TestContext.Current.CancellationToken);
            await using var gateway = await GatewayInside.StartAsync(services => services.AddEcho(), folder);

            var start = await gateway.Http.GetStringAsync("/?lang=en", TestContext.Current.CancellationToken);
            start.ShouldContain("Says everything again.");
            start.ShouldContain("Hello there!");
            var page = await gateway.Http.GetStringAsync("/demo/cave?lang=en", TestContext.Current.CancellationToken);
            page.ShouldContain("The Cave");
            page.ShouldContain("Echo");
            (await gateway.Http.GetStringAsync("/demo/cave/cave", TestContext.Current.CancellationToken))
                .ShouldBe("The cave of cave");

            (await gateway.Http.GetAsync("/api/echoes", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
                HttpStatusCode.Unauthorized);
            gateway.Http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.ApiKey);
            (await gateway.Http.GetStringAsync("/api/echoes", TestContext.Current.CancellationToken))
                .ShouldContain("echo");

            (await SayAsync(gateway, "ohé")).ShouldBe("I am an automated echo.\n\nohé ohé");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> SayAsync(GatewayInside gateway, string text)
    {
        using var response = await gateway.Http.PostAsJsonAsync(
            "/chat", new { workspace = "cave", text }, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return (string)JsonNode.Parse(body)!["text"]!;
    }
}
