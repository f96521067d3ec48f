using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class PlanningBookTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(Planned.Now);
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PlanningBook Book => new(_database, _clock);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_slot_is_booked_with_its_price_and_what_was_said()
    {
        var booked = await BookAsync(Planned.At(Planned.Tomorrow, 8, 0), "call:0");

        booked.ShouldBeOfType<BookingOutcome.Booked>();
        var found = (await Book.FindMineAsync(Planned.Centre, "+33612345678", null, Cancellation))
            .ShouldHaveSingleItem();
        found.ShouldSatisfyAllConditions(
            one => one.SlotDatetime.ShouldBe(new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero)),
            one => (one.CenterId, one.LicensePlate, one.ClientPhone, one.Status, one.Bay).ShouldBe(
                ("demo-centre", "AB-123-CD", "+33612345678", "confirmed", "1")),
            one => (one.Price, one.Currency, one.Energy, one.Minutes).ShouldBe((85m, "EUR", Energy.Electric, 40)),
            one => one.SlotIn(Planned.Centre).ShouldBe(Planned.At(Planned.Tomorrow, 8, 0)));
    }

    [Fact]
    public async Task Asked_again_under_the_same_key_it_is_the_same_appointment()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => BookAsync(slot, "call:0"), Cancellation)));

        all.Select(one => one.ShouldBeOfType<BookingOutcome.Booked>().Appointment.Id).Distinct().Count().ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(1);
    }

    [Fact]
    public async Task A_slot_has_as_many_places_as_bays_and_then_the_nearest_others_are_named()
    {
        var slot = Planned.At(Planned.Tomorrow, 9, 20);
        (await BookAsync(slot, "a")).ShouldBeOfType<BookingOutcome.Booked>().Appointment.Bay.ShouldBe("1");
        (await BookAsync(slot, "b")).ShouldBeOfType<BookingOutcome.Booked>().Appointment.Bay.ShouldBe("2");

        var gone = (await BookAsync(slot, "c")).ShouldBeOfType<BookingOutcome.Gone>();

        gone.Nearest.Times().ShouldBe(["08:40", "10:00", "08:00", "10:40", "11:20"]);
    }

    [Fact]
    public async Task What_is_kept_for_somebody_is_free_for_them_alone_and_for_some_minutes()
    {
        Slot[] offered = [Planned.At(Planned.Tomorrow, 8, 0, VehicleType.Motorhome)];
        (await Book.HoldAsync(Planned.Centre, offered, "one", Cancellation)).ShouldBe(offered);

        (await Book.HoldAsync(Planned.Centre, offered, "other", Cancellation)).ShouldBeEmpty();
        (await FindAsync("one", VehicleType.Motorhome)).ShouldContain(offered[0]);
        (await FindAsync("other", VehicleType.Motorhome)).ShouldNotContain(offered[0]);
        (await BookAsync(offered[0], "x", "other")).ShouldBeOfType<BookingOutcome.Gone>();

        _clock.Advance(TimeSpan.FromMinutes(5));
        (await FindAsync("other", VehicleType.Motorhome)).ShouldContain(offered[0]);
        (await Book.HoldAsync(Planned.Centre, offered, "other", Cancellation)).ShouldBe(offered);
        (await BookAsync(offered[0], "y", "one")).ShouldBeOfType<BookingOutcome.Gone>();
        (await BookAsync(offered[0], "z", "other")).ShouldBeOfType<BookingOutcome.Booked>();
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times WHERE kind = 'hold'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_offered_next_takes_the_place_of_what_was_offered_before()
    {
        var (first, second) = (Planned.At(Planned.Tomorrow, 8, 0), Planned.At(Planned.Tomorrow, 8, 40));
        await Book.HoldAsync(Planned.Centre, [first], "one", Cancellation);
        await Book.HoldAsync(Planned.Centre, [second], "one", Cancellation);
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(1);

        await Book.ReleaseAsync(Planned.Centre, "one", Cancellation);
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(0);
    }

    [Fact]
    public async Task An_appointment_moves_even_into_its_own_way_and_once_for_a_key()
    {
        var centre = Planned.Centre with { StepMinutes = 20 };
        var booked = ((BookingOutcome.Booked)await BookAsync(
            Planned.At(Planned.Tomorrow, 8, 0, VehicleType.Motorhome), "a")).Appointment;

        for (var again = 0; again < 2; again++)
        {
            var moved = (await Book.MoveAsync(
                centre, booked.Id, Planned.At(Planned.Tomorrow, 8, 20, VehicleType.Motorhome), "m", null,
                Cancellation)).ShouldBeOfType<BookingOutcome.Booked>().Appointment;
            (moved.Id, moved.MovedFrom, moved.SlotDatetime - booked.SlotDatetime).ShouldBe(
                (booked.Id, booked.SlotDatetime, TimeSpan.FromMinutes(20)));
        }

        (await _database.AskAsync<string>("SELECT string_agg(lower(during)::text, ' ') FROM bay_times"))
            .ShouldStartWith("2026-12-01 07:20");
        (await _database.AskAsync<long>("SELECT count(*) FROM appointment_changes")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_cancelled_is_free_again_and_stays_cancelled()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0, VehicleType.Motorhome);
        var booked = ((BookingOutcome.Booked)await BookAsync(slot, "a")).Appointment;

        (await Book.CancelAsync(Planned.Centre, booked.Id, "c", Cancellation)).ShouldBeTrue();
        (await Book.CancelAsync(Planned.Centre, booked.Id, "c", Cancellation)).ShouldBeTrue();
        (await Book.CancelAsync(Planned.Centre, Guid.NewGuid(), "d", Cancellation)).ShouldBeFalse();

        (await Book.FindMineAsync(Planned.Centre, "0612345678", "AB123CD", Cancellation)).ShouldBeEmpty();
        (await Book.MoveAsync(Planned.Centre, booked.Id, slot, "m", null, Cancellation))
            .ShouldBe(new BookingOutcome.Refused(BookingRefusal.NotConfirmed));
        (await BookAsync(slot, "b")).ShouldBeOfType<BookingOutcome.Booked>();
    }

    [Fact]
    public async Task What_cannot_be_booked_is_refused_with_its_reason()
    {
        (await BookAsync(Planned.At(new DateOnly(2026, 11, 27), 8, 0), "a")).ShouldBe(Refused(BookingRefusal.Past));
        (await BookAsync(Planned.At(new DateOnly(2026, 11, 30), 8, 40), "a"))
            .ShouldBe(Refused(BookingRefusal.TooSoon));
        (await BookAsync(Planned.At(new DateOnly(2027, 11, 30), 8, 40), "a"))
            .ShouldBe(Refused(BookingRefusal.TooFarAhead));
        (await BookAsync(Planned.At(new DateOnly(2026, 12, 6), 8, 0), "a"))
            .ShouldBe(Refused(BookingRefusal.ClosedDay));
        (await BookAsync(Planned.At(Planned.Tomorrow, 8, 0, VehicleType.Motorcycle), "a"))
            .ShouldBe(Refused(BookingRefusal.VehicleNotTaken));
        (await BookAsync(Planned.At(Planned.Tomorrow, 12, 0), "a")).ShouldBeOfType<BookingOutcome.Gone>();

        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        (await BookAsync(slot, "a", client: Planned.Client with { Phone = "12" }))
            .ShouldBe(Refused(BookingRefusal.PhoneMalformed));
        (await BookAsync(slot, "a", client: Planned.Client with { LicensePlate = "Clio" }))
            .ShouldBe(Refused(BookingRefusal.PlateMalformed));
        (await BookAsync(slot, "a", client: Planned.Client with { FirstName = " " }))
            .ShouldBe(Refused(BookingRefusal.NameMissing));
        (await BookAsync(slot, "a", client: Planned.Client with { Email = "camille" }))
            .ShouldBe(Refused(BookingRefusal.EmailMalformed));
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(0);
    }

    private static BookingOutcome.Refused Refused(BookingRefusal reason) => new(reason);

    private Task<BookingOutcome> BookAsync(Slot slot, string key, string? holder = null, ClientInfo? client = null) =>
        Book.BookAsync(
            Planned.Centre, slot, client ?? Planned.Client, Planned.Origin(key), holder, Cancellation);

    private Task<IReadOnlyList<Slot>> FindAsync(string holder, VehicleType vehicle) => Book.FindAsync(
        Planned.Centre, new SlotQuery(Planned.Tomorrow, Planned.Tomorrow, vehicle), holder, Cancellation);
}
