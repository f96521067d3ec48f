using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Api;

[Collection(nameof(RunningGateway))]
public sealed class HostTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/live/")]
    [InlineData("/health/ready")]
    [InlineData("/health/ready/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    [InlineData("/demo/demo-shop")]
    [InlineData("/demo/demo-shop/")]
    public async Task A_healthy_gateway_answers_with_or_without_a_slash_at_the_end(string path)
    {
        (await gateway.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Readiness_names_each_dependency_with_its_state()
    {
        var ready = await gateway.Client.GetFromJsonAsync<JsonElement>("/health/ready");

        ready.GetProperty("state").GetString().ShouldBe("up");
        foreach (var name in new[] { "redis", "postgres", "workspaces" })
            ready.GetProperty("dependencies").GetProperty(name).GetProperty("state").GetString().ShouldBe("up", name);
    }

    [Theory]
    [InlineData("GET", "/no/such/page", null, null, 404)]
    [InlineData("PUT", "/chat", null, null, 405)]
    [InlineData("POST", "/chat", "hello", "text/plain", 415)]
    [InlineData("POST", "/chat", "{bad", "application/json", 400)]
    [InlineData("POST", "/chat", "{\"texte\":3}", "application/json", 400)]
    [InlineData("POST", "/chat", "", "application/json", 400)]
    [InlineData("GET", "/api/prospects", null, null, 401)]
    [InlineData("GET", "/api/no-such-list", null, null, 404)]
    public async Task An_error_leaves_as_problem_details(string method, string path, string? body, string? type, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type!);

        await ShouldBeProblemAsync(await gateway.Client.SendAsync(request), status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var body = new StringContent(new string(' ', 1024 * 1024 + 1), Encoding.UTF8, "application/json");

        await ShouldBeProblemAsync(await gateway.Client.PostAsync("/chat", body), 413);
    }

    [Fact]
    public async Task Malformed_JSON_is_told_where()
    {
        using var body = new StringContent("{\"texte\": 3}", Encoding.UTF8, "application/json");

        var problem = await ShouldBeProblemAsync(await gateway.Client.PostAsync("/chat", body), 400);

        problem.GetProperty("detail").GetString()!.ShouldContain("$.texte");
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage response, int status)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }
}
