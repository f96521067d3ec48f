using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Shop;

public sealed class ProspectRecorderTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProspectRecorder Recorder => new(_database, _clock);

    private ProspectList List => new(_database, _clock);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_turn_that_is_run_twenty_times_at_once_records_one_prospect()
    {
        var recorded = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(
                () => Recorder.RecordAsync(Sample("turn-1:0", firstName: $"Run {i}"), Cancellation), Cancellation)));

        recorded.Select(prospect => prospect.Id).Distinct().Count().ShouldBe(1);
        recorded.Select(prospect => prospect.FirstName).Distinct().Count().ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_recorded_first_stays()
    {
        var first = await Recorder.RecordAsync(Sample("turn-1:0"), Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(5));

        var again = await Recorder.RecordAsync(Sample("turn-1:0", firstName: "Someone else"), Cancellation);

        again.ShouldSatisfyAllConditions(
            prospect => prospect.Id.ShouldBe(first.Id),
            prospect => prospect.FirstName.ShouldBe("Camille"),
            prospect => prospect.CreatedAt.ShouldBe(first.CreatedAt));
    }

    [Fact]
    public async Task Another_call_of_the_same_turn_records_another_prospect()
    {
        await Recorder.RecordAsync(Sample("turn-1:0"), Cancellation);
        await Recorder.RecordAsync(Sample("turn-1:1"), Cancellation);
        (await _database.AskAsync<long>("SELECT count(*) FROM prospects")).ShouldBe(2);
    }

    [Fact]
    public async Task What_visitors_typed_is_kept_as_they_typed_it()
    {
        const string name = "Robert'); DROP TABLE prospects; -- =1+1 “é” 👩‍🚀";
        (await Recorder.RecordAsync(Sample("turn-1:0", firstName: name), Cancellation)).FirstName.ShouldBe(name);
    }

    [Fact]
    public async Task Characters_that_no_text_has_do_not_stop_the_recording() =>
        (await Recorder.RecordAsync(Sample("turn-1:0", firstName: "Ca\0mille\ud800"), Cancellation)).FirstName.ShouldBe(
            "Ca mille\ufffd");

    [Theory]
    [InlineData("0612345678")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("")]
    public async Task A_number_that_is_not_in_international_form_is_not_recorded(string phone) =>
        await Should.ThrowAsync<Npgsql.PostgresException>(
            () => Recorder.RecordAsync(Sample("turn-1:0", phone: phone), Cancellation));

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        for (var i = 0; i < 7; i++)
            await Recorder.RecordAsync(
                Sample($"turn-{i}:0", workspace: i == 3 ? "other-shop" : "demo-shop"), Cancellation);
        var filter = new ProspectFilter("demo-shop", null);

        var first = await List.PageAsync(filter, null, 4, Cancellation);
        var second = await List.PageAsync(filter, first[^1].Id, 4, Cancellation);

        first.Concat(second).Select(prospect => prospect.IdempotencyKey)
            .ShouldBe(["turn-6:0", "turn-5:0", "turn-4:0", "turn-2:0", "turn-1:0", "turn-0:0"]);
        (await List.PageAsync(filter, second[^1].Id, 4, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_prospect_moves_from_status_to_status()
    {
        var recorded = await Recorder.RecordAsync(Sample("turn-1:0"), Cancellation);
        _clock.Advance(TimeSpan.FromHours(1));

        (await List.ChangeStatusAsync(recorded.Id, "other-shop", ProspectStatus.Won, Cancellation)).ShouldBeNull();
        var changed = await List.ChangeStatusAsync(recorded.Id, "demo-shop", ProspectStatus.Won, Cancellation);

        changed.ShouldNotBeNull().UpdatedAt.ShouldBe(recorded.CreatedAt + TimeSpan.FromHours(1));
        (await List.FindAsync(recorded.Id, null, Cancellation)).ShouldNotBeNull().Status.ShouldBe("won");
        (await List.PageAsync(new ProspectFilter(null, "hot"), null, 10, Cancellation)).ShouldBeEmpty();
        (await List.PageAsync(new ProspectFilter(null, "won"), null, 10, Cancellation)).Count.ShouldBe(1);
    }

    private static Prospect Sample(
        string key, string firstName = "Camille", string phone = "+33612345678",
        string workspace = "demo-shop") => new()
        {
            Workspace = workspace,
            SessionId = "session",
            Channel = "web",
            LastName = "Durand",
            FirstName = firstName,
            Phone = phone,
            Address = "12 rue des Lilas, 75011 Paris",
            ProductHandle = "lampe-scribe",
            ProductTitle = "Lampe de bureau Scribe",
            Quantity = 1,
            UnitPrice = 69.90m,
            Currency = "EUR",
            FreeDelivery = true,
            Status = ProspectStatus.Hot,
            IdempotencyKey = key,
        };
}
