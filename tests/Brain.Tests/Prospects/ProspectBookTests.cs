using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Webhooks;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Prospects;

public sealed class ProspectBookTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly ProspectDraft Draft = new("demo-sales", "session", "sales", "web");

    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ProspectHistory History => new(new WebhookOutbox(WebhookTargets.None));

    private ProspectBook Book => new(_database, _clock, History);

    private ProspectList List => new(_database, _clock, History);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_session_has_one_prospect_that_becomes_known_bit_by_bit()
    {
        var first = await RecordAsync(Draft with { Status = "warm", Score = 40, Company = "Garage\tPetit" }, "1");
        var second = await RecordAsync(Draft with { Status = "hot", Score = 80, Email = "ada@example.com" }, "2");

        second.ShouldBe(first);
        (await FindAsync(first)).ShouldSatisfyAllConditions(
            one => (one.Workspace, one.Solution, one.SessionId, one.Channel, one.Source)
                .ShouldBe(("demo-sales", "sales", "session", "web", "inbound")),
            one => (one.Status, one.Score, one.Company, one.Email, one.Phone)
                .ShouldBe(("hot", 80, "Garage Petit", "ada@example.com", null)));
    }

    [Fact]
    public async Task Each_record_stands_in_the_history_with_who_made_it()
    {
        var id = await RecordAsync(Draft with { Score = 40, Note = "Asked for a\nprice" }, "1");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await RecordAsync(Draft with { Status = "won", Score = 95 }, "2", by: "sales-seller");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await List.ChangeStatusAsync(id, "demo-sales", "lost", "key:7", Cancellation);

        var history = await List.ReadHistoryAsync(id, Cancellation);

        history.Select(change => (change.By, change.FromStatus, change.ToStatus, change.Score, change.Note)).ShouldBe(
        [
            ("sales-crm", null, "warm", 40, "Asked for a price"),
            ("sales-seller", "warm", "won", 95, null),
            ("key:7", "won", "lost", 95, null),
        ]);
        history.Select(change => change.At).ShouldBe(history.Select(change => change.At).Order());
        (await FindAsync(id)).UpdatedAt.ShouldBe(history[^1].At);
    }

    [Fact]
    public async Task What_is_run_again_changes_nothing_even_after_something_newer()
    {
        var id = await RecordAsync(Draft with { Status = "warm", Score = 40 }, "1");
        await RecordAsync(Draft with { Status = "hot", Score = 80 }, "2");

        await RecordAsync(Draft with { Status = "warm", Score = 40 }, "1");

        (await FindAsync(id)).Score.ShouldBe(80);
        (await List.ReadHistoryAsync(id, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_turn_that_is_run_again_and_has_heard_more_says_more_on_the_same_line()
    {
        var id = await RecordAsync(
            Draft with { Status = "warm", Score = 40, Details = new JsonObject { ["a"] = 1, ["bb"] = 2 } }, "1");
        _clock.Advance(TimeSpan.FromMinutes(1));

        await RecordAsync(Draft with { Status = "hot", Score = 80, Email = "ada@example.com", Note = "bought" }, "1");

        (await FindAsync(id)).ShouldSatisfyAllConditions(
            one => (one.Status, one.Score, one.Email).ShouldBe(("hot", 80, "ada@example.com")));
        (await List.ReadHistoryAsync(id, Cancellation)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            change => (change.FromStatus, change.ToStatus, change.Score, change.Note)
                .ShouldBe((null, "hot", 80, "bought")));
    }

    [Fact]
    public async Task A_turn_that_is_run_again_and_has_heard_the_same_changes_nothing()
    {
        var draft = Draft with { Score = 40, Details = new JsonObject { ["bb"] = 1, ["a"] = new JsonArray(1.0) } };
        var id = await RecordAsync(draft, "1");
        var before = (await FindAsync(id)).UpdatedAt;
        _clock.Advance(TimeSpan.FromMinutes(1));

        await RecordAsync(draft, "1");

        (await FindAsync(id)).UpdatedAt.ShouldBe(before);
    }

    [Fact]
    public async Task Nodes_that_record_at_once_record_one_prospect_and_one_change()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => RecordAsync(Draft with { FirstName = $"Run {i}", Score = i }, "1"), Cancellation)));

        ids.Distinct().Count().ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM prospect_changes")).ShouldBe(1);
    }

    [Fact]
    public async Task Other_sessions_solutions_and_workspaces_have_prospects_of_their_own()
    {
        ProspectDraft[] drafts =
        [
            Draft, Draft with { SessionId = "another" }, Draft with { Solution = "cars" },
            Draft with { Workspace = "other" },
        ];
        var ids = new List<long>();
        foreach (var draft in drafts)
            ids.Add(await RecordAsync(draft, "the same key"));

        ids.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_an_operator_has_closed_no_agent_opens_again()
    {
        var id = await RecordAsync(Draft with { Status = "hot" }, "1");
        await List.ChangeStatusAsync(id, null, "won", "key:7", Cancellation);

        await RecordAsync(Draft with { Status = "warm", Summary = "Says thanks." }, "2");

        var prospect = await FindAsync(id);
        (prospect.Status, prospect.Summary).ShouldBe(("won", "Says thanks."));
    }

    [Fact]
    public async Task What_an_agent_has_closed_another_one_opens_again()
    {
        var id = await RecordAsync(Draft with { Status = "lost" }, "1");
        await RecordAsync(Draft with { Status = "hot" }, "2");
        (await FindAsync(id)).Status.ShouldBe("hot");
    }

    [Fact]
    public async Task Characters_that_no_text_has_do_not_stop_the_recording()
    {
        var details = new JsonObject { ["pains"] = new JsonArray("slow\0 é\ud800", 3), ["a\0b"] = true };

        var id = await RecordAsync(
            Draft with { LastName = "O'Hara\0", Summary = "One\0\nTwo", Details = details }, "1");

        var prospect = await FindAsync(id);
        (prospect.LastName, prospect.Summary).ShouldBe(("O'Hara", "One\nTwo"));
        JsonNode.Parse(prospect.Details!)!["pains"]!.ToJsonString().ShouldContain("slow");
    }

    [Fact]
    public async Task A_number_or_a_score_that_is_none_is_not_recorded_nor_is_anything_else()
    {
        await Should.ThrowAsync<DbUpdateException>(() => RecordAsync(Draft with { Phone = "0612345678" }, "1"));
        await Should.ThrowAsync<DbUpdateException>(() => RecordAsync(Draft with { Score = 101 }, "2"));
        await Should.ThrowAsync<DbUpdateException>(() => RecordAsync(Draft with { Status = "tepid" }, "3"));

        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(0);
    }

    [Fact]
    public async Task Prospects_are_filtered_by_solution_status_and_score()
    {
        await RecordAsync(Draft with { SessionId = "1", Score = 49, Status = "hot" }, "1");
        await RecordAsync(Draft with { SessionId = "2", Score = 50, Status = "hot" }, "1");
        await RecordAsync(Draft with { SessionId = "3", Score = 90, Status = "cold" }, "1");
        await RecordAsync(Draft with { SessionId = "4" }, "1");
        await RecordAsync(Draft with { SessionId = "5", Solution = "cars", Score = 60, Status = "hot" }, "1");

        (await SessionsAsync(new ProspectFilter("demo-sales", "sales", "hot", 50))).ShouldBe(["2"]);
        (await SessionsAsync(new ProspectFilter(MinScore: 0))).ShouldBe(["5", "3", "2", "1"]);
        (await SessionsAsync(new ProspectFilter(Solution: "cars"))).ShouldBe(["5"]);
        (await SessionsAsync(new ProspectFilter(Solution: "a\0b"))).ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> SessionsAsync(ProspectFilter filter) =>
        (await List.PageAsync(filter, null, 10, Cancellation)).Select(one => one.SessionId);

    private Task<long> RecordAsync(ProspectDraft draft, string key, string by = "sales-crm") =>
        Book.RecordAsync(draft, key, by, Cancellation);

    private async Task<Prospect> FindAsync(long id) =>
        (await List.FindAsync(id, null, Cancellation)).ShouldNotBeNull();
}
