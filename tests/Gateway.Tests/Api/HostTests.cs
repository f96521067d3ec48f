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

        foreach (var name in new[] { "redis", "postgres" })
            StateOf(ready, name).ShouldBe("up", name);

        // The demo shop's bot has no token here.
        StateOf(ready, "workspaces").ShouldBe("degraded");
    }

    [Fact]
    public async Task Readiness_names_each_channel_and_one_without_credentials_takes_nothing_else_down()
    {
        var response = await gateway.AskAsync("/health/ready", RunningGateway.FullKey);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var ready = await response.Content.ReadFromJsonAsync<JsonElement>();
        ready.GetProperty("state").GetString().ShouldBe("degraded");
        StateOf(ready, "channels").ShouldBe("degraded");
        var channels = ready.GetProperty("dependencies")
            .GetProperty("channels")
            .GetProperty("data")
            .GetProperty("channels")
            .EnumerateArray()
            .Where(channel => channel.GetProperty("workspace").GetString() == "demo-shop")
            .ToDictionary(channel => channel.GetProperty("kind").GetString()!);
        channels["web"].GetProperty("state").GetString().ShouldBe("up");
        channels["sms"].GetProperty("state").GetString().ShouldBe("down");
        channels["sms"].GetProperty("detail").GetString()!.ShouldContain("Twilio:AccountSid");
        channels["telegram"].GetProperty("detail").GetString()!.ShouldContain("DemoShop:TelegramToken");
        channels.Values.ShouldAllBe(channel => !channel.GetProperty("simulated").GetBoolean());
    }

    [Fact]
    public async Task Strangers_learn_of_readiness_the_states_alone()
    {
        foreach (var key in new[] { null, RunningGateway.ForeignKey, "gwk_made_up" })
        {
            var ready = await (await gateway.AskAsync("/health/ready", key)).Content.ReadFromJsonAsync<JsonElement>();

            StateOf(ready, "channels").ShouldBe("degraded");
            foreach (var dependency in ready.GetProperty("dependencies").EnumerateObject())
                dependency.Value.EnumerateObject()
                    .Select(property => property.Name)
                    .ShouldBe(["state"], $"{dependency.Name} for {key}");
        }
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/no/such/page")]
    [InlineData("/api/prospects")]
    [InlineData("/chat")]
    public async Task Json_is_not_guessed_at_and_not_kept(string path)
    {
        var response = await gateway.Client.GetAsync(path);

        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Channels_are_told_to_who_may_see_their_workspace()
    {
        (await gateway.Client.GetAsync("/api/channels")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var all = await (await gateway.AskAsync(
            "/api/channels", RunningGateway.FullKey)).Content.ReadFromJsonAsync<JsonElement>();
        var none = await (await gateway.AskAsync(
            "/api/channels", RunningGateway.ForeignKey)).Content.ReadFromJsonAsync<JsonElement>();

        all.GetProperty("items").EnumerateArray().Select(channel => channel.GetProperty("workspace").GetString())
            .Distinct().ShouldBe(["demo-shop", "demo-centre", "demo-sales"], ignoreOrder: true);
        none.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/simulator")]
    [InlineData("/simulator/chat?workspace=demo-shop&kind=sms&from=%2B33639980001")]
    [InlineData("/simulator/telegram/bot1:a/getMe")]
    public async Task With_servers_of_its_own_nothing_is_simulated(string path)
    {
        (await gateway.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
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
    public async Task An_error_leaves_as_problem_details(
        string method, string path, string? body, string? type, int status)
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

        // It is refused by its length: who does not wait for that finds the connection closed in the middle of what it
        // writes.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat") { Content = body };
        request.Headers.ExpectContinue = true;
        await ShouldBeProblemAsync(await gateway.Client.SendAsync(request), 413);
    }

    [Fact]
    public async Task Malformed_JSON_is_told_where()
    {
        using var body = new StringContent("{\"texte\": 3}", Encoding.UTF8, "application/json");

        var problem = await ShouldBeProblemAsync(await gateway.Client.PostAsync("/chat", body), 400);

        problem.GetProperty("detail").GetString()!.ShouldContain("$.texte");
    }

    [Theory]
    [InlineData("/chat", "", "application/json")]
    [InlineData("/chat", "hello", "text/plain")]
    [InlineData("/chat", "null", "application/json")]
    public async Task A_mistake_is_told_in_words_for_the_caller(string path, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);

        var text = await (await gateway.Client.PostAsync(path, content)).Content.ReadAsStringAsync();

        foreach (var word in (string[])["parameter \"", "Implicit", "Service", "inferred", "Failed to", "bind"])
            text.ShouldNotContain(word, Case.Insensitive);
    }

    private static string? StateOf(JsonElement ready, string dependency) =>
        ready.GetProperty("dependencies").GetProperty(dependency).GetProperty("state").GetString();

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
