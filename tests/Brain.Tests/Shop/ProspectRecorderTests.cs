using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Webhooks;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

public sealed class ProspectRecorderTests(RecordsServer server) : IAsyncLifetime
{
    private const string Session = "session";

    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ProspectHistory History => new(new WebhookOutbox(WebhookTargets.None));

    private ProspectRecorder Recorder => new(_database, _clock, History);

    private ProspectList List => new(_database, _clock, History);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_turn_that_is_run_twenty_times_at_once_records_one_prospect()
    {
        var recorded = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(
                () => RecordAsync(Sample("turn-1:0", firstName: $"Run {i}")), Cancellation)));

        recorded.Select(line => line.ProspectId).Distinct().Count().ShouldBe(1);
        recorded.Select(line => line.Prospect.FirstName).Distinct().Count().ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_recorded_first_stays()
    {
        var first = await RecordAsync(Sample("turn-1:0"));
        _clock.Advance(TimeSpan.FromMinutes(5));

        var again = await RecordAsync(Sample("turn-1:0", firstName: "Someone else"));

        again.ShouldSatisfyAllConditions(
            line => line.ProspectId.ShouldBe(first.ProspectId),
            line => line.Prospect.FirstName.ShouldBe("Camille"),
            line => line.Prospect.CreatedAt.ShouldBe(first.Prospect.CreatedAt));
    }

    [Fact]
    public async Task Another_call_of_the_same_turn_records_another_prospect()
    {
        await RecordAsync(Sample("turn-1:0"));
        await RecordAsync(Sample("turn-1:1"));
        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(2);
    }

    [Fact]
    public async Task What_visitors_typed_is_kept_as_they_typed_it()
    {
        const string name = "Robert'); DROP TABLE prospects; -- =1+1 “é” 👩‍🚀";
        (await RecordAsync(Sample("turn-1:0", firstName: name))).Prospect.FirstName.ShouldBe(name);
    }

    [Fact]
    public async Task Characters_that_no_text_has_do_not_stop_the_recording() =>
        (await RecordAsync(Sample("turn-1:0", firstName: "Ca\0mille\ud800"))).Prospect.FirstName.ShouldBe(
            "Ca mille\ufffd");

    [Theory]
    [InlineData("0612345678")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("")]
    public async Task A_number_that_is_not_in_international_form_is_not_recorded(string phone) =>
        await Should.ThrowAsync<Npgsql.PostgresException>(
            () => RecordAsync(Sample("turn-1:0", phone: phone)));

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        for (var i = 0; i < 7; i++)
            await RecordAsync(Sample($"turn-{i}:0", workspace: i == 3 ? "other-shop" : "demo-shop"));
        var filter = new ProspectFilter("demo-shop");

        var first = await List.PageAsync(filter, null, 4, Cancellation);
        var second = await List.PageAsync(filter, first[^1].Id, 4, Cancellation);

        first.Concat(second).Select(prospect => prospect.IdempotencyKey)
            .ShouldBe(["turn-6:0", "turn-5:0", "turn-4:0", "turn-2:0", "turn-1:0", "turn-0:0"]);
        (await List.PageAsync(filter, second[^1].Id, 4, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_prospect_moves_from_status_to_status()
    {
        var recorded = await RecordAsync(Sample("turn-1:0"));
        _clock.Advance(TimeSpan.FromHours(1));

        (await MoveAsync("other-shop")).ShouldBeNull();
        var changed = await MoveAsync("demo-shop");

        changed.ShouldNotBeNull().UpdatedAt.ShouldBe(recorded.Prospect.CreatedAt + TimeSpan.FromHours(1));
        (await List.FindAsync(recorded.ProspectId, null, Cancellation)).ShouldNotBeNull().Status.ShouldBe("won");
        (await List.PageAsync(new ProspectFilter(Status: "hot"), null, 10, Cancellation)).ShouldBeEmpty();
        (await List.PageAsync(new ProspectFilter(Status: "won"), null, 10, Cancellation)).Count.ShouldBe(1);

        Task<Prospect?> MoveAsync(string workspace) =>
            List.ChangeStatusAsync(recorded.ProspectId, workspace, ProspectStatus.Won, "key:7", Cancellation);
    }

    [Fact]
    public async Task A_changed_order_takes_the_place_of_the_one_before_however_often()
    {
        var before = await Recorder.RecordAsync(
            [Sample("turn-1:0"), Sample("turn-1:0:1", product: "vase")], [], Cancellation);
        ProspectOrder[] after = [Sample("turn-2:0", quantity: 3), Sample("turn-2:0:1", product: "bol")];
        long[] replaced = [.. before!.Select(row => row.ProspectId)];

        await Recorder.RecordAsync(after, replaced, Cancellation);
        var again = await Recorder.RecordAsync(after, replaced, Cancellation);

        again.ShouldNotBeNull().Select(row => row.ProspectId).ShouldContain(replaced[0]);
        (await OrdersAsync()).Select(row => (row.ProductHandle, row.Quantity, row.Prospect.Status))
            .ShouldBe([("bol", 1, "hot"), ("vase", 1, "lost"), ("lampe-luciole", 3, "hot")]);
    }

    [Fact]
    public async Task What_the_shop_has_taken_in_hand_is_neither_changed_nor_taken_back()
    {
        var before = await Recorder.RecordAsync(
            [Sample("turn-1:0"), Sample("turn-1:0:1", product: "vase")], [], Cancellation);
        long[] ids = [.. before!.Select(row => row.ProspectId)];
        await List.ChangeStatusAsync(ids[1], null, ProspectStatus.Won, "key:7", Cancellation);

        (await Recorder.RecordAsync([Sample("turn-2:0", quantity: 3)], ids, Cancellation)).ShouldBeNull();
        (await Recorder.WithdrawAsync("demo-shop", Session, ids, Cancellation)).ShouldBeFalse();

        (await OrdersAsync()).Select(row => (row.ProductHandle, row.Quantity, row.Prospect.Status))
            .ShouldBe([("vase", 1, "won"), ("lampe-luciole", 1, "hot")]);
    }

    [Fact]
    public async Task Nobody_takes_back_the_order_of_another_session_or_shop()
    {
        var recorded = await RecordAsync(Sample("turn-1:0"));

        (await Recorder.WithdrawAsync("other-shop", Session, [recorded.ProspectId], Cancellation)).ShouldBeFalse();
        (await Recorder.WithdrawAsync("demo-shop", "another", [recorded.ProspectId], Cancellation)).ShouldBeFalse();
        (await List.FindAsync(recorded.ProspectId, null, Cancellation)).ShouldNotBeNull().Status.ShouldBe("hot");
        (await Recorder.WithdrawAsync("demo-shop", Session, [recorded.ProspectId], Cancellation)).ShouldBeTrue();
        (await Recorder.WithdrawAsync("demo-shop", Session, [recorded.ProspectId], Cancellation)).ShouldBeTrue();
        (await List.FindAsync(recorded.ProspectId, null, Cancellation)).ShouldNotBeNull().Status.ShouldBe("lost");
    }

    [Fact]
    public async Task The_history_tells_what_became_of_an_order_and_tells_it_once()
    {
        var lamp = (await RecordAsync(Sample("turn-1:0"))).ProspectId;
        await RecordAsync(Sample("turn-1:0"));
        for (var run = 0; run < 2; run++)
            await Recorder.RecordAsync([Sample("turn-2:0", quantity: 3)], [lamp], Cancellation);
        for (var run = 0; run < 2; run++)
            await Recorder.WithdrawAsync("demo-shop", Session, [lamp], Cancellation);

        (await List.ReadHistoryAsync(lamp, Cancellation))
            .Select(change => (change.By, change.FromStatus, change.ToStatus, change.Note))
            .ShouldBe(
            [
                ("shop-seller", null, "hot", null),
                ("shop-seller", "hot", "hot", "The order was changed."),
                ("shop-seller", "hot", "lost", "The order was taken back."),
            ]);
    }

    private async Task<List<ProspectOrder>> OrdersAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.ProspectOrders.Include(row => row.Prospect).OrderByDescending(row => row.ProspectId)
            .ToListAsync(Cancellation);
    }

    private async Task<ProspectOrder> RecordAsync(ProspectOrder line) =>
        (await Recorder.RecordAsync([line], [], Cancellation)).ShouldNotBeNull()[0];

    private static ProspectOrder Sample(
        string key, string firstName = "Camille", string phone = "+33612345678",
        string workspace = "demo-shop", string product = "lampe-luciole", int quantity = 1) => new()
        {
            Prospect = new Prospect
            {
                Workspace = workspace,
                Solution = "shop",
                SessionId = Session,
                Channel = "web",
                LastName = "Durand",
                FirstName = firstName,
                Phone = phone,
                Status = ProspectStatus.Hot,
                Source = ProspectSource.Inbound,
                IdempotencyKey = key,
            },
            ProductHandle = product,
            ProductTitle = "Lampe de bureau Scribe",
            Quantity = quantity,
            UnitPrice = 69.90m,
            Currency = "EUR",
            Address = "12 rue des Lilas, 75011 Paris",
            FreeDelivery = true,
        };
}
