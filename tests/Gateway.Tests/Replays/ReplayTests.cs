using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Replays;

/// <summary>Conversations run again, over the API and by the command.</summary>
public sealed class ReplayTests(Newcomer gateway)
{
    private static readonly string[] Order =
    [
        "do you have a kettle?", "I want 2 Ondine kettles",
        "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers", "yes",
    ];

    [Fact]
    public async Task An_order_run_again_goes_as_it_went_and_orders_nothing()
    {
        var session = await RecordedChat.HoldAsync(gateway.Operator, "demo-shop", "en", Order);
        await RecordedChat.RecordingAsync(gateway.Operator, session, Order.Length);
        var before = await ProspectsAsync(session);
        before.Count.ShouldBe(1);

        var report = await ReplayAsync(new { session, model = "house" });

        ((int)report["same"]!, (int)report["changed"]!, (int)report["notReplayed"]!).ShouldBe(
            (Order.Length, 0, 0), report.ToJsonString());
        report["turns"]![3]!["after"]!["calls"]!.AsArray().Select(call => (string?)call!["tool"])
            .ShouldContain("confirm_order");
        (await ProspectsAsync(session)).Select(one => one!.ToJsonString())
            .ShouldBe(before.Select(one => one!.ToJsonString()));
        (await gateway.Operator.GetFromJsonAsync<JsonObject>($"/api/sessions/{session}"))!["lastSeq"]!
            .GetValue<long>().ShouldBe(2 * Order.Length, "nothing was said");
    }

    [Fact]
    public async Task The_command_exports_a_conversation_and_runs_the_file_again_under_other_rules()
    {
        var session = await RecordedChat.HoldAsync(
            gateway.Operator, "demo-sales", "en",
            "Hi, we are a chain of gyms, 25 staff, I'm the owner and rotas take me all Sunday. What does it cost?",
            "Deal, where do I sign?");
        await RecordedChat.RecordingAsync(gateway.Operator, session, 2);
        var folder = Directory.CreateTempSubdirectory("gateway-replay-").FullName;
        var (file, rules) = (Path.Combine(folder, "talk.json"), Path.Combine(folder, "rules.json"));
        await File.WriteAllTextAsync(
            rules, """[{ "name": "small", "if": { "people": { "max": 50 } }, "agent": "sales-nurture" }]""",
            TestContext.Current.CancellationToken);

        var export = await RunAsync(session, "--export");
        export.ExitCode.ShouldBe(0, export.Errors);
        await File.WriteAllTextAsync(file, export.Output, TestContext.Current.CancellationToken);
        var same = await RunAsync(file, "--model", "house");
        var changed = await RunAsync(file, "--rules", rules, "--turn", "1");
        var json = await RunAsync(session, "--turn", "2", "--json");
        Directory.Delete(folder, recursive: true);

        (same.ExitCode, same.Errors).ShouldBe((0, ""), same.Output);
        same.Output.TrimEnd().ShouldEndWith("2 turns: 2 same, 0 changed, 0 not replayed");
        changed.ExitCode.ShouldBe(2, changed.Errors);
        changed.Output.ShouldContain("+ small -> sales-nurture");
        changed.Output.TrimEnd().ShouldEndWith("1 turns: 0 same, 1 changed, 0 not replayed");
        json.ExitCode.ShouldBe(0, json.Output);
        var turn = JsonNode.Parse(json.Output)!["turns"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)turn["number"]!, (string?)turn["outcome"]).ShouldBe((2, "same"));
        turn["after"]!["judged"]!.AsArray().Select(one => (string?)one!["judge"]).ShouldContain("sales-crm");
    }

    [Theory]
    [InlineData("""{ }""", 400, "session or recording: expected one of the two.")]
    [InlineData("""{ "session": "x", "models": "house" }""", 400, "The body is not the JSON expected")]
    [InlineData("""{ "session": "unknown" }""", 404, "There is no such session")]
    [InlineData("""{ "recording": { "format": "mine" } }""", 400, "recording: expected a recording as it was exported")]
    public async Task What_cannot_be_run_again_is_refused_by_its_name(string body, int status, string detail)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await gateway.Operator.PostAsync(
            "/api/replays", content, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        ((string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"])
            .ShouldNotBeNull().ShouldStartWith(detail);
    }

    [Fact]
    public async Task A_model_that_is_not_configured_and_rules_that_are_none_are_refused()
    {
        var session = await RecordedChat.HoldAsync(gateway.Operator, "demo-shop", "en", "hello");
        await RecordedChat.RecordingAsync(gateway.Operator, session, 1);

        var model = await RunAsync(session, "--model", "gpt");
        using var rules = await gateway.Operator.PostAsJsonAsync(
            "/api/replays", new { session, rules = new[] { new { name = "x", agent = "shop-seller" } } });
        var prompt = await RunAsync(session, "--prompt", "shop-seller");

        (model.ExitCode, model.Errors.TrimEnd()).ShouldBe((1, "model: expected one that is configured: house."));
        rules.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await rules.Content.ReadFromJsonAsync<JsonObject>())!["detail"])
            .ShouldNotBeNull().ShouldStartWith("rules: $.settings.rules");
        prompt.ExitCode.ShouldBe(1);
        prompt.Errors.ShouldContain("agent=file or agent=text");
    }

    [Fact]
    public async Task Without_a_key_nothing_is_exported_or_run()
    {
        (await gateway.Http.GetAsync("/api/sessions/any/recording")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.Http.PostAsJsonAsync("/api/replays", new { session = "any" })).StatusCode
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<JsonArray> ProspectsAsync(string session)
    {
        var all = await gateway.Operator.GetFromJsonAsync<JsonObject>("/api/prospects?workspace=demo-shop&limit=100");
        return new JsonArray([.. all!["items"]!.AsArray()
            .Where(one => (string?)one!["sessionId"] == session).Select(one => one!.DeepClone())]);
    }

    private async Task<JsonObject> ReplayAsync(object asked)
    {
        using var answer = await gateway.Operator.PostAsJsonAsync(
            "/api/replays", asked, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        ["replay", .. arguments, "--urls", gateway.Address.ToString(), "--Gateway:DataPath", gateway.DataPath]);
}
