using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class WaitingLineTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly Slot Wanted = Planned.At(Planned.Tomorrow, 8, 0, VehicleType.Motorhome);

    private readonly ManualClock _clock = new(Planned.Now);
    private readonly News _news = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // One place for a motorhome a day.
    private static Centre Centre => Planned.Centre with
    {
        Bays = [new Bay("2", "Piste 2", [VehicleType.Motorhome])],
        MinutesByVehicle = new Dictionary<VehicleType, int> { [VehicleType.Motorhome] = 240 },
        Hours = new()
        {
            Week = Planned.Centre.Hours.Week.ToDictionary(
                day => day.Key, day => (IReadOnlyList<Sessions.Workspaces.OpenSpan>)[day.Value[0]]),
        },
    };

    private WaitingLine Line => new(_database, _clock, NullLogger<WaitingLine>.Instance, _news);

    private PlanningBook Book => new(_database, _clock, Line);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_is_cancelled_is_kept_for_the_first_it_suits_who_takes_it_with_nothing_but_their_phone()
    {
        var taken = await TakeAsync();
        await JoinAsync("later", "+33600000001", Planned.Tomorrow.AddDays(1));
        var first = await JoinAsync("first", "+33600000002");
        await JoinAsync("second", "+33600000003");
        await Line.ServeAsync(Centre, Cancellation);
        _news.Told.ShouldBe(["+33600000001 02 09:00"]);

        await Book.CancelAsync(Centre, taken, "cancel", Cancellation);

        _news.Told.ShouldBe(["+33600000001 02 09:00", "+33600000002 01 09:00"]);
        (await BookAsync("other", "+33600000009")).ShouldBeOfType<BookingOutcome.Gone>();
        (await BookAsync("theirs", "+33600000002")).ShouldBeOfType<BookingOutcome.Booked>();
        (await StatusesAsync()).ShouldBe(["offered", "booked", "waiting"]);
        (await _database.AskAsync<long>($"SELECT count(*) FROM bay_times WHERE holder = '{first.Holder}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_take_it_in_time_is_followed_by_the_next_and_not_asked_for_the_same_again()
    {
        var taken = await TakeAsync();
        await JoinAsync("first", "+33600000002");
        await JoinAsync("second", "+33600000003");
        await Book.CancelAsync(Centre, taken, "cancel", Cancellation);

        _clock.Advance(TimeSpan.FromMinutes(59));
        await Line.ServeAsync(Centre, Cancellation);
        _news.Told.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Line.ServeAsync(Centre, Cancellation);
        _news.Told.ShouldBe(["+33600000002 01 09:00", "+33600000003 01 10:00"]);
        _clock.Advance(TimeSpan.FromMinutes(60));
        await Line.ServeAsync(Centre, Cancellation);

        _news.Told.Count.ShouldBe(2);
        (await StatusesAsync()).ShouldBe(["waiting", "waiting"]);
        (await BookAsync("other", "+33600000009")).ShouldBeOfType<BookingOutcome.Booked>();
    }

    [Fact]
    public async Task Nobody_is_told_in_the_evening_or_on_a_sunday()
    {
        await JoinAsync("first", "+33600000002", Planned.Tomorrow.AddDays(7));
        _clock.Advance(TimeSpan.FromHours(12));
        await Line.ServeAsync(Centre, Cancellation);
        _clock.Advance(TimeSpan.FromHours(24 * 6 - 8));
        await Line.ServeAsync(Centre, Cancellation);
        _news.Told.ShouldBeEmpty();

        _clock.Advance(TimeSpan.FromHours(20));
        await Line.ServeAsync(Centre, Cancellation);

        _news.Told.ShouldBe(["+33600000002 08 09:00"]);
    }

    [Fact]
    public async Task Who_could_not_be_told_is_told_the_next_time()
    {
        await JoinAsync("first", "+33600000002");
        _news.IsDown = true;
        await Line.ServeAsync(Centre, Cancellation);
        _news.IsDown = false;
        await Line.ServeAsync(Centre, Cancellation);
        await Line.ServeAsync(Centre, Cancellation);

        _news.Told.ShouldBe(["+33600000002 01 09:00"]);
    }

    [Fact]
    public async Task Two_nodes_that_serve_at_once_keep_one_slot_for_one()
    {
        foreach (var number in Enumerable.Range(1, 5))
            await JoinAsync($"{number}", $"+3360000000{number}");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => Line.ServeAsync(Centre, Cancellation), Cancellation)));

        (await StatusesAsync()).ShouldBe(["offered", "waiting", "waiting", "waiting", "waiting"]);
        _news.Told.Distinct().ShouldBe(["+33600000001 01 09:00"]);
    }

    [Fact]
    public async Task Who_withdraws_gives_the_slot_back_and_a_wish_is_noted_once()
    {
        var entry = await JoinAsync("first", "+33600000002");
        (await JoinAsync("first", "+33600000002")).Id.ShouldBe(entry.Id);
        await Line.ServeAsync(Centre, Cancellation);

        (await Line.WithdrawAsync(Centre, entry.Id, Cancellation)).ShouldBeTrue();
        (await Line.WithdrawAsync(Centre, entry.Id + 1, Cancellation)).ShouldBeFalse();

        (await StatusesAsync()).ShouldBe(["withdrawn"]);
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(0);
        var late = await Line.JoinAsync(
            Centre, new WaitingDraft(new SlotQuery(default, default, VehicleType.Motorhome), "0612345678"),
            Planned.Origin("late"), Cancellation);
        late.Refusal.ShouldBe(BookingRefusal.Past);
    }

    private async Task<Guid> TakeAsync() =>
        (await BookAsync("taken", "+33600000010")).ShouldBeOfType<BookingOutcome.Booked>().Appointment.Id;

    private Task<BookingOutcome> BookAsync(string key, string phone) => Book.BookAsync(
        Centre, Wanted, Planned.Client with { Phone = phone }, Planned.Origin(key), null, Cancellation);

    private async Task<WaitingEntry> JoinAsync(string key, string phone, DateOnly? day = null)
    {
        var on = day ?? Planned.Tomorrow;
        var (entry, _) = await Line.JoinAsync(
            Centre, new WaitingDraft(new SlotQuery(on, on, VehicleType.Motorhome), phone), Planned.Origin(key),
            Cancellation);
        return entry.ShouldNotBeNull();
    }

    private async Task<string[]> StatusesAsync() =>
        [.. (await Line.PageAsync(Centre.Id, null, null, 10, Cancellation)).Select(entry => entry.Status)];

    private sealed class News : IWaitingNews
    {
        private readonly Lock _gate = new();

        public bool IsDown { get; set; }

        public List<string> Told { get; } = [];

        public Task TellAsync(
            Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until, CancellationToken cancellationToken)
        {
            if (IsDown)
                throw new InvalidOperationException("The mails are down.");
            lock (_gate)
            {
                Told.Add(FormattableString.Invariant(
                    $"{entry.Phone} {slot.Start:dd} {TimeZoneInfo.ConvertTime(until, centre.Zone):HH:mm}"));
            }

            return Task.CompletedTask;
        }
    }
}
