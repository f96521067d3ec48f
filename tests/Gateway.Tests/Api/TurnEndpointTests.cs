using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Api;

/// <summary>A turn opened up over the API.</summary>
public sealed class TurnEndpointTests(Newcomer gateway)
{
    [Fact]
    public async Task A_turn_shows_what_came_in_who_was_chosen_which_tools_ran_and_what_was_said()
    {
        var asked = await gateway.Operator.PostAsJsonAsync(
            "/chat", new { workspace = "demo-shop", text = "do you have a kettle?", locale = "en" });
        var id = ((string)(await asked.Content.ReadFromJsonAsync<JsonObject>())!["sessionId"]!).Split('.')[0];

        var turn = await EventuallyAsync($"/api/sessions/{id}/turns/1");

        ((string?)turn["messages"]!.AsArray().ShouldHaveSingleItem()!["text"]).ShouldBe("do you have a kettle?");
        var steps = turn["steps"]!.AsArray();
        ((string?)steps[0]!["kind"], (string?)steps[0]!["name"], (string?)steps[0]!["agent"])
            .ShouldBe(("decision", "only-agent", "shop-seller"));
        steps[0]!["detail"]!["asked"]!.AsArray().Select(rule => (string?)rule).ShouldContain("operator-speaks");
        var tool = steps.First(step => (string?)step!["kind"] == "tool")!;
        ((string?)tool["name"], (string?)tool["outcome"]).ShouldBe(("search_catalogue", "done"));
        tool["detail"]!["result"]!["products"]!.AsArray().ShouldNotBeEmpty();
        ((string?)turn["answers"]![0]!["text"]).ShouldNotBeNull().ShouldContain("kettle");
        var decisions = await gateway.Operator.GetFromJsonAsync<JsonObject>($"/api/sessions/{id}/decisions");
        decisions!["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("9", HttpStatusCode.NotFound)]
    [InlineData("0", HttpStatusCode.BadRequest)]
    [InlineData("x", HttpStatusCode.BadRequest)]
    public async Task A_turn_that_there_is_not_is_not_found(string number, HttpStatusCode status)
    {
        var asked = await gateway.Operator.PostAsJsonAsync(
            "/chat", new { workspace = "demo-shop", text = "hello", locale = "en" });
        var id = ((string)(await asked.Content.ReadFromJsonAsync<JsonObject>())!["sessionId"]!).Split('.')[0];

        (await gateway.Operator.GetAsync($"/api/sessions/{id}/turns/{number}")).StatusCode.ShouldBe(status);
        (await gateway.Operator.GetAsync($"/api/sessions/unknown/turns/{number}")).IsSuccessStatusCode.ShouldBeFalse();
    }

    // The archive is a moment behind.
    private async Task<JsonObject> EventuallyAsync(string path)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await gateway.Operator.GetAsync(path, deadline.Token);
            if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadFromJsonAsync<JsonObject>(deadline.Token))!;
            await Task.Delay(100, deadline.Token);
        }
    }
}
