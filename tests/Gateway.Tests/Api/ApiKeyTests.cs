using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Api;

[Collection(nameof(RunningGateway))]
public sealed class ApiKeyTests(RunningGateway gateway)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("gwk_unknown")]
    [InlineData(RunningGateway.RevokedKey)]
    public async Task Without_a_live_key_nothing_is_shown(string? key)
    {
        var response = await gateway.AskAsync("/api/prospects", key);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("/api/prospects?workspace=demo-shop")]
    [InlineData("/api/sessions?workspace=demo-shop")]
    [InlineData("/api/sessions")]
    [InlineData("/api/parked")]
    public async Task A_key_to_all_workspaces_opens_the_lists(string path)
    {
        var page =
            await (await gateway.AskAsync(path, RunningGateway.FullKey)).Content.ReadFromJsonAsync<JsonElement>();

        page.GetProperty("items").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Theory]
    [InlineData("/api/prospects?workspace=demo-shop")]
    [InlineData("/api/sessions?workspace=demo-shop")]
    [InlineData("/api/sessions/no-such-session")]
    public async Task To_a_key_of_another_workspace_it_does_not_exist(string path)
    {
        (await gateway.AskAsync(path, RunningGateway.ForeignKey)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_is_read_with_its_own_key_and_hidden_from_another()
    {
        var answer = await (await gateway.Client.PostAsJsonAsync(
            "/chat", new { workspace = "demo-shop", text = "Hello", locale = "en" }))
            .Content.ReadFromJsonAsync<JsonElement>();
        var id = answer.GetProperty("sessionId").GetString();

        var session = await (await gateway.AskAsync(
            $"/api/sessions/{id}", RunningGateway.FullKey)).Content.ReadFromJsonAsync<JsonElement>();
        var transcript = await (await gateway.AskAsync(
            $"/api/sessions/{id}/transcript", RunningGateway.FullKey)).Content.ReadFromJsonAsync<JsonElement>();

        session.GetProperty("workspace").GetString().ShouldBe("demo-shop");
        session.GetProperty("status").GetString().ShouldBe("open");
        transcript.GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("Hello");
        (await gateway.AskAsync($"/api/sessions/{id}", RunningGateway.ForeignKey)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
        (await gateway.AskAsync($"/api/sessions/{id}/transcript", RunningGateway.ForeignKey)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/sessions?limit=0")]
    [InlineData("/api/sessions?limit=201")]
    [InlineData("/api/sessions?limit=ten")]
    [InlineData("/api/sessions?status=sleeping")]
    [InlineData("/api/parked?limit=-1")]
    public async Task A_list_asked_for_wrongly_is_a_clear_error(string path)
    {
        (await gateway.AskAsync(path, RunningGateway.FullKey)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
