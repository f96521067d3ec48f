using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class PlanningDeskTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(Planned.Now.AddMinutes(7).AddSeconds(31));
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PlanningBook Book => new(_database, _clock);

    private PlanningDesk Desk =>
        new(_database, _clock, new WaitingLine(_database, _clock, NullLogger<WaitingLine>.Instance));

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Who_stands_there_is_taken_at_once_in_whichever_bay_is_free()
    {
        var nobody = new ClientInfo("", "", "", null, "", null, "AB-123-CD");
        var walkIn = new WalkIn(nobody, VehicleType.Car, VisitKind.Periodic);

        var first = await WalkInAsync(walkIn, "a");
        var second = await WalkInAsync(walkIn, "b");
        var third = await Desk.WalkInAsync(Planned.Centre, walkIn, Planned.Origin("c"), Cancellation);

        (first.SlotDatetime, first.ClientPhone, first.Bay, second.Bay).ShouldBe(
            (Planned.Now.AddMinutes(7), null, "1", "2"));
        third.ShouldBeOfType<BookingOutcome.Gone>().Nearest.ShouldNotBeEmpty();
        (await WalkInAsync(walkIn, "a")).Id.ShouldBe(first.Id);
        (await WalkInAsync(walkIn with { At = Planned.Now.AddHours(20), Minutes = 15, Bay = "2" }, "d"))
            .ShouldSatisfyAllConditions(
                one => (one.Bay, one.Minutes).ShouldBe(("2", 15)),
                one => one.SlotDatetime.ShouldBe(Planned.Now.AddHours(20)));
    }

    [Fact]
    public async Task A_block_takes_what_is_free_and_is_given_back()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 40);
        await Book.HoldAsync(Planned.Centre, [slot], "somebody", Cancellation);
        var morning = Of(8, 12) with { Note = "Maintenance" };

        (await BlockAsync(Of(9, 10) with { Bay = "1" }, "small")).ShouldBeEmpty();
        (await BlockAsync(morning, "morning")).ShouldBeEmpty();
        (await BlockAsync(morning, "morning")).ShouldBeEmpty();

        (await TimesAsync())[0].ShouldBe("13:30");
        var blocks = await Desk.ReadBlocksAsync(
            Planned.Centre, Planned.Tomorrow, Planned.Tomorrow, Cancellation);
        blocks.Count(one => one.Key == "morning").ShouldBe(3);
        (await Desk.UnblockAsync(Planned.Centre, "morning", Cancellation)).ShouldBeTrue();
        (await Desk.UnblockAsync(Planned.Centre, "morning", Cancellation)).ShouldBeFalse();
        (await TimesAsync()).ShouldContain("08:00");
        (await _database.AskAsync<string>("SELECT string_agg(key, ' ') FROM bay_times")).ShouldBe("small");
    }

    [Fact]
    public async Task A_vehicle_that_is_to_come_is_shown_and_its_place_is_blocked_once_it_leaves_it()
    {
        var early = await BookAsync(Planned.At(Planned.Tomorrow, 8, 0), "a");
        var late = await BookAsync(Planned.At(Planned.Tomorrow, 9, 20), "b");

        (await BlockAsync(Of(8, 12), "morning")).Select(one => one.Id).ShouldBe([early.Id, late.Id]);
        (await BlockAsync(Of(8, 12), "morning")).Select(one => one.Id).ShouldBe([early.Id, late.Id]);
        (await TimesAsync())[0].ShouldBe("13:30");

        (await Book.CancelAsync(Planned.Centre, early.Id, "c", Cancellation)).ShouldBeTrue();
        (await Book.MoveAsync(
            Planned.Centre, late.Id, Planned.At(Planned.Tomorrow, 14, 10), "m", null, Cancellation))
            .ShouldBeOfType<BookingOutcome.Booked>();
        (await TimesAsync())[0].ShouldBe("13:30");
        (await BlockAsync(Of(8, 12), "morning")).ShouldBeEmpty();

        (await Desk.UnblockAsync(Planned.Centre, "morning", Cancellation)).ShouldBeTrue();
        (await TimesAsync())[0].ShouldBe("08:00");
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_blocked_where_nothing_but_a_vehicle_is_can_be_given_back_too()
    {
        var booked = await BookAsync(Planned.At(Planned.Tomorrow, 8, 0), "a");
        var exact = Of(8, 9) with { Bay = booked.Bay, To = booked.EndsAt };

        (await BlockAsync(exact, "exact")).ShouldHaveSingleItem().Id.ShouldBe(booked.Id);
        (await Desk.UnblockAsync(Planned.Centre, "exact", Cancellation)).ShouldBeTrue();
        (await Desk.UnblockAsync(Planned.Centre, "exact", Cancellation)).ShouldBeFalse();
        (await Book.CancelAsync(Planned.Centre, booked.Id, "c", Cancellation)).ShouldBeTrue();

        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_came_and_who_did_not_is_noted_once_and_can_be_taken_back()
    {
        var booked = (BookingOutcome.Booked)await Book.BookAsync(
            Planned.Centre, Planned.At(Planned.Tomorrow, 8, 40), Planned.Client, Planned.Origin("a"), null,
            Cancellation);
        var id = booked.Appointment.Id;

        (await MarkAsync(id, AppointmentStatus.NoShow, "n")).ShouldBe("no_show");
        (await MarkAsync(id, AppointmentStatus.Done, "d")).ShouldBe("done");
        (await MarkAsync(id, AppointmentStatus.NoShow, "n")).ShouldBe("done");
        (await Book.CancelAsync(Planned.Centre, id, "c", Cancellation)).ShouldBeFalse();
        (await MarkAsync(id, AppointmentStatus.Confirmed, "b")).ShouldBe("confirmed");
        (await Book.CancelAsync(Planned.Centre, id, "c", Cancellation)).ShouldBeTrue();
        (await MarkAsync(id, AppointmentStatus.Done, "e")).ShouldBe("NotConfirmed");
        (await MarkAsync(Guid.NewGuid(), AppointmentStatus.Done, "f")).ShouldBe("NotFound");
    }

    private static Block Of(int from, int to) => new(
        null, Planned.At(Planned.Tomorrow, from, 0).Start, Planned.At(Planned.Tomorrow, to, 0).Start, null);

    private async Task<Appointment> BookAsync(Slot slot, string key) => (await Book.BookAsync(
        Planned.Centre, slot, Planned.Client, Planned.Origin(key), null, Cancellation))
        .ShouldBeOfType<BookingOutcome.Booked>().Appointment;

    private async Task<Appointment> WalkInAsync(WalkIn walkIn, string key) =>
        (await Desk.WalkInAsync(Planned.Centre, walkIn, Planned.Origin(key), Cancellation))
            .ShouldBeOfType<BookingOutcome.Booked>().Appointment;

    private Task<IReadOnlyList<Appointment>> BlockAsync(Block block, string key) =>
        Desk.BlockAsync(Planned.Centre, block, key, Cancellation);

    private async Task<string> MarkAsync(Guid id, string status, string key) =>
        await Desk.MarkAsync(Planned.Centre, id, new VisitMark(status), key, Cancellation) switch
        {
            BookingOutcome.Booked(var appointment) => appointment.Status,
            BookingOutcome.Refused(var reason) => reason.ToString(),
            var other => $"{other}",
        };

    private async Task<string[]> TimesAsync() => (await Book.FindAsync(
        Planned.Centre, new SlotQuery(Planned.Tomorrow, Planned.Tomorrow, VehicleType.Car), null, Cancellation))
        .Times();
}
