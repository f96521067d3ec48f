using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class HostedBookTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(Planned.Now);
    private readonly FakeHosted _there = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HostedBook Hosted => new(_database, _there, _clock, NullLogger<HostedBook>.Instance);

    private PlanningBook Book => new(_database, _clock, waiting: null, news: null, Hosted);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_others_wrote_is_in_the_first_bay_that_is_free_beside_our_own()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        _there.Rows["17"] = (slot.Start, "confirmed");

        (await TimesAsync()).ShouldContain("08:00");
        var booked = (await BookAsync(slot, "a")).ShouldBeOfType<BookingOutcome.Booked>().Appointment;
        (await TimesAsync()).ShouldNotContain("08:00");
        var gone = (await BookAsync(slot, "b")).ShouldBeOfType<BookingOutcome.Gone>();

        booked.Bay.ShouldBe("2");
        gone.Nearest[0].ShouldBe(Planned.At(Planned.Tomorrow, 8, 40));
        _there.Rows.Keys.ShouldBe(["17", booked.Id.ToString()], ignoreOrder: true);
        (await OwedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_of_which_nobody_knows_whether_it_was_written_goes_when_nothing_was_booked()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        _there.LosesAnswers = true;
        await Should.ThrowAsync<TimeoutException>(() => BookAsync(slot, "a"));
        _there.LosesAnswers = false;
        _there.Rows.Count.ShouldBe(1);
        (await _database.AskAsync<long>("SELECT count(*) FROM appointments")).ShouldBe(0);

        (await Hosted.WriteDueAsync(Cancellation)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Hosted.WriteDueAsync(Cancellation)).ShouldBe(1);

        _there.Rows.ShouldBeEmpty();
        (await BookAsync(slot, "a")).ShouldBeOfType<BookingOutcome.Booked>();
    }

    [Fact]
    public async Task A_move_that_was_written_there_and_came_to_nothing_here_is_taken_back()
    {
        var (from, to) = (Planned.At(Planned.Tomorrow, 8, 0), Planned.At(Planned.Tomorrow, 9, 20));
        var id = (await BookAsync(from, "a")).ShouldBeOfType<BookingOutcome.Booked>().Appointment.Id;
        _there.LosesAnswers = true;
        await Should.ThrowAsync<TimeoutException>(
            () => Book.MoveAsync(Planned.Centre, id, to, "m", null, Cancellation));
        _there.LosesAnswers = false;
        _there.Rows[id.ToString()].Start.ShouldBe(to.Start);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Hosted.WriteDueAsync(Cancellation);

        _there.Rows[id.ToString()].Start.ShouldBe(from.Start);
    }

    [Fact]
    public async Task A_cancellation_is_written_there_as_soon_as_it_can_be()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        var id = (await BookAsync(slot, "a")).ShouldBeOfType<BookingOutcome.Booked>().Appointment.Id;
        _there.IsAway = true;
        (await Book.CancelAsync(Planned.Centre, id, "c", Cancellation)).ShouldBeTrue();
        await Should.ThrowAsync<TimeoutException>(TimesAsync);
        _there.IsAway = false;
        _there.Rows[id.ToString()].Status.ShouldBe("confirmed");
        (await OwedAsync()).ShouldBe(1);

        (await TimesAsync()).ShouldContain("08:00");
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await Hosted.WriteDueAsync(Cancellation)).ShouldBe(1);

        _there.Rows[id.ToString()].Status.ShouldBe("cancelled");
        (await OwedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Many_who_want_the_same_slot_while_others_write_get_what_is_left_of_it()
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0);
        _there.Rows["17"] = (slot.Start, "confirmed");

        var ends = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => BookAsync(slot, $"{number}")));

        ends.Count(end => end is BookingOutcome.Booked).ShouldBe(1);
        ends.Where(end => end is not BookingOutcome.Booked)
            .ShouldAllBe(end => ((BookingOutcome.Gone)end).Nearest.Count > 0);
        _there.Rows.Count.ShouldBe(2);
    }

    private Task<BookingOutcome> BookAsync(Slot slot, string key) =>
        Book.BookAsync(Planned.Centre, slot, Planned.Client, Planned.Origin(key), holder: null, Cancellation);

    private async Task<string[]> TimesAsync() => (await Book.FindAsync(
        Planned.Centre, new SlotQuery(Planned.Tomorrow, Planned.Tomorrow, VehicleType.Car), null, Cancellation))
        .Times();

    private Task<long> OwedAsync() => _database.AskAsync<long>("SELECT count(*) FROM hosted_writes");
}
