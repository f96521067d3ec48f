using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Inspection.Calendars;

public sealed class CalendarImportTests(RecordsServer server) : IAsyncLifetime
{
    private const string Calendar = "SELECT count(*) FROM bay_times WHERE kind = 'calendar'";

    private const string Rows = """
        SELECT string_agg(
            bay || ' ' || to_char(lower(during) AT TIME ZONE 'Europe/Paris', 'DD HH24:MI') || '-'
            || to_char(upper(during) AT TIME ZONE 'Europe/Paris', 'HH24:MI'), ', ' ORDER BY bay, during)
        FROM bay_times WHERE kind = 'calendar'
        """;

    private readonly ManualClock _clock = new(Planned.Now);
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PlanningBook Book => new(_database, _clock);

    private CalendarImport Import => new(_database, _clock);

    private CalendarFeeds Feeds => new(_database, _clock);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_the_calendar_takes_is_not_offered_and_what_it_gives_back_is()
    {
        await TakeAsync(Busy(8, 0, 9, 20), Busy(10, 0, 12, 0, bays: ["2"]));

        (await _database.AskAsync<string>(Rows)).ShouldBe("1 01 08:00-09:20, 2 01 08:00-09:20, 2 01 10:00-12:00");
        (await FreeAsync()).Times().ShouldBe(["09:20", "10:00", "10:40", "11:20", "13:30"], ignoreOrder: false);
        (await BookAsync(Planned.At(Planned.Tomorrow, 8, 0), "a")).ShouldBeOfType<BookingOutcome.Gone>();

        await TakeAsync(Busy(8, 0, 8, 40));
        (await FreeAsync()).Times()[0].ShouldBe("08:40");
        await TakeAsync();
        (await _database.AskAsync<long>(Calendar)).ShouldBe(0);
    }

    [Fact]
    public async Task Where_somebody_comes_the_appointment_stands_and_the_rest_is_taken()
    {
        var booked = await BookedAsync(Planned.At(Planned.Tomorrow, 9, 20), "a");
        var outcome = await TakeAsync(Busy(8, 0, 12, 0, note: "Fermé"));

        outcome.Found.ShouldHaveSingleItem().Appointment.ShouldBe(booked.Id);
        (await _database.AskAsync<string>(Rows)).ShouldBe(
            "1 01 08:00-09:20, 1 01 10:00-12:00, 2 01 08:00-12:00");
        var (conflict, appointment) = (await Feeds.ConflictsAsync(Planned.Centre, 0, 10, Cancellation))
            .ShouldHaveSingleItem();
        (conflict.Bay, conflict.Note, conflict.From, conflict.To).ShouldBe(
            ("1", "Fermé", booked.SlotDatetime, booked.EndsAt));
        appointment.Status.ShouldBe(AppointmentStatus.Confirmed);

        // Told once.
        (await TakeAsync(Busy(8, 0, 12, 0, note: "Fermé"))).Found.ShouldBeEmpty();
        (await Feeds.CountConflictsAsync(Planned.Centre, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Where_an_appointment_goes_the_calendar_has_its_time_at_once()
    {
        var booked = await BookedAsync(Planned.At(Planned.Tomorrow, 9, 20), "a");
        await TakeAsync(Busy(8, 0, 12, 0));

        (await Book.CancelAsync(Planned.Centre, booked.Id, "c", Cancellation)).ShouldBeTrue();
        (await FreeAsync()).Times()[0].ShouldBe("13:30");
        (await BookAsync(Planned.At(Planned.Tomorrow, 9, 20), "b")).ShouldBeOfType<BookingOutcome.Gone>();

        var outcome = await SameAsync();
        outcome.Solved.ShouldBe(1);
        (await _database.AskAsync<string>(Rows)).ShouldBe("1 01 08:00-12:00, 2 01 08:00-12:00");
    }

    [Fact]
    public async Task An_appointment_that_is_moved_out_of_the_way_leaves_its_time_to_the_calendar()
    {
        var booked = await BookedAsync(Planned.At(Planned.Tomorrow, 9, 20), "a");
        await TakeAsync(Busy(8, 0, 12, 0));

        (await Book.MoveAsync(
            Planned.Centre, booked.Id, Planned.At(Planned.Tomorrow, 14, 10), "m", null, Cancellation))
            .ShouldBeOfType<BookingOutcome.Booked>();

        (await FreeAsync()).Times()[0].ShouldBe("13:30");
        (await SameAsync()).Solved.ShouldBe(1);
        (await Feeds.CountConflictsAsync(Planned.Centre, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_kept_for_somebody_is_theirs_and_the_calendar_looks_again_when_it_is_not()
    {
        await Book.HoldAsync(Planned.Centre, [Planned.At(Planned.Tomorrow, 8, 0)], "one", Cancellation);
        var outcome = await TakeAsync(Busy(8, 0, 8, 40));

        outcome.Found.ShouldBeEmpty();
        (await _database.AskAsync<string>(Rows)).ShouldBe("2 01 08:00-08:40");
        (await Feeds.FindAsync(Planned.Centre, Cancellation))!.NextAt.ShouldBe(
            Planned.Now.AddMinutes(5).AddSeconds(1));

        _clock.Advance(TimeSpan.FromMinutes(5));
        await SameAsync();
        (await _database.AskAsync<string>(Rows)).ShouldBe("1 01 08:00-08:40, 2 01 08:00-08:40");
    }

    [Fact]
    public async Task Events_that_overlap_are_taken_once_and_an_appointment_of_ours_that_came_back_is_none()
    {
        var booked = await BookedAsync(Planned.At(Planned.Tomorrow, 11, 20), "a");
        var outcome = await TakeAsync(
            Busy(8, 0, 10, 0, "x"), Busy(8, 30, 9, 0, "y"), Busy(9, 30, 10, 30, "z"),
            Busy(11, 20, 12, 0, "echo", note: $"{booked.LicensePlate} · Renault Clio · Camille Durand"));

        outcome.Found.ShouldBeEmpty();
        (await _database.AskAsync<string>(Rows)).ShouldBe(
            "1 01 08:00-10:00, 1 01 10:00-10:30, 2 01 08:00-10:00, 2 01 10:00-10:30");
    }

    [Fact]
    public async Task What_has_been_today_is_in_nobodys_way()
    {
        await BookedAsync(Planned.At(Planned.Tomorrow, 9, 20), "a");
        _clock.Advance(TimeSpan.FromHours(28));
        var since = Planned.Now.UtcDateTime.AddDays(-60);
        var closed = new BusyTime("long", since, At(17, 30, 0), null, null);

        (await TakeAsync(closed, closed, closed with { To = At(12, 0, 0) })).Found.ShouldHaveSingleItem();
        (await TakeAsync(closed)).Found.ShouldBeEmpty();

        (await _database.AskAsync<string>(Rows)).ShouldBe(
            "1 01 01:00-09:20, 1 01 10:00-17:30, 2 01 01:00-17:30");
    }

    [Fact]
    public async Task A_calendar_that_is_away_counts_for_three_days_and_no_longer()
    {
        await TakeAsync(Busy(8, 0, 12, 0, days: 5));
        var calendar = (await Feeds.FindAsync(Planned.Centre, Cancellation))!;
        (calendar.Failure, calendar.Failures, calendar.ReadAt).ShouldBe((null, 0, Planned.Now));

        _clock.Advance(CalendarImport.Kept);
        (await AwayAsync()).IsForgotten.ShouldBeFalse();
        (await _database.AskAsync<long>(Calendar)).ShouldBe(2);
        (await Feeds.AwayAsync(Cancellation)).ShouldBeEmpty();

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await AwayAsync()).IsForgotten.ShouldBeTrue();
        (await _database.AskAsync<long>(Calendar)).ShouldBe(0);
        calendar = (await Feeds.FindAsync(Planned.Centre, Cancellation))!;
        (calendar.Failure, calendar.Failures, calendar.Tag).ShouldBe(("it answers 500", 2, null));

        await Import.TakeAsync(Planned.Centre, new CalendarSighting.Gone(), null, Cancellation);
        calendar = (await Feeds.FindAsync(Planned.Centre, Cancellation))!;
        (calendar.NextAt, calendar.Failure, calendar.ReadAt).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task Whoever_books_while_it_is_taken_over_has_the_slot_or_finds_it_gone()
    {
        var slots = Enumerable.Range(0, 6).Select(at => Planned.At(Planned.Tomorrow, 8, 0) with
        {
            Start = Planned.At(Planned.Tomorrow, 8, 0).Start.AddMinutes(40 * at),
        }).ToList();
        var booking = slots.SelectMany((slot, at) => new[] { $"{at}a", $"{at}b" }.Select(key =>
            Task.Run(() => BookAsync(slot, key), Cancellation))).ToList();
        var taking = Enumerable.Range(0, 3).Select(_ => Task.Run(() => TakeAsync(Busy(8, 0, 12, 0)), Cancellation));
        await Task.WhenAll(taking);
        var booked = (await Task.WhenAll(booking)).OfType<BookingOutcome.Booked>().Count();
        await SameAsync();

        (await Feeds.CountConflictsAsync(Planned.Centre, Cancellation)).ShouldBe(booked);
        (await FreeAsync()).Times()[0].ShouldBe("13:30");
        // All of both mornings is taken, by one or the other.
        (await _database.AskAsync<double>(
            "SELECT sum(extract(epoch FROM upper(during) - lower(during)))::float8 FROM bay_times"))
            .ShouldBe(2 * 4 * 3600);
    }

    [Fact]
    public async Task A_feed_reaches_ninety_days_back_and_tells_what_was_cancelled_for_thirty()
    {
        var kept = await BookedAsync(Planned.At(Planned.Tomorrow, 8, 0), "a");
        var gone = await BookedAsync(Planned.At(Planned.Tomorrow, 8, 40), "b");
        await Book.MoveAsync(
            Planned.Centre, kept.Id, Planned.At(Planned.Tomorrow, 10, 0), "m", null, Cancellation);
        await Book.CancelAsync(Planned.Centre, gone.Id, "c", Cancellation);

        (await Feeds.SequenceAsync(kept.Id, Cancellation)).ShouldBe(1);
        var text = (await Feeds.ReadAsync(Planned.Centre, null, Cancellation)).Write();
        (await CalendarOracle.ReadAsync(text)).Events.Select(one => (one.Uid[..36], one.Sequence, one.Status))
            .ShouldBe([(gone.Id.ToString(), 1, "CANCELLED"), (kept.Id.ToString(), 1, "CONFIRMED")]);
        (await Feeds.ReadAsync(Planned.Centre, "2", Cancellation)).Write().ShouldNotContain("BEGIN:VEVENT");

        _clock.Advance(TimeSpan.FromDays(31));
        (await Feeds.ReadAsync(Planned.Centre, null, Cancellation)).Write().ShouldNotContain(gone.Id.ToString());
        _clock.Advance(TimeSpan.FromDays(61));
        (await Feeds.ReadAsync(Planned.Centre, null, Cancellation)).Write().ShouldNotContain("BEGIN:VEVENT");
    }

    [Fact]
    public async Task Each_calendar_is_looked_at_by_one_node_at_a_time_and_again_when_that_one_died()
    {
        var rounds = new CalendarRounds(_database, _clock);
        var centre = Planned.Centre with { CalendarUrl = new Uri("https://calendar.example/a.ics") };
        (await rounds.EnrolAsync([centre], Cancellation)).ShouldBeEmpty();

        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => rounds.ClaimAsync([centre.Id], 4, Cancellation), Cancellation)));
        claimed.Sum(one => one.Count).ShouldBe(1);
        (await rounds.ClaimAsync([centre.Id], 4, Cancellation)).ShouldBeEmpty();
        _clock.Advance(CalendarRounds.Lease);
        (await rounds.ClaimAsync(["another"], 4, Cancellation)).ShouldBeEmpty();
        (await rounds.ClaimAsync([centre.Id], 4, Cancellation)).ShouldHaveSingleItem();

        // Another address is asked at once; none is told.
        await rounds.EnrolAsync(
            [centre with { CalendarUrl = new Uri("https://calendar.example/b.ics") }], Cancellation);
        (await rounds.ClaimAsync([centre.Id], 4, Cancellation)).ShouldHaveSingleItem();
        (await rounds.EnrolAsync([Planned.Centre], Cancellation)).ShouldHaveSingleItem();
    }

    private Task<CalendarOutcome> TakeAsync(params BusyTime[] busy) => Import.TakeAsync(
        Planned.Centre, new CalendarSighting.Read(new CalendarReading(busy, [], 0, 0), "\"1\"", null),
        _clock.GetUtcNow().AddMinutes(20), Cancellation);

    private Task<CalendarOutcome> SameAsync() => Import.TakeAsync(
        Planned.Centre, new CalendarSighting.Same(), _clock.GetUtcNow().AddMinutes(5), Cancellation);

    private Task<CalendarOutcome> AwayAsync() => Import.TakeAsync(
        Planned.Centre, new CalendarSighting.Away("it answers 500"), _clock.GetUtcNow().AddMinutes(5), Cancellation);

    private Task<IReadOnlyList<Slot>> FreeAsync() => Book.FindAsync(
        Planned.Centre, new SlotQuery(Planned.Tomorrow, Planned.Tomorrow, Brain.Inspection.Centres.VehicleType.Car)
        {
            NotAfter = new TimeOnly(13, 30),
        }, null, Cancellation);

    private Task<BookingOutcome> BookAsync(Slot slot, string key) => Book.BookAsync(
        Planned.Centre, slot, Planned.Client, Planned.Origin(key), null, Cancellation);

    private async Task<Appointment> BookedAsync(Slot slot, string key) =>
        (await BookAsync(slot, key)).ShouldBeOfType<BookingOutcome.Booked>().Appointment;

    // Tomorrow, by the clock of Paris.
    private static BusyTime Busy(
        int fromHour, int fromMinute, int toHour, int toMinute, string uid = "u", string? note = null,
        string[]? bays = null, int days = 1) => new(
        uid, At(fromHour, fromMinute, 0), At(toHour, toMinute, days - 1), bays, note);

    private static DateTime At(int hour, int minute, int days) => TimeZoneInfo.ConvertTimeToUtc(
        Planned.Tomorrow.AddDays(days).ToDateTime(new TimeOnly(hour, minute)), Planned.Paris);
}
